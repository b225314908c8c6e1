"""Nhận bổ sung tại quầy (T15): the applicant brings or posts what was asked; an officer takes it in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.application import PaperSent, paper_row, refuse_foreign_files
from motcua.dossiers.actions.send_papers import answer, unanswered
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.queries import definition_of
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid


@transaction.atomic
def take_papers(
    *,
    dossier_id: UUID,
    papers: Sequence[PaperSent],
    actor: Actor,
    at: datetime,
    note: str = "",
    revision: int | None = None,
) -> Dossier:
    """Take in ``papers``; the clock stays paused.

    Whether they are enough is said by ``accept_papers``.
    """
    dossier, move = begin(dossier_id, "take_papers", actor=actor, revision=revision)
    request = unanswered(dossier)
    if not papers:
        raise Invalid(
            gettext("Bạn chưa ghi giấy tờ nào."), fields={"papers": [gettext("Ghi ít nhất một giấy tờ đã nhận.")]}
        )
    refuse_foreign_files(papers, actor.account_id)
    names = {paper.key: paper.name for paper in definition_of(dossier.version_id).case(dossier.case).papers}
    if any(paper.key not in names and not paper.name.strip() for paper in papers):
        raise Invalid(gettext("Có giấy tờ chưa ghi tên."), fields={"papers": [gettext("Ghi tên giấy tờ.")]})
    rows = [paper_row(dossier, paper, names, at) for paper in papers]
    Paper.objects.bulk_create(rows)
    answer(dossier, request, rows, at=at)
    taken = "; ".join(paper.name for paper in rows)
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=note,
        sentence=f"nhận giấy tờ bổ sung hồ sơ {dossier.code} tại quầy: {taken}.",
    )
    return dossier
