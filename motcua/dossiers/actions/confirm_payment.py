"""Đã nộp phí (T8, T19): money has come in at the counter; work goes on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import status_before_pause
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid
from motcua.organizations.public import calendar_of
from motcua.work.public import acts


@transaction.atomic
def confirm_payment(
    *, dossier_id: UUID, receipt: str, actor: Actor, at: datetime, revision: int | None = None
) -> Dossier:
    """``receipt`` is the number of the receipt given."""
    dossier, move = begin(dossier_id, "confirm_payment", actor=actor, revision=revision)
    if not receipt.strip():
        raise Invalid(gettext("Bạn chưa ghi số biên lai."), fields={"receipt": [gettext("Ghi số biên lai đã giao.")]})
    matter = acts.resume(matter_id=dossier.in_work, actor=actor, at=at, calendar=calendar_of(dossier.competent_unit_id))
    dossier.due_at = matter.due_at
    dossier.matter, dossier.sub_status = matter, ""
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        mark=status_before_pause(dossier.id),
        note=f"Biên lai {receipt}",
        sentence=f"xác nhận đã thu tiền hồ sơ {dossier.code}, biên lai {receipt}.",
    )
    return dossier
