"""Xem giấy tờ xuất trình: a paper that is only shown was seen by the officer and given back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.dossiers.actions.shape import lock
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.queries import definition_of, where_of
from motcua.dossiers.rules.lifecycle import DRAFT, ENDED
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotFound, NotNow
from motcua.organizations.public import require


@transaction.atomic
def see_paper(*, dossier_id: UUID, key: str, actor: Actor, at: datetime) -> Paper:
    """Write down that the paper ``key`` was shown; seeing it twice is seeing it once.

    It may be shown when the application is handed in or when the result is fetched, so also with a result at hand.
    """
    dossier = lock(dossier_id)
    require(actor, "dossiers.see_papers", where_of(dossier))
    if dossier.status in ENDED | {DRAFT}:
        raise NotNow(gettext("Hồ sơ đã kết thúc nên không ghi thêm được."))
    asked = {paper.key: paper for paper in definition_of(dossier.version_id).case(dossier.case).papers}
    if key not in asked or not asked[key].present_only:
        raise NotFound(gettext("Hồ sơ này không có giấy tờ xuất trình đó."))
    seen = Paper.objects.filter(dossier=dossier, key=key, replaced_at=None).first()
    if seen is not None:
        return seen
    paper = Paper(
        id=new_id(),
        agency=dossier.agency,
        dossier=dossier,
        key=key,
        name=asked[key].name,
        check_result=Paper.Check.GOOD,
        added_at=at,
    )
    paper.save(force_insert=True)
    _tell(dossier, paper, actor, at)
    return paper


def _tell(dossier: Dossier, paper: Paper, actor: Actor, at: datetime) -> None:
    record(
        agency=dossier.agency,
        actor=actor,
        at=at,
        action="dossiers.see_paper",
        subject_kind="dossier",
        subject_id=dossier.id,
        sentence=f"{actor.name} đã xem “{paper.name[:200]}” do người nộp hồ sơ {dossier.code} xuất trình.",
        data={"code": dossier.code, "paper": str(paper.id)},
    )
