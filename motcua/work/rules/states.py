"""What the core is told and what it answers: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from motcua.kernel.worktime import Limit
from motcua.work.rules.clock import NOT_STARTED

#: begins the names of the places that were asked for an opinion, in a matter's ``places``: "asked:<step>"
ASKED = "asked:"


@dataclass(frozen=True, slots=True)
class MatterState:
    """What the core needs to know of a matter."""

    places: Mapping[str, int]
    clock: str = NOT_STARTED
    limit: Limit | None = None  #: None: no appointed time
    started_at: datetime | None = None
    due_at: datetime | None = None
    #: since when the clock stands still (paused or stopped); needed only when it may go on
    still_since: datetime | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class StepState:
    """An open step."""

    id: UUID
    node: str
    due_at: datetime
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does at a step."""

    action: str
    step_id: UUID | None = None
    note: str = ""
    officer_id: UUID | None = None  #: to whom the next step goes by name
    #: of a consultation: which side steps to open and in which unit; None: all, where the process says
    asked: Mapping[str, int] | None = None
    #: who last did a step, by its key: what comes back comes back to them
    did: Mapping[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step that begins."""

    node: str
    name: str
    role: str
    unit_id: int
    officer_id: UUID | None
    due_at: datetime
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The matter's clock changes its state: the open span (if any) ends, ``span`` (if any) begins."""

    clock: str
    span: str | None  #: "running", "paused" or None
    due_at: datetime | None
    starts: bool = False  #: this is the first moment that counts
    reason: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """All that an act changes. Nothing else may change."""

    ended: tuple[UUID, ...] = ()
    outcome: str = ""
    opened: tuple[NewStep, ...] = ()
    shifted: tuple[StepState, ...] = ()  #: open steps as they are from now on
    clock: ClockChange | None = None
    closed_as: str | None = None
