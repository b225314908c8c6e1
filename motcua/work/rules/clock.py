"""The clock of a matter, as the engine sees working time: a door that ``kernel.worktime`` fits."""

from datetime import datetime
from typing import Protocol

from motcua.kernel.worktime import Limit

NOT_STARTED, RUNNING, PAUSED, STOPPED = "not_started", "running", "paused", "stopped"


class Moment(Protocol):
    """An answer of the calendar: a moment with its explanation."""

    @property
    def at(self) -> datetime:
        """The moment itself."""
        ...


class Calendar(Protocol):
    """Working time of the agency that settles the matter. Seconds are working seconds."""

    def add(self, moment: datetime, seconds: int) -> datetime:
        """The moment at which ``seconds`` of work after ``moment`` have passed."""
        ...

    def between(self, a: datetime, b: datetime) -> int:
        """Working seconds from ``a`` to ``b``."""
        ...

    def due(self, start: datetime, limit: Limit) -> Moment:
        """When a limit that starts at ``start`` ends."""
        ...

    def shift(self, limit: Limit, due: datetime, paused_at: datetime, resumed_at: datetime) -> datetime:
        """The due moment after a pause: the time already spent is kept, the remainder resumes."""
        ...


def step_due(calendar: Calendar, start: datetime, hours: float) -> datetime:
    """When a step of ``hours`` working hours entered at ``start`` must be done."""
    return calendar.add(start, round(hours * 3600))


def shifted(calendar: Calendar, due: datetime, paused_at: datetime, resumed_at: datetime) -> datetime:
    """A step's due moment after a pause. What was already late before the pause stays as late as it was."""
    if paused_at >= due:
        return due
    return calendar.add(resumed_at, calendar.between(paused_at, due))
