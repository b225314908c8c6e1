"""Nộp hồ sơ (T1): a complete draft, or an application sent whole by a partner, becomes a dossier with a code."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.application import Application, refuse_foreign_files
from motcua.dossiers.actions.by_post import order_collection
from motcua.dossiers.actions.charging import charge_for
from motcua.dossiers.actions.counting import next_code
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Channel, Delivery, Dossier, Paper
from motcua.dossiers.queries import definition_of, papers_of, process_row
from motcua.dossiers.rules.completeness import missing_papers
from motcua.dossiers.rules.fees import fee_lines
from motcua.dossiers.rules.lifecycle import Move, find_move
from motcua.dossiers.rules.parties import PROXY_PROOF, party_problems, proxy_problems
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.days import day_written
from motcua.kernel.refusals import Invalid, NotNow
from motcua.organizations.public import Where, calendar_of, places, require
from motcua.post.public import address_problems, read_address
from motcua.procedures.public import Definition, check_form, cleaned_form
from motcua.work.public import acts


@transaction.atomic
def submit(*, dossier_id: UUID, actor: Actor, at: datetime, revision: int | None = None) -> Dossier:
    """Submit a draft; Invalid tells every field and paper that is missing, all at once."""
    dossier, move = begin(dossier_id, "submit", actor=actor, revision=revision)
    if dossier.version.is_over(day_of(at)):
        raise NotNow(
            gettext("Thủ tục này vừa có quy định mới nên chưa nộp được theo mẫu cũ."),
            advice=gettext("Mở lại bản nháp: những gì bạn đã điền được giữ, bạn chỉ cần xem lại từng màn hình."),
        )
    papers = papers_of(dossier.id)
    refuse_incomplete(problems_of_draft(dossier, [paper.key for paper in papers], at))
    _enter(dossier, move, actor=actor, at=at, is_new=False)
    return dossier


def problems_of_draft(dossier: Dossier, papers: Sequence[str], at: datetime) -> dict[str, list[str]]:
    """Everything that is wrong with a draft, also who it is for and who submits it, by field."""
    found = problems_of(dossier, papers, at)
    found |= party_problems(dossier.owner, "owner") | proxy_problems(dossier.owner, dossier.applicant_party)
    if dossier.applicant_party.get("proxy") and PROXY_PROOF not in papers:
        found[f"paper.{PROXY_PROOF}"] = [gettext("Thiếu: giấy tờ chứng minh bạn được nộp thay.")]
    if told := dossier.postal.get("collect"):
        found |= {f"paper.post_{name}": texts for name, texts in address_problems(read_address(told)).items()}
    if dossier.delivery == Delivery.POST and (told := dossier.postal.get("deliver")):
        found |= {f"delivery_{name}": texts for name, texts in address_problems(read_address(told)).items()}
    return found


def submit_new(
    dossier: Dossier, papers: Sequence[Paper], *, actor: Actor, at: datetime, move: Move | None = None
) -> Dossier:
    """Write an application that was never a draft, with its papers, inside the caller's transaction.

    The caller has asked for permission; the checks are those of :func:`submit`.
    """
    check(dossier, [paper.key for paper in papers], at)
    first = move or find_move("submit", dossier.status)
    assert first is not None
    _enter(dossier, first, actor=actor, at=at, is_new=True, papers=papers)
    return dossier


def submit_application(application: Application, *, actor: Actor, at: datetime) -> Dossier:
    """An online application sent whole by a system of the agency, inside the caller's transaction."""
    require(actor, "dossiers.send", Where(agency=application.competent_unit.agency))
    refuse_foreign_files(application.papers, actor.account_id)
    dossier, papers = application.rows(at)
    return submit_new(dossier, papers, actor=actor, at=at)


def check(dossier: Dossier, papers: Sequence[str], at: datetime) -> None:
    """Refuse what is not complete, telling everything that is wrong at once."""
    refuse_incomplete(problems_of(dossier, papers, at))


def refuse_incomplete(problems: dict[str, list[str]]) -> None:
    """Invalid with all ``problems``; nothing when there are none."""
    if problems:
        raise Invalid(
            gettext("Hồ sơ còn %(count)s chỗ cần sửa.") % {"count": len(problems)},
            advice=gettext("Sửa từng chỗ bên dưới rồi nộp lại."),
            fields=problems,
        )


def problems_of(dossier: Dossier, papers: Sequence[str], at: datetime) -> dict[str, list[str]]:
    """What is wrong with the answers, the owner's name, the delivery and the papers (their keys), by field."""
    definition = definition_of(dossier.version_id)
    problems: dict[str, list[str]] = dict(check_form(definition, dossier.case, dossier.form, on=day_of(at)))
    if not str(dossier.owner.get("full_name", "")).strip():
        problems["owner.full_name"] = [gettext("Ghi họ tên hoặc tên tổ chức của chủ hồ sơ.")]
    if dossier.delivery == Delivery.POST and not (dossier.delivery_address.strip() or dossier.postal.get("deliver")):
        problems["delivery_address"] = [gettext("Ghi địa chỉ để bưu điện gửi kết quả.")]
    case = definition.case(dossier.case)
    if dossier.channel == Channel.ONLINE and not dossier.postal.get("collect"):  # else the post brings them
        for paper in missing_papers(case.papers, set(papers)):
            problems[f"paper.{paper.key}"] = [gettext("Thiếu: %(paper)s.") % {"paper": paper.name}]
    return problems


def way_of(dossier: Dossier) -> Any:
    """The channel of the dossier's case, with its limit and fees; NotNow when the case does not offer it."""
    for way in definition_of(dossier.version_id).case(dossier.case).channels:
        if way.channel == dossier.channel:
            return way
    raise NotNow(
        gettext("Thủ tục này không nhận hồ sơ theo cách bạn chọn."),
        advice=gettext("Xem mục Cách thực hiện của thủ tục."),
    )


def _enter(
    dossier: Dossier, move: Move, *, actor: Actor, at: datetime, is_new: bool, papers: Sequence[Paper] = ()
) -> None:
    """Give the dossier its code, open its matter, write it."""
    definition = definition_of(dossier.version_id)
    way = way_of(dossier)
    dossier.form = cleaned_form(definition, dossier.case, dossier.form)
    dossier.summary = summary_of(definition, dossier)
    dossier.owner_name = str(dossier.owner["full_name"])[:200]
    dossier.fees = fee_lines(way.fees)
    dossier.submitted_at = dossier.saved_at = at
    dossier.code = next_code(dossier.agency, day_of(at))
    dossier.matter = acts.open_matter(
        process=process_row(dossier.version_id, dossier.case),
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
        papers=papers,
    )
    charge_for(dossier, "before", papers=frozenset(paper.key for paper in papers), actor=actor, at=at)
    order_collection(dossier, actor=actor, at=at)


def summary_of(definition: Definition, dossier: Dossier) -> str:
    """One line that tells dossiers of the same procedure apart, by the e-form's own pattern."""
    case = definition.case(dossier.case)
    form = definition.forms.get(case.form)
    if form is None or not form.summary:
        return f"{definition.name} – {dossier.owner_name}"[:500]
    words: str = form.summary.format_map(
        _Blank({key: day_written(value) if isinstance(value, str) else value for key, value in dossier.form.items()})
    )
    return words[:500]


class _Blank(dict[str, Any]):
    """What is not filled in reads as nothing."""

    def __missing__(self, key: str) -> str:
        return "…"
