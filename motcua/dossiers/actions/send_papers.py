"""Gửi bổ sung (T6, T15): the applicant answers a request for papers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier, Paper, PaperRequest
from motcua.dossiers.queries import open_request
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotNow


@transaction.atomic
def send_papers(
    *, dossier_id: UUID, actor: Actor, at: datetime, note: str = "", revision: int | None = None
) -> Dossier:
    """The applicant has added what was asked and sends it; the clock stays paused until it is checked."""
    dossier, move = begin(dossier_id, "send_papers", actor=actor, revision=revision)
    request = unanswered(dossier)
    new = list(Paper.objects.filter(dossier=dossier, replaced_at=None, added_at__gt=request.asked_at))
    if not new and not note.strip():
        raise Invalid(
            gettext("Bạn chưa thêm giấy tờ nào."), advice=gettext("Thêm giấy tờ được yêu cầu, hoặc ghi lời giải thích.")
        )
    answer(dossier, request, new, at=at)
    names = "; ".join(paper.name for paper in new) or "lời giải thích"
    finish(dossier, move, actor=actor, at=at, note=note, sentence=f"gửi bổ sung hồ sơ {dossier.code}: {names}.")
    return dossier


def unanswered(dossier: Dossier) -> PaperRequest:
    """The open request for papers; refused when there is none or it has been answered."""
    request = open_request(dossier.id)
    if request is None:
        raise NotNow(gettext("Hồ sơ này không có yêu cầu bổ sung nào đang mở."))
    if request.answered_at is not None:
        raise NotNow(gettext("Giấy tờ bổ sung đã được gửi rồi."), advice=gettext("Cán bộ đang kiểm tra."))
    return request


def answer(dossier: Dossier, request: PaperRequest, new: Sequence[Paper], *, at: datetime) -> None:
    """``new`` papers answer ``request`` and take the place of older ones of their kind."""
    keys = {paper.key for paper in new} - {"other"}
    older = Paper.objects.filter(dossier=dossier, key__in=keys, replaced_at=None)
    older.exclude(id__in=[paper.id for paper in new]).update(replaced_at=at)
    request.answered_at = at
    request.save(update_fields=["answered_at"])
    dossier.sub_status = "sent_before_reception" if request.before_reception else "sent"
