"""Dừng xử lý (T17, T23): by the leader, with the reason and its legal basis; form 05."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.by_post import no_longer_by_post
from motcua.dossiers.actions.issue_form import issue_form
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.queries import open_request, payment_asked_at, result_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.law import law
from motcua.kernel.refusals import Invalid, NotNow
from motcua.payments.public import cancel_charges
from motcua.work.public import acts


@transaction.atomic
def stop(*, dossier_id: UUID, reason: str, actor: Actor, at: datetime, revision: int | None = None) -> Dossier:
    """Stop; one that waits for papers or money only after the time for that is over."""
    dossier, move = begin(dossier_id, "stop", actor=actor, revision=revision)
    if not reason.strip():
        raise Invalid(gettext("Bạn chưa ghi lý do dừng."), fields={"reason": [gettext("Ghi lý do và căn cứ pháp lý.")]})
    result = result_of(dossier.id)
    if result and result.signed_at:
        raise NotNow(
            gettext("Kết quả đã ký, không dừng được."), advice=gettext("Thu hồi kết quả trước nếu có sai sót.")
        )
    _waited_long_enough(dossier, at)
    no_longer_by_post(dossier, actor=actor, at=at)
    acts.close(matter_id=dossier.in_work, outcome="stopped", actor=actor, at=at, note=reason)
    dossier.ended_at = at
    cancel_charges(subject_id=dossier.id, actor=actor, at=at, nothing_done=dossier.received_at is None)
    finish(dossier, move, actor=actor, at=at, note=reason, sentence=f"dừng xử lý hồ sơ {dossier.code}: {reason}")
    issue_form(dossier, "stop_notice", actor=actor, at=at, extra={"reason": reason})
    return dossier


def _waited_long_enough(dossier: Dossier, at: datetime) -> None:
    """Of one that waits for papers or money: only once the time to bring them is over."""
    if dossier.status == Status.PAYMENT_ASKED:
        if at <= (until := pay_by(dossier, at)):
            raise NotNow(gettext("Chưa hết thời hạn nộp tiền."), advice=_until(until))
        return
    request = open_request(dossier.id) if dossier.status == Status.PAPERS_ASKED else None
    if request and request.answered_at:
        raise NotNow(
            gettext("Người nộp đã gửi bổ sung."), advice=gettext("Kiểm tra giấy tờ đã gửi trước khi dừng hồ sơ.")
        )
    if request and at <= request.answer_by:
        raise NotNow(gettext("Chưa hết thời hạn bổ sung."), advice=_until(request.answer_by))


def pay_by(dossier: Dossier, at: datetime) -> datetime:
    """Until when the money that was asked for may be paid before the dossier can be stopped; one query."""
    asked_at = payment_asked_at(dossier.id) or at
    return asked_at + timedelta(days=law("dossiers.payment_answer_days", on=asked_at.astimezone(VIETNAM).date()))


def _until(moment: datetime) -> str:
    local = moment.astimezone(VIETNAM)
    return gettext("Người nộp có thời hạn đến %(time)s ngày %(day)s.") % {
        "time": f"{local:%H:%M}",
        "day": f"{local:%d/%m/%Y}",
    }
