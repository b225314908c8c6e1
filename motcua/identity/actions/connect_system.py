"""Let another system of the province sign people in by Motcua, and stop it."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Client
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotFound

#: hosts that may be reached without https: a system under development
_LOCAL = ("127.0.0.1", "localhost")


def connect_system(
    *, name: str, purpose: str, back_to: Iterable[str], scopes: Iterable[str], actor: Actor, at: datetime
) -> tuple[Client, str]:
    """The system and its secret, told this one time. Whether ``actor`` may is asked by the page."""
    addresses = [address.strip() for address in back_to if address.strip()]
    problems = {}
    if not addresses or any(not _is_good(address) for address in addresses):
        problems["back_to"] = [gettext("Mỗi dòng là một địa chỉ https:// đầy đủ, không có dấu * hay #.")]
    if problems:
        raise Invalid(gettext("Chưa lưu được: có chỗ cần sửa."), fields=problems)
    with transaction.atomic():
        client, secret = Client(name=name, data={"purpose": purpose}), get_adapter().generate_client_secret()
        client.set_secret(secret)
        client.set_scopes(sorted({"openid", *scopes}))
        client.set_redirect_uris(addresses)
        client.created_at = at
        client.save(force_insert=True)
        said = f"{actor.name} cho hệ thống {name} đăng nhập qua Motcua."
        _note(client, "connect_system", said, actor, at)
    return client, secret


def disconnect_system(*, client_id: str, actor: Actor, at: datetime) -> None:
    """From now on it signs nobody in, and is told nothing."""
    with transaction.atomic():
        client = Client.objects.select_for_update().filter(pk=client_id).first()
        if client is None:
            raise NotFound(gettext("Không có hệ thống này."))
        _note(client, "disconnect_system", f"{actor.name} ngừng cho hệ thống {client.name} đăng nhập.", actor, at)
        client.delete()


def _is_good(address: str) -> bool:
    parts = urlsplit(address)
    is_secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    return bool(is_secure and parts.hostname and not parts.fragment and "*" not in address)


def _note(client: Client, what: str, sentence: str, actor: Actor, at: datetime) -> None:
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action=f"identity.{what}",
        subject_kind="system",
        subject_id=client.pk,
        sentence=sentence,
        data={"scopes": client.get_scopes(), "back_to": client.get_redirect_uris()},
    )
