"""Gửi lại, bỏ qua: what an administrator does with a message that the partner would not take."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.public import record
from motcua.exchange.models import Outgoing
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotFound, NotNow
from motcua.organizations.public import require


def resend(*, message_id: UUID, actor: Actor, at: datetime) -> Outgoing:
    """Let a refused message wait again."""
    with transaction.atomic():
        row = _dead(message_id, actor)
        row.state, row.next_at, row.attempts = Outgoing.State.WAITING, at, 1  # 1: it may have arrived, so look first
        row.save(update_fields=["state", "next_at", "attempts"])
        _record(row, actor, at, "resend", _("%(who)s cho gửi lại tin %(key)s."))
    return row


def skip(*, message_id: UUID, reason: str, actor: Actor, at: datetime) -> Outgoing:
    """Give a refused message up, so that what comes after it in its lane may go."""
    if not reason.strip():
        raise NotNow(_("Chưa nêu lý do bỏ qua."), advice=_("Ghi vì sao tin này không cần gửi nữa."))
    with transaction.atomic():
        row = _dead(message_id, actor)
        row.state, row.next_at = Outgoing.State.SKIPPED, at
        row.save(update_fields=["state", "next_at"])
        _record(row, actor, at, "skip", _("%(who)s bỏ qua tin %(key)s. Lý do: %(reason)s"), reason=reason)
    return row


def _dead(message_id: UUID, actor: Actor) -> Outgoing:
    row = Outgoing.objects.select_for_update().filter(pk=message_id).first()
    require(actor, "exchange.operate")
    if row is None:
        raise NotFound(_("Không có tin này."))
    if row.state != Outgoing.State.DEAD:
        raise NotNow(_("Tin này không còn ở trạng thái bị từ chối."), advice=_("Tải lại trang để xem nó đang ở đâu."))
    return row


def _record(row: Outgoing, actor: Actor, at: datetime, act: str, sentence: str, **values: str) -> None:
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action=f"exchange.{act}",
        subject_kind="message",
        subject_id=row.pk,
        sentence=sentence % {"who": actor.name, "key": row.key, **values},
        data={"key": row.key},
    )
