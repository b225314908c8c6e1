"""Builders of calendars for tests."""

from datetime import date, datetime

from motcua.kernel.clock import VIETNAM
from motcua.kernel.worktime import SpecialDay, WorkingCalendar, read_hours

OFFICE = read_hours([["07:00", "11:30"], ["13:30", "17:00"]])
WEEK = (OFFICE,) * 5 + ((), ())

HOLIDAYS = ["01-01", "01-02", *(f"02-{d}" for d in range(16, 21)), "04-27", "04-30", "05-01", "08-31", "09-01", "09-02"]
SWAPS = ["01-10", "08-22"]


def special_days() -> list[SpecialDay]:
    """The demo calendar of 2026."""
    off = [SpecialDay(date.fromisoformat(f"2026-{d}"), "holiday", "Nghỉ lễ") for d in HOLIDAYS]
    return off + [SpecialDay(date.fromisoformat(f"2026-{d}"), "swap_work", "Làm bù") for d in SWAPS]


def calendar_2026(
    *extra: SpecialDay, first: date = date(2025, 1, 1), last: date = date(2035, 12, 31)
) -> WorkingCalendar:
    """The usual week with the special days of 2026; ``extra`` days come on top."""
    days = {day.day: day for day in [*special_days(), *extra]}
    return WorkingCalendar(WEEK, days.values(), first, last)


def at(text: str) -> datetime:
    """``"2026-03-02 09:12"`` in Việt Nam's time."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
