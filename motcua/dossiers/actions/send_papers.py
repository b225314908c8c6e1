"""Gửi bổ sung (T6, T15): the applicant answers a request for papers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

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
    request = _request(dossier)
    if request.answered_at is not None:
        raise NotNow("Bạn đã gửi bổ sung rồi.", advice="Cán bộ đang kiểm tra.")
    new = list(Paper.objects.filter(dossier=dossier, replaced_at=None, added_at__gt=request.asked_at))
    if not new and not note.strip():
        raise Invalid("Bạn chưa thêm giấy tờ nào.", advice="Thêm giấy tờ được yêu cầu, hoặc ghi lời giải thích.")
    for paper in new:
        old = Paper.objects.filter(dossier=dossier, key=paper.key, replaced_at=None, added_at__lte=request.asked_at)
        if paper.key != "other":
            old.update(replaced_at=at)
    request.answered_at = at
    request.save(update_fields=["answered_at"])
    dossier.sub_status = "sent_before_reception" if request.before_reception else "sent"
    names = "; ".join(paper.name for paper in new) or "lời giải thích"
    finish(dossier, move, actor=actor, at=at, note=note, sentence=f"gửi bổ sung hồ sơ {dossier.code}: {names}.")
    return dossier


def _request(dossier: Dossier) -> PaperRequest:
    request = open_request(dossier.id)
    if request is None:
        raise NotNow("Hồ sơ này không có yêu cầu bổ sung nào đang mở.")
    return request
