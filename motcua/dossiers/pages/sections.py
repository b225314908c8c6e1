"""The parts of a dossier as an officer reads it; each is gathered only when it is shown."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.audit.public import entries_about
from motcua.documents.public import verify_pdf
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.pages.eform import answers
from motcua.dossiers.pages.fee_forms import charges_shown
from motcua.dossiers.queries import (
    definition_of,
    events_of,
    forms_of,
    open_steps,
    process_of,
    result_of,
    sent_papers_of,
)
from motcua.dossiers.rules.completeness import missing_papers
from motcua.dossiers.rules.lifecycle import action_name
from motcua.dossiers.rules.results import template_named
from motcua.files.public import open_stored
from motcua.kernel.days import day_written
from motcua.kernel.worktime import Limit
from motcua.organizations.public import ROLE_NAMES, calendar_of, explanation
from motcua.procedures.public import form_of
from motcua.ui.public import Event, spoken
from motcua.work.public import desks, draw

NAMES = {
    "don": gettext_lazy("Đơn"),
    "giay-to": gettext_lazy("Giấy tờ"),
    "dien-bien": gettext_lazy("Diễn biến"),
    "quy-trinh": gettext_lazy("Quy trình"),
    "phieu": gettext_lazy("Phiếu"),
    "phi": gettext_lazy("Phí, lệ phí"),
    "ket-qua": gettext_lazy("Kết quả"),
}
FORM_NAMES = {
    "slip": gettext_lazy("Giấy tiếp nhận và hẹn trả kết quả"),
    "papers_request": gettext_lazy("Phiếu yêu cầu bổ sung"),
    "refusal": gettext_lazy("Phiếu từ chối tiếp nhận"),
    "apology": gettext_lazy("Phiếu xin lỗi và hẹn lại"),
    "stop_notice": gettext_lazy("Thông báo dừng giải quyết"),
}


def section(name: str, dossier: Dossier, now: datetime, chosen: str) -> dict[str, Any]:
    """What the part ``name`` shows; ``chosen`` is the paper that is open in it."""
    return _SECTIONS[name](dossier, now, chosen)


def usual_section(dossier: Dossier, roles: set[str]) -> str:
    """The part that the officer with these roles at hand needs first."""
    if roles & {"leader", "registry_clerk"} or dossier.status >= 9:
        return "ket-qua"
    return "giay-to" if roles & {"reception"} else "don"


def due_story(dossier: Dossier) -> dict[str, Any] | None:
    """Why the dossier is due when it is: day by day, with the pauses. One query."""
    matter = dossier.matter
    if matter is None or matter.limit is None or matter.clock_started_at is None or dossier.due_at is None:
        return None
    spans = [span for span in desks.clock_of(matter.id) if span.kind == "paused"]
    pauses = [(span.started_at, span.ended_at) for span in spans if span.ended_at and span.started_at < span.ended_at]
    due = calendar_of(dossier.competent_unit_id).due(matter.clock_started_at, Limit.from_json(matter.limit), pauses)
    story = explanation(due)
    return {
        "limit": story["limit_text"],
        "reasons": [reason["text"] for reason in story["reasons"]],
        "days": story["days"],
        "pauses": spans,
        "moved": dossier.due_at != due.at,
    }


def _form(dossier: Dossier, now: datetime, chosen: str) -> dict[str, Any]:
    owner, sender = dossier.owner, dossier.applicant_party
    labels = {
        "full_name": _("Tên"),
        "identity_number": _("Số giấy tờ, mã số"),
        "date_of_birth": _("Ngày sinh"),
        "representative": _("Người đại diện"),
        "address": _("Địa chỉ"),
        "phone": _("Điện thoại"),
        "email": _("Thư điện tử"),
    }
    parties = [(_("Chủ hồ sơ"), [(word, day_written(str(owner.get(key, "")))) for key, word in labels.items()])]
    if sender and sender != owner:
        parties.append(
            (_("Người nộp"), [(word, day_written(str(sender.get(key, "")))) for key, word in labels.items()])
        )
    definition = definition_of(dossier.version_id)
    return {"parties": parties, "answers": answers(form_of(definition, dossier.case), dossier.form)}


def _papers(dossier: Dossier, now: datetime, chosen: str) -> dict[str, Any]:
    papers = sent_papers_of(dossier.id)
    shown = next((paper for paper in papers if str(paper.id) == chosen), None)
    shown = shown or next((paper for paper in papers if not paper.check_result), papers[0] if papers else None)
    have = {paper.key for paper in papers}
    case = definition_of(dossier.version_id).case(dossier.case)
    place = papers.index(shown) if shown else 0
    return {
        "papers": papers,
        "shown": shown,
        "following": papers[place + 1] if place + 1 < len(papers) else None,
        "before": papers[place - 1] if place > 0 else None,
        "missing": [paper.name for paper in missing_papers(case.papers, have)],
        "to_show": [paper for paper in case.papers if paper.present_only and paper.key not in have],
        "shown_only": {paper.key for paper in case.papers if paper.present_only},
        "inline": bool(shown and shown.file and shown.file.media_type in INLINE),
        "picture": bool(shown and shown.file and shown.file.media_type in INLINE - {"application/pdf"}),
    }


INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})


def _events(dossier: Dossier, now: datetime, chosen: str) -> dict[str, Any]:
    events = [
        Event(
            title=spoken(action_name(event.action)),
            at=event.at,
            by=" · ".join(part for part in (event.actor_name, event.unit_name) if part),
            note=event.note,
        )
        for event in events_of(dossier.id)
    ]
    here = [
        Event(title=step.name, state="waiting" if step.waiting else "now", by=_desk_of(step))
        for step in open_steps(dossier)
    ]
    return {"events": [*events, *here], "entries": list(entries_about(dossier.id)[:200])}


def _desk_of(step: Any) -> str:
    return f"{step.officer.full_name} · {step.unit.name}" if step.officer else str(step.unit.name)


def _process(dossier: Dossier, now: datetime, chosen: str) -> dict[str, Any]:
    assert dossier.matter is not None
    route = desks.route_of(dossier.matter.id)
    process = process_of(dossier.matter.process_id)
    here = frozenset(step.node for step in route if step.finished_at is None)
    done = frozenset(step.node for step in route if step.finished_at) - here
    rows = [
        {
            "step": step,
            "late": not step.waiting and (step.finished_at or now) > step.due_at,
            "role": spoken(ROLE_NAMES.get(step.role, step.role)),
        }
        for step in route
    ]  # fmt: skip
    return {
        "drawing": draw(process, here, done, roles={role: spoken(name) for role, name in ROLE_NAMES.items()}),
        "route": rows,
        "process": process,
    }


def _forms(dossier: Dossier, now: datetime, chosen: str) -> dict[str, Any]:
    rows = [{"form": form, "name": FORM_NAMES.get(form.purpose, form.purpose)} for form in forms_of(dossier.id)]
    return {"forms": rows}


def _result(dossier: Dossier, now: datetime, chosen: str) -> dict[str, Any]:
    result = result_of(dossier.id)
    if result is None:
        return {"result": None}
    template = template_named(result.template)
    pairs = [(field.label, _said(result.content.get(field.key), field.kind)) for field in template.fields]
    return {"result": result, "template": template, "pairs": pairs, "reports": _reports(result, now)}


def _money(dossier: Dossier, now: datetime, chosen: str) -> dict[str, Any]:
    return {"charges": charges_shown(dossier)}


def _said(value: Any, kind: str) -> str:
    if kind == "date":
        return day_written(str(value or ""))
    return "; ".join(str(item) for item in value) if isinstance(value, list) else str(value or "")


def _reports(result: Result, now: datetime) -> list[Any]:
    if result.file is None:
        return []
    with open_stored(result.file) as file:
        return list(verify_pdf(file.read(), at=now))


_SECTIONS: dict[str, Callable[[Dossier, datetime, str], dict[str, Any]]] = {
    "don": _form,
    "giay-to": _papers,
    "dien-bien": _events,
    "quy-trinh": _process,
    "phieu": _forms,
    "phi": _money,
    "ket-qua": _result,
}
