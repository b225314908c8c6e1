"""Kết thúc phân công thay: the absent is back, or somebody else takes over."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.refusals import NotFound, NotNow
from motcua.organizations.models import StandIn
from motcua.organizations.rules.permissions import require


def end_stand_in(*, stand_in_id: int, actor: Actor, at: datetime) -> StandIn:
    """The deputy has no longer the posts of the absent, from this moment on; answer the row as it was.

    What had begun keeps the days before today; what began today or was still to come is taken away, and
    only the book tells of it. Raises NotFound, or NotNow for what had ended already.
    """
    with transaction.atomic():
        row = StandIn.objects.select_for_update().filter(pk=stand_in_id).first()
        require(actor, "people.manage")
        if row is None:
            raise NotFound(gettext("Phân công thay này không còn nữa."), advice=gettext("Hãy mở lại danh sách."))
        today = day_of(at)
        if row.valid_to < today:
            raise NotNow(gettext("Phân công thay này đã kết thúc từ trước."))
        if row.valid_from < today:
            StandIn.objects.filter(pk=row.pk).update(valid_to=today - timedelta(days=1))
        else:
            StandIn.objects.filter(pk=row.pk).delete()
        record(
            agency=settings.PROVINCE,
            actor=actor,
            at=at,
            action="organizations.end_stand_in",
            subject_kind="account",
            subject_id=row.absent_id,
            sentence=f"{actor.name} kết thúc việc {row.deputy.full_name} thay {row.absent.full_name} "
            f"(đã hẹn từ {row.valid_from:%d/%m/%Y} đến hết {row.valid_to:%d/%m/%Y}).",
            data={"deputy": str(row.deputy_id)},
        )
    return row
