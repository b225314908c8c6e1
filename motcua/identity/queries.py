"""Reads over accounts and partners' systems."""

from django.db.models import QuerySet

from motcua.identity.models import Account, ApiClient
from motcua.identity.rules.tokens import PREFIX, digest_of
from motcua.kernel.composed import Kept, Slot

_CLIENT: Kept[ApiClient] = Kept(
    lambda: ApiClient.objects.select_related("account").filter(
        token_digest=Slot("digest", ApiClient._meta.get_field("token_digest")),
        revoked_at=None,
        account__is_active=True,
    )
)


def client_of(token: str) -> ApiClient | None:
    """The system that ``token`` belongs to, with its account, in one query; None for a token that opens nothing."""
    if not token.startswith(PREFIX):
        return None
    return _CLIENT.first(digest=digest_of(token))


def demo_people() -> QuerySet[Account]:
    """People of the demo who have something to show, in the order they were made."""
    return Account.objects.filter(is_demo=True, is_active=True).exclude(demo_hint="").order_by("created_at", "id")
