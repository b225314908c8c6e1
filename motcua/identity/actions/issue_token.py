"""Let a partner's system in, and shut it out again."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.identity.models import Account, ApiClient
from motcua.identity.queries import believe_nothing
from motcua.identity.rules.tokens import digest_of, new_token
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotFound, NotNow


def issue_token(
    *, agency: str, name: str, roles: Iterable[str], actor: Actor, at: datetime, is_demo: bool = False
) -> tuple[ApiClient, str]:
    """A system that may call the API for ``agency`` in ``roles``, and its secret, told this one time.

    Only the digest of the secret is kept. Whether ``actor`` may (``people.manage``) is asked by the caller,
    because the table of permissions stands above this room.
    """
    token = new_token()
    with transaction.atomic():
        account = Account.objects.create_user(f"api-{new_id()}", None, full_name=name, is_demo=is_demo)
        client = ApiClient.objects.create(
            name=name,
            agency=agency,
            token_digest=digest_of(token),
            roles=sorted(set(roles)),
            account=account,
            created_at=at,
        )
        record(
            agency=agency,
            actor=actor,
            at=at,
            action="identity.issue_token",
            subject_kind="api_client",
            subject_id=client.id,
            sentence=f"{actor.name} cấp mã truy cập cho hệ thống {name}.",
            data={"roles": client.roles},
        )
    return client, token


def revoke_token(*, client_id: UUID, actor: Actor, at: datetime) -> None:
    """From now on the system's secret opens nothing; in other processes within BELIEVED_SECONDS."""
    with transaction.atomic():
        client = ApiClient.objects.select_for_update().filter(id=client_id).first()
        if client is None:
            raise NotFound(gettext("Không có hệ thống kết nối này."))
        if client.revoked_at:
            raise NotNow(gettext("Mã truy cập của %(name)s đã bị thu hồi trước đó.") % {"name": client.name})
        client.revoked_at = at
        client.save(update_fields=["revoked_at"])
        believe_nothing()
        transaction.on_commit(believe_nothing)
        record(
            agency=client.agency,
            actor=actor,
            at=at,
            action="identity.revoke_token",
            subject_kind="api_client",
            subject_id=client.id,
            sentence=f"{actor.name} thu hồi mã truy cập của hệ thống {client.name}.",
        )
