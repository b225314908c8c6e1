"""How every action reads the rows of a matter and writes what the core said.

The matter is held by its version (compare and swap): whoever writes first makes it grow, and whoever
read the older one is told so. This is as safe as a lock and costs one statement less, which matters
because forwarding is what officers do most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.composed import inserting, updating, write_later
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import Conflict, NotFound
from motcua.kernel.worktime import Limit
from motcua.organizations.public import calendar_of
from motcua.work.actions.rows import OPEN_STEPS
from motcua.work.models import ClockSpan, Matter, Process, Step
from motcua.work.rules.clock import Calendar
from motcua.work.rules.process import ProcessDefinition, read_process
from motcua.work.rules.states import Changes, MatterState, NewStep, StepState

#: definitions by digest, so that neither the row's content nor the decoding is asked for twice
_definitions: dict[str, ProcessDefinition] = {}
_MOST_DEFINITIONS = 4096


@dataclass(slots=True)
class Held:
    """A matter with its open steps, as they were read."""

    matter: Matter
    steps: Sequence[Step]

    @property
    def process(self) -> ProcessDefinition:
        """The definition it runs under."""
        return definition_of(self.matter.process)

    def state(self, still_since: datetime | None = None) -> MatterState:
        """As the core sees it."""
        matter = self.matter
        return MatterState(
            places=matter.places,
            clock=matter.clock,
            limit=limit_of(matter),
            started_at=matter.clock_started_at,
            due_at=matter.due_at,
            still_since=still_since,
            closed=matter.closed_at is not None,
        )

    def open_steps(self) -> list[StepState]:
        """As the core sees them."""
        return [StepState(s.id, s.node, s.due_at, s.waiting) for s in self.steps]


def held(matter_id: UUID, expected_version: int | None = None) -> Held:
    """The matter and its open steps, in one statement; refuses when it is no longer as the caller saw it."""
    steps = OPEN_STEPS(matter=matter_id)
    matter = steps[0].matter if steps else _matter(matter_id)
    if expected_version is not None and matter.version != expected_version:
        raise changed_meanwhile(matter)
    return Held(matter, steps)


def held_by_step(step_id: UUID, expected_version: int | None = None) -> tuple[Held, Step]:
    """The matter of an open step, and the step."""
    matter_id = Step.objects.filter(pk=step_id).values_list("matter_id", flat=True).first()
    if matter_id is None:
        raise NotFound(gettext("Không có bước này."))
    found = held(matter_id, expected_version)
    step = next((s for s in found.steps if s.id == step_id), None)
    if step is None:
        raise changed_meanwhile(found.matter)
    return found, step


def still_since(matter: Matter) -> datetime | None:
    """Since when the clock of ``matter`` stands still; None when it runs or never ran."""
    if matter.clock not in (Matter.Clock.PAUSED, Matter.Clock.STOPPED):
        return None
    span = ClockSpan.objects.filter(matter_id=matter.pk).order_by("-started_at", "-id").first()
    if span is None:
        return None
    return span.started_at if span.ended_at is None else span.ended_at


def touch(matter: Matter, actor: Actor, act: str, at: datetime, changed: Mapping[str, Any]) -> None:
    """Write ``changed`` and let the version grow, unless somebody was faster."""
    values = {**changed, "version": matter.version + 1, "last_act": act[:200], "last_actor": actor.name, "last_at": at}

    def insist(counts: list[int]) -> None:
        if counts == [0]:
            raise changed_meanwhile(Matter.objects.get(pk=matter.pk))

    write_later(updating(Matter, values, {"id": matter.pk, "version": matter.version}), check=insist)
    for name, value in values.items():
        setattr(matter, name, value)


def write(
    found: Held,
    changes: Changes,
    *,
    actor: Actor,
    act: str,
    at: datetime,
    note: str = "",
    places: Mapping[str, int] | None = None,
) -> Matter:
    """Write what the core said, and the matter's ``places`` where they have become more."""
    matter = found.matter
    values = matter_values(changes, at)
    touch(matter, actor, act, at, values if places is None else {**values, "places": places})
    ended = {
        "finished_at": at,
        "finished_by_id": actor.account_id,
        "outcome": changes.outcome,
        "note": note,
        "waiting": False,
    }
    write_later(
        *(updating(Step, ended, {"id": step_id}) for step_id in changes.ended),
        *(
            updating(Step, {"due_at": step.due_at, "waiting": step.waiting}, {"id": step.id})
            for step in changes.shifted
        ),
        inserting(new_steps(matter, changes.opened, at)),
        updating(ClockSpan, {"ended_at": at}, {"matter_id": matter.pk, "ended_at": None}) if changes.clock else None,
        inserting(new_spans(matter, changes, at)),
    )
    matter.entered = tuple(step.node for step in changes.opened)
    return matter


