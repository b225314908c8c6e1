"""Ngày làm việc: which hours of which day are worked, from a usual week and the days that differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Literal

import msgspec

DayKind = Literal["work", "rest", "holiday", "compensation_off", "swap_off", "swap_work", "local_closure"]

#: a stretch of work within one day, in seconds since midnight: [start, end)
Hours = tuple[int, int]
NO_HOURS: tuple[Hours, ...] = ()


class SpecialDay(msgspec.Struct, frozen=True):
    """Ngày đặc biệt: a day that is not as the usual week says, and why.

    ``hours`` as in the week; empty: no work that day; None: none either, except on a ``swap_work``
    day (làm bù), which is then a full usual day.
    """

    day: date
    kind: DayKind
    name: str
    hours: tuple[Hours, ...] | None = None
    basis: str = ""
    verified: bool = True


class Day(msgspec.Struct, frozen=True):
    """One day of a calendar: its hours (none: not a working day), and what kind of day it is."""

    day: date
    kind: DayKind
    hours: tuple[Hours, ...]
    name: str = ""


def read_hours(spans: Iterable[Sequence[str]]) -> tuple[Hours, ...]:
    """``[["07:00", "11:30"], …]`` as seconds since midnight, in order.

    Raises ValueError when a time cannot be read, a span ends before it starts, or two overlap.
    """
    read = sorted((_second_of_day(start), _second_of_day(end)) for start, end in spans)
    for start, end in read:
        if start >= end:
            raise ValueError(f"a span must end after it starts: {clock_time(start)}–{clock_time(end)}")
    for (_, end), (start, _) in pairwise(read):
        if start < end:
            raise ValueError(f"two spans overlap at {clock_time(start)}")
    return tuple(read)


def write_hours(hours: Iterable[Hours]) -> list[list[str]]:
    """The reverse of :func:`read_hours`."""
    return [[clock_time(start), clock_time(end)] for start, end in hours]


def clock_time(second: int) -> str:
    """A second of the day as ``HH:MM``; midnight at the end of the day as ``24:00``."""
    return f"{second // 3600:02}:{second % 3600 // 60:02}"


def table_of_days(
    week: Sequence[tuple[Hours, ...]], special: Iterable[SpecialDay], first: date, last: date
) -> Iterator[Day]:
    """Every day from ``first`` to ``last``; ``week`` has seven entries, Monday first."""
    if len(week) != 7:
        raise ValueError("a week has seven days")
    usual_day = next((hours for hours in week if hours), NO_HOURS)
    differs: Mapping[date, SpecialDay] = {entry.day: entry for entry in special}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        usual = week[day.weekday()]
        entry = differs.get(day)
        if entry is None:
            yield Day(day, "work" if usual else "rest", usual)
        else:
            full = (usual or usual_day) if entry.kind == "swap_work" else NO_HOURS
            yield Day(day, entry.kind, full if entry.hours is None else entry.hours, entry.name)


def _second_of_day(text: str) -> int:
    if text == "24:00":
        return 24 * 3600
    moment = time.fromisoformat(text)
    return moment.hour * 3600 + moment.minute * 60 + moment.second
