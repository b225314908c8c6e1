"""Thời gian làm việc: from a moment and a limit to the due moment, with the reason for every day.

Units (Bộ luật Dân sự 2015, Điều 147–148, and the practice of the one-stop centres):

- working hours and days run only while the agency works; a working day is eight hours;
- calendar days and months: the first day is not counted; the time ends when work stops on the last
  day or, where nobody works then, on the next working day;
- the same-day rule: see :class:`~motcua.kernel.limits.Limit`;
- a pause keeps what was used; what was left runs on from the moment of resuming.
"""

import calendar as months
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from motcua.kernel.clock import VIETNAM
from motcua.kernel.limits import WORKING_DAY, DayLine, Due, Limit, LineKind, Reason
from motcua.kernel.workdays import Day, Hours, SpecialDay, read_hours, table_of_days
from motcua.kernel.workhours import BeyondCalendar, WorkingHours, midnight, moment_of, seconds_of

__all__ = [
    "WORKING_DAY",
    "BeyondCalendar",
    "DayLine",
    "Due",
    "Limit",
    "SpecialDay",
    "WorkingCalendar",
    "read_hours",
]

#: from when until when the clock stood still
Pause = tuple[datetime, datetime]


class WorkingCalendar(WorkingHours):
    """Lịch làm việc: the working hours of an agency for a range of days. Immutable."""

    def __init__(self, week: Sequence[tuple[Hours, ...]], days: Iterable[SpecialDay], first: date, last: date) -> None:
        """``week``: hours of seven days, Monday first (see ``read_hours``); ``days``: those that differ."""
        super().__init__(table_of_days(week, days, first, last))
        #: the usual hours of seven days, Monday first
        self.week = tuple(week)

    def due(self, start: datetime, limit: Limit, pauses: Iterable[Pause] = ()) -> Due:
        """Until when a thing received at ``start`` is due, after ``pauses``, with the explanation."""
        begin = moment_of(seconds_of(start))
        opening = self.opening(begin)
        at, nominal, reasons = self._unpaused(opening, limit)
        if opening != begin:
            reasons.insert(0, "start_moved")
        stops = _merged(pauses, opening)
        for paused_at, resumed_at in stops:
            if paused_at < at:
                nominal += resumed_at.date() - paused_at.date()
                at = self._shifted(limit, at, nominal, paused_at, resumed_at)
                if "paused" not in reasons:
                    reasons.append("paused")
        if not limit.by_days:
            nominal = at.date()
        days = tuple(self._explain(opening, at, nominal, limit, stops))
        return Due(at, begin, opening, limit, days, tuple(reasons), nominal)

    def shift(self, limit: Limit, due: datetime | Due, paused_at: datetime, resumed_at: datetime) -> datetime:
        """The due moment after one more pause: what was left at ``paused_at`` runs on from ``resumed_at``.

        A pause that begins when the time is already over changes nothing. Never earlier than ``due``.
        """
        at, nominal = (due.at, due.nominal) if isinstance(due, Due) else (due, due.astimezone(VIETNAM).date())
        if resumed_at < paused_at:
            raise ValueError("a pause cannot end before it begins")
        if paused_at >= at:
            return at
        paused, resumed = paused_at.astimezone(VIETNAM), resumed_at.astimezone(VIETNAM)
        return self._shifted(limit, at, nominal + (resumed.date() - paused.date()), paused, resumed)

    def _shifted(
        self, limit: Limit, at: datetime, nominal: date, paused_at: datetime, resumed_at: datetime
    ) -> datetime:
        if limit.by_days:
            return max(at, self.end_of_day(nominal))
        return max(at, self.add(resumed_at, self.between(paused_at, at)))

    def _unpaused(self, opening: datetime, limit: Limit) -> tuple[datetime, date, list[Reason]]:
        reasons: list[Reason]
        if limit.cutoff is not None:
            late = opening.time() > time.fromisoformat(limit.cutoff)
            at = self.end_of_day(opening.date() + timedelta(days=1 if late else 0))
            reasons = ["after_cutoff" if late else "same_day"]
            return at, at.date(), reasons
        if limit.seconds is not None:
            at = self.add(opening, limit.seconds)
            return at, at.date(), []
        if limit.unit == "month":
            nominal = _months_later(opening.date(), limit.value)
        else:
            nominal = opening.date() + timedelta(days=limit.value)
        at = self.end_of_day(nominal)
        reasons = ["first_day"]
        if at.date() != nominal:
            reasons.append("end_moved")
        return at, nominal, reasons

    def _explain(
        self, opening: datetime, at: datetime, nominal: date, limit: Limit, pauses: Sequence[Pause]
    ) -> Iterable[DayLine]:
        by_days = limit.by_days
        for number in range((at.date() - opening.date()).days + 1):
            day = self.on(opening.date() + timedelta(days=number))
            yield (
                _line_of_calendar_day(day, opening.date(), nominal, pauses)
                if by_days
                else _line_of_working_day(day, opening, at, pauses)
            )


def _line_of_working_day(day: Day, opening: datetime, at: datetime, pauses: Sequence[Pause]) -> DayLine:
    worked = _cut(day, seconds_of(opening), seconds_of(at))
    counted = worked
    for paused_at, resumed_at in pauses:
        counted = _without(counted, seconds_of(paused_at), seconds_of(resumed_at))
    kind: LineKind = "paused" if worked and not counted else day.kind
    spans = tuple((moment_of(start), moment_of(end)) for start, end in counted)
    return DayLine(day.day, bool(counted), kind, day.name, sum(end - start for start, end in counted), spans)


def _line_of_calendar_day(day: Day, first: date, nominal: date, pauses: Sequence[Pause]) -> DayLine:
    if day.day == first:
        return DayLine(day.day, False, "first_day", day.name)
    if any(paused_at.date() < day.day <= resumed_at.date() for paused_at, resumed_at in pauses):
        return DayLine(day.day, False, "paused", day.name)
    if day.day > nominal and day.hours:
        return DayLine(day.day, False, "moved", day.name)
    return DayLine(day.day, day.day <= nominal, day.kind, day.name)


def _cut(day: Day, first: int, last: int) -> list[tuple[int, int]]:
    begin = midnight(day.day)
    spans = ((max(begin + start, first), min(begin + end, last)) for start, end in day.hours)
    return [(start, end) for start, end in spans if start < end]


def _without(spans: Iterable[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        kept += [(a, b) for a, b in ((start, min(end, first)), (max(start, last), end)) if a < b]
    return kept


def _merged(pauses: Iterable[Pause], opening: datetime) -> list[Pause]:
    """The pauses in order, in Việt Nam's time, cut off at the start, overlapping ones joined."""
    merged: list[Pause] = []
    for given_from, given_to in sorted(pauses):
        if given_to < given_from:
            raise ValueError("a pause cannot end before it begins")
        begin, end = (moment_of(seconds_of(moment)) for moment in (given_from, given_to))
        begin = max(begin, opening)
        if end <= begin:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def _months_later(day: date, count: int) -> date:
    """The same day ``count`` months on, or the last day of a month that has no such day (Điều 148)."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
