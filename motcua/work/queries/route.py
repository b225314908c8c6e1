"""The way of one matter: its steps and its clock. Two statements at most, however long the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.work.models import ClockSpan, Matter, Step
from motcua.work.rules.process import ProcessDefinition, read_process


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One step of a matter's way, for slips and timelines."""

    step_id: UUID
    node: str
    name: str
    role: str
    unit: str
    officer: str
    received_at: datetime
    due_at: datetime
    finished_at: datetime | None
    finished_by: str
    outcome: str
    outcome_name: str  #: of the action that ended it, as on its button
    note: str
    waiting: bool

    def late(self, at: datetime) -> bool:
        """Whether it was done, or at the moment ``at`` still lies open, after its due moment."""
        return not self.waiting and (self.finished_at or at) > self.due_at


@dataclass(frozen=True, slots=True)
class Span:
    """The clock ran or stood still from … to …; ``due_at`` is the due moment as it stood when this began."""

    kind: str
    started_at: datetime
    ended_at: datetime | None
    reason: str
    evidence: str
    due_at: datetime | None


def route_of(matter_id: UUID) -> list[RouteStep]:
    """The steps of a matter in the order in which they were received."""
    rows = list(
        Step.objects.filter(matter_id=matter_id)
        .order_by("received_at", "id")
        .values_list(
            "id",
            "node",
            "name",
            "role",
            "unit__name",
            "officer__full_name",
            "received_at",
            "due_at",
            "finished_at",
            "finished_by__full_name",
            "outcome",
            "note",
            "waiting",
        )
    )
    process = Matter.objects.filter(pk=matter_id).values_list("process__definition", flat=True).first()
    names = _action_names(read_process(process)) if process else {}
    return [_route_step(row, names) for row in rows]


def clock_of(matter_id: UUID) -> list[Span]:
    """When the clock of a matter ran and when it stood still, in order."""
    rows = ClockSpan.objects.filter(matter_id=matter_id).order_by("started_at", "id")
    return [Span(*row) for row in rows.values_list("kind", "started_at", "ended_at", "reason", "evidence", "due_at")]


def _action_names(process: ProcessDefinition) -> dict[tuple[str, str], str]:
    return {(step.key, action.key): action.name for step in process.steps for action in step.actions}


def _route_step(row: Sequence[Any], names: dict[tuple[str, str], str]) -> RouteStep:
    (step_id, node, name, role, unit, officer, received, due, finished, doer, outcome, note, waiting) = row
    return RouteStep(
        step_id=step_id,
        node=node,
        name=name,
        role=role,
        unit=unit,
        officer=officer or "",
        received_at=received,
        due_at=due,
        finished_at=finished,
        finished_by=doer or "",
        outcome=outcome,
        outcome_name=names.get((node, outcome), ""),
        note=note,
        waiting=waiting,
    )
