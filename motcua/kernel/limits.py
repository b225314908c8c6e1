"""Thời hạn và hạn trả: how long something may take, until when that is, and how each day counted."""

from datetime import date, datetime, time
from typing import Any, Literal

import msgspec

from motcua.kernel.workdays import DayKind

HOUR = 3600
#: Một ngày làm việc = 8 giờ làm việc, also where an agency's own day is longer or shorter.
WORKING_DAY = 8 * HOUR

LimitUnit = Literal["working_hour", "working_day", "calendar_day", "month"]
LineKind = DayKind | Literal["first_day", "paused", "moved"]
#: Why the due moment is where it is; pages turn each into a sentence.
Reason = Literal["start_moved", "same_day", "after_cutoff", "first_day", "end_moved", "paused"]


class Limit(msgspec.Struct, frozen=True):
    """Thời hạn giải quyết: an amount in a unit.

    ``cutoff`` ("15:00"): the same-day rule instead of the amount. What is received until then is due at
    the end of that working day, what is received later at the end of the next one.
    """

    value: int
    unit: LimitUnit
    cutoff: str | None = None

    def __post_init__(self) -> None:
        """ValueError for a negative amount or a cutoff that is no time of day."""
        if self.value < 0:
            raise ValueError("a limit must not be negative")
        if self.cutoff is not None:
            time.fromisoformat(self.cutoff)

    @property
    def by_days(self) -> bool:
        """Whether days on the wall calendar are counted, and not working time."""
        return self.cutoff is None and self.unit in ("calendar_day", "month")

    @property
    def seconds(self) -> int | None:
        """Working seconds, or None where the limit is not counted in working time."""
        if self.cutoff is not None or self.by_days:
            return None
        return self.value * (HOUR if self.unit == "working_hour" else WORKING_DAY)

    def as_json(self) -> dict[str, Any]:
        """A plain dictionary, as stored and sent."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        if self.cutoff is None:
            del plain["cutoff"]
        return plain

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Limit":
        """The reverse of :meth:`as_json`; msgspec.ValidationError where ``data`` is no limit."""
        return msgspec.convert(data, cls)


#: a calendar day counts 5/7 of a working day, a month 21,75 working days
_HOURS: dict[LimitUnit, float] = {
    "working_hour": 1.0,
    "working_day": 8.0,
    "calendar_day": 8.0 * 5 / 7,
    "month": 8.0 * 21.75,
}


def hours_of(limit: Limit) -> float:
    """Working hours that ``limit`` comes to, roughly: for comparing, and for sharing out among steps."""
    return limit.value * _HOURS[limit.unit]


class DayLine(msgspec.Struct, frozen=True):
    """One day between start and due: what of it counted, or why it did not."""

    day: date
    counted: bool
    kind: LineKind
    name: str = ""  #: of the holiday or swap, as the calendar calls it
    seconds: int = 0  #: working seconds counted on this day
    spans: tuple[tuple[datetime, datetime], ...] = ()  #: the stretches that counted


class Due(msgspec.Struct, frozen=True):
    """Hạn trả kết quả, and how it came about."""

    at: datetime
    start: datetime  #: the moment given
    counted_from: datetime  #: the next working instant after it
    limit: Limit
    days: tuple[DayLine, ...]
    reasons: tuple[Reason, ...]
    nominal: date  #: the last day before it is moved off a non-working day
