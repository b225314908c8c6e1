"""Xác nhận đủ giấy tờ (T16): what was sent is complete; the clock goes on from where it stood."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.receive import refuse_bad_papers
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import open_request, status_before_pause
from motcua.kernel.actor import Actor
from motcua.kernel.clock import moment_said
from motcua.kernel.refusals import NotNow
from motcua.organizations.public import calendar_of
from motcua.work.public import acts


@transaction.atomic
def accept_papers(*, dossier_id: UUID, actor: Actor, at: datetime, revision: int | None = None) -> Dossier:
    """Back to the step where it was; the appointed time moves by the working time that was waited.

    Refused while a paper is marked as not good: a colleague may have marked it after the page was opened.
    """
    dossier, move = begin(dossier_id, "accept_papers", actor=actor, revision=revision)
    request = open_request(dossier.id)
    if request is None or request.answered_at is None:
        raise NotNow(
            gettext("Người nộp chưa gửi bổ sung."), advice=gettext("Chờ người nộp gửi, hoặc nhận giấy tờ tại quầy.")
        )
    refuse_bad_papers(dossier)
    matter = acts.resume(matter_id=dossier.in_work, actor=actor, at=at, calendar=calendar_of(dossier.competent_unit_id))
    request.accepted_at = at
    request.due_after = dossier.due_at = matter.due_at
    request.save(update_fields=["accepted_at", "due_after"])
    dossier.matter, dossier.sub_status = matter, ""
    new_due = f"; hẹn trả mới {moment_said(matter.due_at)}" if matter.due_at else ""
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        mark=status_before_pause(dossier.id),
        sentence=f"xác nhận hồ sơ {dossier.code} đã bổ sung đủ{new_due}.",
        data={"due_before": _iso(request.due_before), "due_after": _iso(request.due_after)},
    )
    return dossier


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
