"""Phiếu kiểm soát and sổ theo dõi: what is printed on them, gathered from the step log and the dossiers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from motcua.dossiers.actions.printed_data import head_of, moment
from motcua.dossiers.models import Delivery, Dossier
from motcua.dossiers.queries import definition_of
from motcua.dossiers.rules.printed import HandOver, RegisterBook, RegisterRow, RouteSheet
from motcua.kernel.clock import day_of
from motcua.kernel.law import law
from motcua.organizations.public import ROLE_NAMES, Unit
from motcua.work.public import desks


def route_sheet_of(dossier: Dossier, now: datetime) -> RouteSheet:
    """The dossier's way from hand to hand, as the step log tells it."""
    forms = law("dossiers.form_set", on=day_of(now))
    route = desks.route_of(dossier.in_work)
    head = head_of(
        dossier,
        dossier.competent_unit,
        number="",
        at=now,
        form=f"Mẫu số {forms['route_sheet']} · {forms['name']}",
        token="",
    )
    return {
        **head,
        "title": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        "verify_url": "",
        "procedure": definition_of(dossier.version_id).name,
        "summary": dossier.summary,
        "owner": dossier.owner_name,
        "unit": dossier.competent_unit.name,
        "partners": [],
        "received_at": moment(dossier.received_at),
        "due_at": moment(dossier.due_at),
        "handovers": [_handover(one, before, now) for before, one in zip([None, *route], route, strict=False)],
    }


def _handover(step: desks.RouteStep, before: desks.RouteStep | None, now: datetime) -> HandOver:
    return {
        "from_unit": before.unit if before else "Người nộp",
        "from_person": before.finished_by if before else "",
        "to_unit": step.unit,
        "to_person": step.finished_by or step.officer or ROLE_NAMES.get(step.role, ""),
        "at": moment(step.received_at),
        "outcome": _outcome(step),
        "note": " – ".join(part for part in (step.name, step.outcome_name, step.note) if part),
    }


def _outcome(step: desks.RouteStep) -> Literal["early", "on_time", "late", ""]:
    if step.finished_at is None:
        return ""
    if step.finished_at > step.due_at:
        return "late"
    same_day = day_of(step.finished_at) == day_of(step.due_at)
    return "on_time" if same_day else "early"


def register_row(dossier: Dossier) -> RegisterRow:
    """One dossier in the book."""
    way = dossier.handed_over_to.get("way", "")
    contact = ", ".join(str(part) for part in (dossier.owner.get("address"), dossier.owner.get("phone")) if part)
    return {
        "code": dossier.code or "",
        "procedure": definition_of(dossier.version_id).name,
        "sets": dossier.sets,
        "name": dossier.owner_name,
        "contact": contact,
        "agency": dossier.competent_unit.short_name or dossier.competent_unit.name,
        "received": _day(dossier.received_at),
        "due": _day(dossier.due_at),
        "returned": _day(dossier.handed_over_at),
        "method": str(Delivery(way).label) if way in Delivery.values else "",
        "signed": str(dossier.handed_over_to.get("receiver", "")),
        "note": "",
    }


def register_book(unit: Unit, first: date, last: date, dossiers: Sequence[Dossier], now: datetime) -> RegisterBook:
    """Sổ theo dõi hồ sơ of a unit and a period."""
    forms = law("dossiers.form_set", on=day_of(now))
    above = unit.parent.name if unit.parent else ""
    return {
        "above": above,
        "agency": unit.name,
        "number": "",
        "place": "Khánh Hòa" if unit.agency.startswith("H32") else unit.short_name,
        "date": day_of(now).isoformat(),
        "title": "Sổ theo dõi hồ sơ",
        "form": f"Mẫu số {forms['register']} · {forms['name']}",
        "paper": "a4",
        "dossier_code": "",
        "lookup_key": "",
        "verify_url": "",
        "book": f"{first:%Y}",
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "rows": [register_row(dossier) for dossier in dossiers],
    }


def _day(at: datetime | None) -> str:
    return day_of(at).isoformat() if at else ""
