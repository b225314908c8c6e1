"""For whom the person of a session acts just now: themselves, or a party that they chose."""

from django.http import HttpRequest

from motcua.identity.models import Representation
from motcua.kernel.clock import day_of, now

#: in a session: the representation chosen
CHOSEN = "acting-for"


def acting_for(request: HttpRequest) -> Representation | None:
    """What was chosen, while it holds; None: the person acts for themselves. No query where nothing was chosen."""
    chosen = request.session.get(CHOSEN)
    if not chosen or request.user.pk is None:
        return None
    held = Representation.objects.filter(pk=chosen, account_id=request.user.pk).select_related("proof").first()
    if held is None or not held.holds(day_of(now())):
        del request.session[CHOSEN]
        return None
    return held
