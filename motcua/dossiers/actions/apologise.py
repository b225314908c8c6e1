"""Xin lỗi và hẹn lại (T29): before the time is over, once, by the leader; form 04."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.issue_form import issue_form
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier, IssuedForm
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of, moment_said
from motcua.kernel.law import law
from motcua.kernel.refusals import Invalid, NotNow
from motcua.organizations.public import calendar_of
from motcua.work.public import acts

LONGEST = timedelta(days=365)


@transaction.atomic
def apologise(
    *, dossier_id: UUID, reason: str, new_due_at: datetime, actor: Actor, at: datetime, revision: int | None = None
) -> Dossier:
    """Appoint a new time; the original one stays on record and reports judge by it."""
    dossier, move = begin(dossier_id, "apologise", actor=actor, revision=revision)
    if dossier.due_at is None:
        raise NotNow(gettext("Hồ sơ này không hẹn ngày trả nên không có gì để hẹn lại."))
    problems = {}
    if not reason.strip():
        problems["reason"] = [gettext("Ghi lý do chậm, người nộp sẽ đọc.")]
    if not dossier.due_at < new_due_at <= dossier.due_at + LONGEST:
        problems["new_due_at"] = [gettext("Thời điểm hẹn lại phải sau thời điểm đã hẹn, trong vòng một năm.")]
    if problems:
        raise Invalid(gettext("Chưa hẹn lại được."), fields=problems)
    day = day_of(at)
    _in_time(dossier, at, law("dossiers.apology_lead_days", on=day))
    limit = law("dossiers.apology_limit", on=day)
    if IssuedForm.objects.filter(dossier=dossier, purpose="apology").count() >= limit:
        raise NotNow(gettext("Hồ sơ này đã hẹn lại %(limit)s lần; không được hẹn lại nữa.") % {"limit": limit})
    before = dossier.due_at
    acts.extend(matter_id=dossier.in_work, due_at=new_due_at, reason=reason, actor=actor, at=at)
    dossier.due_at = new_due_at
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=reason,
        sentence=f"xin lỗi và hẹn lại hồ sơ {dossier.code} đến {moment_said(new_due_at)}: {reason}",
        data={"due_before": before.isoformat(), "due_after": new_due_at.isoformat()},
    )
    extra = {"reason": reason, "due_before": before.isoformat(), "due_after": new_due_at.isoformat()}
    issue_form(dossier, "apology", actor=actor, at=at, extra=extra)
    return dossier


def _in_time(dossier: Dossier, at: datetime, lead_days: int) -> None:
    assert dossier.due_at is not None
    calendar = calendar_of(dossier.competent_unit_id)
    if at >= dossier.due_at or calendar.between(at, dossier.due_at) < lead_days * 8 * 3600:
        raise NotNow(
            gettext("Phải xin lỗi và hẹn lại chậm nhất %(lead_days)s ngày làm việc trước hạn; nay đã quá lúc đó.")
            % {"lead_days": lead_days},
            advice=gettext("Giải quyết và trả kết quả sớm nhất; hồ sơ được tính là quá hạn."),
        )
