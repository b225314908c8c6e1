"""Đọc tin: a message of one's own is marked as read; no sentence in the book: whether one reads it is private."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotFound
from motcua.notices.models import Notice
from motcua.organizations.public import Where, require


@transaction.atomic
def open_notice(*, notice_id: UUID, actor: Actor, at: datetime) -> Notice:
    """The message, read from now on; NotFound for one that is not the actor's own."""
    row = Notice.objects.select_for_update().filter(pk=notice_id, account_id=actor.person).first()
    if row is None:
        raise NotFound(gettext("Không tìm thấy tin này."), advice=gettext("Tin cũ được xóa sau một thời gian."))
    require(actor, "notices.read", Where(owner=row.account_id))
    if row.read_at is None:
        row.read_at = at
        row.save(update_fields=["read_at"])
    return row


def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """Everything in the actor's inbox is read; how many were not."""
    require(actor, "notices.read", Where(owner=actor.person))
    return Notice.objects.filter(account_id=actor.person, read_at=None).update(read_at=at)
