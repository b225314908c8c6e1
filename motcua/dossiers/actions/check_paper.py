"""Kiểm tra giấy tờ: the officer says of one paper whether it is good, and if not, why."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.dossiers.actions.shape import at_hand, lock
from motcua.dossiers.models import Dossier, Paper, Status
from motcua.dossiers.queries import is_unsent, open_request, where_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Conflict, Invalid, NotFound, NotNow
from motcua.organizations.public import require

#: while papers are still weighed
CHECKED_IN = frozenset({Status.SUBMITTED, Status.RECEIVED, Status.IN_PROGRESS, Status.PAPERS_ASKED})


@transaction.atomic
def check_paper(
    *, dossier_id: UUID, paper_id: UUID, good: bool, actor: Actor, at: datetime, note: str = "", seen: str | None = None
) -> Paper:
    """Mark a paper; a bad one needs a word on what is wrong with it.

    A mark is a word on one paper, no act on the dossier: it does not raise the revision, so that nobody's act is
    refused for it. ``seen`` is the mark that the officer saw: another's mark since is a Conflict, and so is a
    paper that the applicant replaced meanwhile.
    """
    dossier = lock(dossier_id)
    require(actor, "dossiers.check_papers", where_of(dossier))
    at_hand(dossier, actor)
    if dossier.status not in CHECKED_IN:
        raise NotNow(gettext("Hồ sơ đã có kết quả hoặc đã kết thúc nên không kiểm tra giấy tờ nữa."))
    if not good and not note.strip():
        raise Invalid(gettext("Ghi giấy tờ này chưa đạt ở điểm nào."), fields={"note": [gettext("Ghi điều cần sửa.")]})
    paper = Paper.objects.select_for_update().filter(dossier=dossier, id=paper_id).first()
    if paper is None:
        raise NotFound(gettext("Không tìm thấy giấy tờ này."))
    _still_as_seen(dossier, paper, seen)
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


def _still_as_seen(dossier: Dossier, paper: Paper, seen: str | None) -> None:
    """Refuse a mark on what is not the paper, or not the mark, that the officer looked at."""
    if paper.replaced_at is not None:
        raise Conflict(
            gettext("Người nộp đã thay “%(name)s” bằng bản mới lúc %(time)s ngày %(day)s.")
            % {
                "name": paper.name,
                "time": f"{paper.replaced_at.astimezone(VIETNAM):%H:%M}",
                "day": f"{paper.replaced_at.astimezone(VIETNAM):%d/%m/%Y}",
            },
            advice=gettext("Xem bản mới rồi ghi ý kiến về bản đó."),
        )
    if is_unsent(paper, open_request(dossier.id)):
        raise NotNow(
            gettext("Người nộp mới thêm “%(name)s” và chưa gửi.") % {"name": paper.name},
            advice=gettext("Chờ người nộp bấm gửi bổ sung: đến lúc đó họ còn đổi được."),
        )
    if seen is not None and seen != paper.check_result:
        raise Conflict(
            gettext("“%(name)s” vừa được đánh dấu: %(mark)s.")
            % {"name": paper.name, "mark": Paper.Check(paper.check_result).label.lower()},
            advice=gettext("Việc bạn vừa bấm chưa được ghi. Xem ý kiến đó rồi quyết định."),
        )
