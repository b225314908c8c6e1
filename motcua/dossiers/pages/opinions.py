"""Lấy ý kiến: whom the officer may ask, and what those who were asked have said."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.dossiers.pages.act import Act, Situation
from motcua.dossiers.queries import units_holding
from motcua.kernel.clock import VIETNAM
from motcua.work.public import Step


def ask_rows(
    act: Act, situation: Situation, typed: QueryDict | None, errors: dict[str, list[str]]
) -> list[dict[str, Any]]:
    """A row for each opinion that the process knows: ticked, with the unit that it proposes. One query."""
    process, matter = situation.process, situation.dossier.matter
    action = process.step(situation.step(act.step_id).node).action(act.step_action)
    if action is None or matter is None:
        return []
    sides = [process.step(key) for key in process.step(action.to).asks]
    able = units_holding({side.role for side in sides}, situation.now.astimezone(VIETNAM).date())
    return [
        {
            "key": side.key,
            "name": side.name,
            "hours": side.hours,
            "unit_label": _("Đơn vị được hỏi: %(name)s") % {"name": side.name},
            "ticked": side.key in typed.getlist("asked") if typed is not None else True,
            "unit": str(typed.get(f"asked.{side.key}", "") if typed is not None else matter.places.get(side.unit, "")),
            "units": [(str(pk), name) for pk, name in able[side.role]],
            "errors": errors.get(f"asked.{side.key}", ()),
        }
        for side in sides
    ]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one unit was asked, and what it said."""

    name: str
    unit: str
    officer: str
    answered: bool
    said: str


def opinions(situation: Situation) -> tuple[str, list[Opinion]]:
    """The question and the opinions of the latest consultation; two queries where the process has one, else none."""
    matter = situation.dossier.matter
    if matter is None:
        return "", []
    process = situation.process
    sides = {key for step in process.steps if step.kind == "consultation" for key in step.asks}
    rows = list(
        Step.objects.filter(matter_id=matter.id, node__in=sides)
        .select_related("unit", "officer", "finished_by")
        .order_by("received_at", "id")
        if sides
        else ()
    )
    if not rows:
        return "", []
    began = rows[-1].received_at
    asked = Step.objects.filter(matter_id=matter.id, finished_at=began).exclude(node__in=sides).first()
    return asked.note if asked else "", [_opinion(row) for row in rows if row.received_at == began]


def _opinion(row: Step) -> Opinion:
    who = row.finished_by or row.officer
    return Opinion(
        row.name, row.unit.short_name or row.unit.name, who.full_name if who else "", bool(row.finished_at), row.note
    )