def matter_values(changes: Changes, at: datetime) -> dict[str, Any]:
    """Columns of the matter that ``changes`` sets."""
    values: dict[str, Any] = {}
    if clock := changes.clock:
        values |= {"clock": clock.clock, "due_at": clock.due_at}
        if clock.starts:
            values |= {"clock_started_at": at, "original_due_at": clock.due_at}
    if changes.closed_as is not None:
        values |= {"closed_at": at, "outcome": changes.closed_as, "clock": Matter.Clock.STOPPED}
    return values


def new_steps(matter: Matter, opened: Sequence[NewStep], at: datetime) -> list[Step]:
    """The steps that begin, not yet written."""
    return [
        Step(
            id=new_id(),
            agency=matter.agency,
            matter=matter,
            node=step.node,
            name=step.name,
            role=step.role,
            unit_id=step.unit_id,
            officer_id=step.officer_id,
            received_at=at,
            due_at=step.due_at,
            waiting=step.waiting,
        )
        for step in opened
    ]


def new_spans(matter: Matter, changes: Changes, at: datetime) -> list[ClockSpan]:
    """The span that begins, if any, not yet written."""
    clock = changes.clock
    if clock is None or clock.span is None:
        return []
    span = ClockSpan(
        id=new_id(),
        agency=matter.agency,
        matter=matter,
        kind=clock.span,
        started_at=at,
        reason=clock.reason[:300],
        evidence=clock.evidence[:300],
        due_at=clock.due_at,
    )
    return [span]


def definition_of(process: Process) -> ProcessDefinition:
    """The definition, decoded once for each digest: a version never changes."""
    found = _definitions.get(process.digest)
    if found is None:
        if len(_definitions) >= _MOST_DEFINITIONS:
            _definitions.clear()
        found = _definitions[process.digest] = read_process(process.definition)
    return found


def limit_of(matter: Matter) -> Limit | None:
    """The whole time allowed; None when nothing was appointed."""
    return Limit.from_json(matter.limit) if matter.limit is not None else None


def calendar_for(matter: Matter, calendar: Calendar | None) -> Calendar:
    """The one given, else the calendar of the agency that settles the matter."""
    found: Calendar = calendar if calendar is not None else calendar_of(matter.places["agency"])
    return found


def changed_meanwhile(matter: Matter) -> Conflict:
    """Who changed ``matter``, what they did and when, in words."""
    if matter.last_at is None:
        return Conflict(
            gettext("Việc này vừa được người khác thay đổi."), advice=gettext("Tải lại trang rồi làm lại nếu còn cần.")
        )
    when = matter.last_at.astimezone(VIETNAM)
    return Conflict(
        gettext("%(last_actor)s đã làm “%(last_act)s” lúc %(time)s ngày %(day)s, trước bạn.")
        % {
            "last_actor": matter.last_actor,
            "last_act": matter.last_act,
            "time": f"{when:%H:%M}",
            "day": f"{when:%d/%m/%Y}",
        },
        advice=gettext("Chưa có gì của bạn được ghi. Tải lại trang để xem việc đang ở đâu, rồi làm lại nếu còn cần."),
    )


def _matter(matter_id: UUID) -> Matter:
    matter = Matter.objects.select_related("process").defer("process__definition").filter(pk=matter_id).first()
    if matter is None:
        raise NotFound(gettext("Không có việc này."))
    return matter
