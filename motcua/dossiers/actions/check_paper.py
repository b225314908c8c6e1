"""Kiểm tra giấy tờ: the officer says of one paper whether it is good, and if not, why."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.dossiers.actions.shape import at_hand, lock
from motcua.dossiers.models import Paper, Status
from motcua.dossiers.queries import where_of
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotFound, NotNow
from motcua.organizations.public import require

#: while papers are still weighed
CHECKED_IN = frozenset({Status.SUBMITTED, Status.RECEIVED, Status.IN_PROGRESS, Status.PAPERS_ASKED})


@transaction.atomic
def check_paper(*, dossier_id: UUID, paper_id: UUID, good: bool, actor: Actor, at: datetime, note: str = "") -> Paper:
    """Mark a paper; a bad one needs a word on what is wrong with it."""
    dossier = lock(dossier_id)
    require(actor, "dossiers.check_papers", where_of(dossier))
    at_hand(dossier, actor)
    if dossier.status not in CHECKED_IN:
        raise NotNow(gettext("Hồ sơ đã có kết quả hoặc đã kết thúc nên không kiểm tra giấy tờ nữa."))
    if not good and not note.strip():
        raise Invalid(gettext("Ghi giấy tờ này chưa đạt ở điểm nào."), fields={"note": [gettext("Ghi điều cần sửa.")]})
    paper = Paper.objects.select_for_update().filter(dossier=dossier, id=paper_id, replaced_at=None).first()
    if paper is None:
        raise NotFound(gettext("Không tìm thấy giấy tờ này."))
    paper.check_result = Paper.Check.GOOD if good else Paper.Check.BAD
    paper.check_note = note.strip()[:500]
    paper.save(update_fields=["check_result", "check_note"])
    verdict = "đạt" if good else f"chưa đạt: {paper.check_note}"
    record(
        agency=dossier.agency,
        actor=actor,
        at=at,
        action="dossiers.check_paper",
        subject_kind="dossier",
        subject_id=dossier.id,
        sentence=f"{actor.name} kiểm tra “{paper.name[:200]}” của hồ sơ {dossier.code}: {verdict}.",
        data={"code": dossier.code, "paper": str(paper.id), "good": good},
    )
    return paper
