"""Nộp hồ sơ (T1): a complete draft, or an application sent whole by a partner, becomes a dossier with a code."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.dossiers.actions.counting import next_code
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Channel, Delivery, Dossier, Paper
from motcua.dossiers.queries import definition_of, papers_of
from motcua.dossiers.rules.completeness import missing_papers
from motcua.dossiers.rules.fees import fee_lines
from motcua.dossiers.rules.lifecycle import Move, find_move
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid, NotNow
from motcua.organizations.public import calendar_of, places
from motcua.procedures.public import Case, Channel as WayToSubmit, Definition, check_form, clean_form, process_for
from motcua.work.public import open_matter


@transaction.atomic
def submit(*, dossier_id: UUID, actor: Actor, at: datetime, revision: int | None = None) -> Dossier:
    """Submit a draft; Invalid tells every field and paper that is missing, all at once."""
    dossier, move = begin(dossier_id, "submit", actor=actor, revision=revision)
    papers = papers_of(dossier.id)
    check(dossier, [paper.key for paper in papers])
    _enter(dossier, move, actor=actor, at=at, is_new=False)
    return dossier


def submit_new(
    dossier: Dossier, papers: Sequence[Paper], *, actor: Actor, at: datetime, move: Move | None = None
) -> Dossier:
    """Write an application that was never a draft, with its papers, inside the caller's transaction.

    The caller has asked for permission; the checks are those of :func:`submit`.
    """
    check(dossier, [paper.key for paper in papers])
    Paper.objects.bulk_create(papers)
    first = move or find_move("submit", dossier.status)
    assert first is not None
    _enter(dossier, first, actor=actor, at=at, is_new=True)
    return dossier


def check(dossier: Dossier, papers: Sequence[str]) -> None:
    """Refuse what is not complete, telling everything that is wrong at once."""
    definition = definition_of(dossier.version_id)
    problems: dict[str, list[str]] = dict(check_form(definition, dossier.case, dossier.form))
    if not str(dossier.owner.get("full_name", "")).strip():
        problems["owner.full_name"] = ["Ghi họ tên hoặc tên tổ chức của chủ hồ sơ."]
    if dossier.delivery == Delivery.POST and not dossier.delivery_address.strip():
        problems["delivery_address"] = ["Ghi địa chỉ để bưu điện gửi kết quả."]
    case = definition.case(dossier.case)
    if dossier.channel == Channel.ONLINE:
        for paper in missing_papers(case.papers, set(papers)):
            problems[f"paper.{paper.key}"] = [f"Thiếu: {paper.name}."]
    if problems:
        raise Invalid(
            f"Hồ sơ còn {len(problems)} chỗ cần sửa.", advice="Sửa từng chỗ bên dưới rồi nộp lại.", fields=problems
        )


def way_to_submit(case: Case, channel: str) -> WayToSubmit:
    """The channel of the case, with its time limit and fees; NotNow when it is not offered."""
    for way in case.channels:
        if way.channel == channel:
            return way
    raise NotNow("Thủ tục này không nhận hồ sơ theo cách bạn chọn.", advice="Xem mục Cách thực hiện của thủ tục.")


def _enter(dossier: Dossier, move: Move, *, actor: Actor, at: datetime, is_new: bool) -> None:
    """Give the dossier its code, open its matter, write it."""
    definition = definition_of(dossier.version_id)
    case = definition.case(dossier.case)
    way = way_to_submit(case, dossier.channel)
    dossier.form = clean_form(definition, dossier.case, dossier.form)
    dossier.summary = summary_of(definition, dossier)
    dossier.owner_name = str(dossier.owner["full_name"])[:200]
    dossier.fees = fee_lines(way.fees)
    dossier.submitted_at = dossier.saved_at = at
    dossier.code = next_code(dossier.agency, at.astimezone(VIETNAM).date())
    dossier.matter = open_matter(
        process=process_for(dossier.version_id, dossier.case),
        agency=dossier.agency,
        kind="dossier",
        subject_id=dossier.id,
        reference=dossier.code,
        title=definition.name[:300],
        party=dossier.owner_name,
        places=places(dossier.competent_unit, dossier.reception_unit, definition.sector),
        limit=way.limit,
        calendar=calendar_of(dossier.competent_unit_id),
        actor=actor,
        at=at,
    )
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        sentence=f"nộp hồ sơ {dossier.code} “{definition.name}” của {dossier.owner_name}.",
        is_new=is_new,
    )


def summary_of(definition: Definition, dossier: Dossier) -> str:
    """One line that tells dossiers of the same procedure apart, by the e-form's own pattern."""
    case = definition.case(dossier.case)
    form = definition.forms.get(case.form)
    if form is None or not form.summary:
        return f"{definition.name} – {dossier.owner_name}"[:500]
    return form.summary.format_map(_Blank(dossier.form))[:500]


class _Blank(dict[str, Any]):
    """What is not filled in reads as nothing."""

    def __missing__(self, key: str) -> str:
        return "…"
