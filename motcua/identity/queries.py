"""Reads over accounts and partners' systems."""

from datetime import datetime
from functools import lru_cache
from time import monotonic
from uuid import UUID

from django.db.models import QuerySet

from motcua.identity.models import Account, ApiClient, Consent
from motcua.identity.rules.tokens import PREFIX, digest_of
from motcua.kernel.composed import Kept, Slot

_CLIENT: Kept[ApiClient] = Kept(
    lambda: ApiClient.objects.select_related("account").filter(
        token_digest=Slot("digest", ApiClient._meta.get_field("token_digest")),
        revoked_at=None,
        account__is_active=True,
    )
)


#: so many seconds a process may still believe a token that another process has just revoked
BELIEVED_SECONDS = 2


def client_of(token: str) -> ApiClient | None:
    """The system that ``token`` belongs to, with its account; None for a token that opens nothing.

    One query, or none where the process asked in the last :data:`BELIEVED_SECONDS`.
    """
    if not token.startswith(PREFIX):
        return None
    try:
        return _believed(digest_of(token), int(monotonic() / BELIEVED_SECONDS))
    except LookupError:
        return None


@lru_cache(maxsize=1000)
def _believed(digest: str, moment: int) -> ApiClient:
    """By the hash of the token, so that no secret is kept; what opens nothing is asked anew each time."""
    client = _CLIENT.first(digest=digest)
    if client is None:
        raise LookupError
    return client


def believe_nothing() -> None:
    """Ask for every token anew: after one was revoked in this process, and between tests."""
    _believed.cache_clear()


def consented(account_id: UUID, asked_by: str, *, at: datetime) -> frozenset[str]:
    """What the account lets the system ``asked_by`` be told at that moment."""
    found = Consent.objects.filter(account_id=account_id, asked_by=asked_by, withdrawn_at=None, until__gt=at)
    return frozenset(scope for one in found for scope in one.what)


def demo_people() -> QuerySet[Account]:
    """People of the demo who have something to show, in the order they were made."""
    return Account.objects.filter(is_demo=True, is_active=True).exclude(demo_hint="").order_by("created_at", "id")
