"""The calendar as the administrator's page draws it: months, weeks, days."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.kernel.worktime import WorkingCalendar
from motcua.organizations.models import CalendarDay, WorkCalendar
from motcua.organizations.queries.calendars import calendar_with_id
from motcua.organizations.rules.special_days import say_hours


@dataclass(frozen=True)
class Cell:
    """One day of a month; ``row``: the special day that makes it what it is."""

    day: date
    kind: str
    works: bool
    hours: str
    row: CalendarDay | None


@dataclass(frozen=True)
class Month:
    """Weeks of seven cells, Monday first; None outside the month."""

    first: date
    weeks: list[list[Cell | None]]
    workdays: int


def special_days(calendar_id: int, year: int) -> list[CalendarDay]:
    """Special days of a year, those for all calendars and those for this one."""
    return list(
        CalendarDay.objects.filter(Q(calendar=None) | Q(calendar=calendar_id), day__year=year)
        .select_related("calendar")
        .order_by("day", "id")
    )


def year_of(work_calendar: WorkCalendar, year: int, rows: list[CalendarDay]) -> list[Month]:
    """The twelve months of ``year`` by this calendar."""
    counting = calendar_with_id(work_calendar.pk)
    by_day = {row.day: row for row in sorted(rows, key=lambda row: row.calendar_id is not None)}
    return [_month(counting, year, month, by_day) for month in range(1, 13)]


def _month(counting: WorkingCalendar, year: int, month: int, rows: dict[date, CalendarDay]) -> Month:
    weeks: list[list[Cell | None]] = []
    workdays = 0
    for week in calendar.Calendar().monthdatescalendar(year, month):
        cells: list[Cell | None] = []
        for day in week:
            if day.month != month:
                cells.append(None)
                continue
            what = counting.on(day)
            workdays += bool(what.hours)
            cells.append(Cell(day, what.kind, bool(what.hours), say_hours(what.hours), rows.get(day)))
        weeks.append(cells)
    return Month(date(year, month, 1), weeks, workdays)
