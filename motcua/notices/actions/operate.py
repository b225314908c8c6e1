"""Gửi lại, mở lại địa chỉ: what an administrator does with what could not be sent."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotFound, NotNow
from motcua.notices.models import Delivery, SuppressedAddress
from motcua.organizations.public import require

#: deliveries that one press sends again
MOST = 5000


@transaction.atomic
def resend(*, delivery_id: UUID, actor: Actor, at: datetime) -> Delivery:
    """Let a dead delivery wait again."""
    require(actor, "notices.operate")
    row = Delivery.objects.select_for_update(of=("self",)).select_related("notice").filter(pk=delivery_id).first()
    if row is None:
        raise NotFound(_("Không có lượt gửi này."))
    if row.state != Delivery.State.DEAD:
        raise NotNow(_("Lượt gửi này không còn chờ người xem."), advice=_("Tải lại trang để xem nó đang ở đâu."))
    if not row.address:
        raise NotNow(_("Địa chỉ của lượt gửi này đã được xóa theo thời hạn."))
    row.state, row.attempts, row.next_at = Delivery.State.QUEUED, 0, at
    row.save(update_fields=["state", "attempts", "next_at"])
    sentence = _("%(who)s cho gửi lại một tin qua %(channel)s.") % {"who": actor.name, "channel": row.channel}
    _record(row.pk, actor, at, "resend", sentence)
    return row


@transaction.atomic
def resend_all(*, channel: str, actor: Actor, at: datetime) -> int:
    """Let all dead deliveries of ``channel`` wait again, at most :data:`MOST`; how many."""
    require(actor, "notices.operate")
    dead = Delivery.objects.filter(channel=channel, state=Delivery.State.DEAD).exclude(address="")
    chosen = list(dead.order_by("-next_at").values_list("pk", flat=True)[:MOST])
    count = Delivery.objects.filter(pk__in=chosen, state=Delivery.State.DEAD).update(
        state=Delivery.State.QUEUED, attempts=0, next_at=at
    )
    sentence = _("%(who)s cho gửi lại %(count)s tin qua %(channel)s.")
    if count:
        values = {"who": actor.name, "count": count, "channel": channel}
        _record(new_id(), actor, at, "resend_all", sentence % values)
    return count


@transaction.atomic
def lift(*, address_id: int, actor: Actor, at: datetime) -> SuppressedAddress:
    """Messages go to an address again."""
    require(actor, "notices.operate")
    row = SuppressedAddress.objects.select_for_update().filter(pk=address_id).first()
    if row is None:
        raise NotFound(_("Địa chỉ này không còn trong danh sách ngừng gửi."))
    row.delete()
    sentence = _("%(who)s mở lại một địa chỉ đã ngừng gửi (%(channel)s).")
    _record(new_id(), actor, at, "lift", sentence % {"who": actor.name, "channel": row.channel})
    return row


def _record(subject_id: UUID, actor: Actor, at: datetime, act: str, sentence: str) -> None:
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action=f"notices.{act}",
        subject_kind="message",
        subject_id=subject_id,
        sentence=sentence,
        data={},
    )
