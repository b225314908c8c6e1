"""Who carries our parcels, as the settings say."""

from django.conf import settings

from motcua.post.connectors.base import Carrier
from motcua.post.connectors.vnpost import VnPost


def carrier() -> Carrier | None:
    """The carrier that is connected; None: parcels go by list, and an officer writes what became of them."""
    told = settings.POST
    if not (told["url"] and told["secret"]):
        return None
    return VnPost(told["url"], told["customer"], told["secret"])
