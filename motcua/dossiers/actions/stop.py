"""Dừng xử lý (T17, T23): by the leader, with the reason and its legal basis; form 05."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.issue_form import issue_form
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.queries import open_request, result_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid, NotNow
from motcua.work.public import acts


@transaction.atomic
def stop(*, dossier_id: UUID, reason: str, actor: Actor, at: datetime, revision: int | None = None) -> Dossier:
    """Stop; one that waits for papers only after the time to answer is over."""
    dossier, move = begin(dossier_id, "stop", actor=actor, revision=revision)
    if not reason.strip():
        raise Invalid(gettext("Bạn chưa ghi lý do dừng."), fields={"reason": [gettext("Ghi lý do và căn cứ pháp lý.")]})
    result = result_of(dossier.id)
    if result and result.signed_at:
        raise NotNow(
            gettext("Kết quả đã ký, không dừng được."), advice=gettext("Thu hồi kết quả trước nếu có sai sót.")
        )
    if dossier.status == Status.PAPERS_ASKED:
        request = open_request(dossier.id)
        if request and request.answered_at:
            raise NotNow(
                gettext("Người nộp đã gửi bổ sung."), advice=gettext("Kiểm tra giấy tờ đã gửi trước khi dừng hồ sơ.")
            )
        if request and at <= request.answer_by:
            raise NotNow(
                gettext("Chưa hết thời hạn bổ sung."),
                advice=gettext("Người nộp được bổ sung đến %(time)s ngày %(day)s.")
                % {
                    "time": f"{request.answer_by.astimezone(VIETNAM):%H:%M}",
                    "day": f"{request.answer_by.astimezone(VIETNAM):%d/%m/%Y}",
                },
            )
    acts.close(matter_id=dossier.in_work, outcome="stopped", actor=actor, at=at, note=reason)
    dossier.ended_at = at
    finish(dossier, move, actor=actor, at=at, note=reason, sentence=f"dừng xử lý hồ sơ {dossier.code}: {reason}")
    issue_form(dossier, "stop_notice", actor=actor, at=at, extra={"reason": reason})
    return dossier
