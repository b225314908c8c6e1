"""The files of the provinces, and the calendar in them without a database (for measuring and for checking docs)."""

from datetime import date

from motcua.kernel.worktime import SpecialDay, WorkingCalendar, read_hours
from motcua.organizations.rules.province import read_province


def demo_calendar(
    code: str = "H32", first: date = date(2025, 1, 1), last: date = date(2035, 12, 31)
) -> WorkingCalendar:
    """The usual calendar of a province as its files have it, before any administrator's edit."""
    data = read_province(code).calendar
    week = [read_hours(hours) for hours in data.calendars[0].week]
    return WorkingCalendar(week, [SpecialDay(entry.day, entry.kind, entry.name) for entry in data.days], first, last)
