"""The working calendar of a unit, ready to count with."""

from datetime import date
from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext

from motcua.kernel.refusals import NotFound
from motcua.kernel.worktime import SpecialDay, WorkingCalendar, read_hours
from motcua.organizations.models import CalendarDay, Unit, WorkCalendar
from motcua.organizations.queries.edition import remembered
from motcua.organizations.rules.special_days import FIRST_YEAR, LAST_YEAR

#: The calendar of units for which nothing else is said.
USUAL = "hanh-chinh"
#: Calendars are built for these years; beyond the years with decided holidays, by the usual week.
FIRST, LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def calendar_of(unit_id: int) -> WorkingCalendar:
    """The calendar of a unit, else of the nearest unit above it that has one, else the usual one.

    Costs no query but for the first time and after an edit. NotFound where there is no such unit.
    """
    found = remembered(("calendar of", unit_id), lambda: _nearest(unit_id))
    return remembered(("calendar", found), lambda: _build(found))


def usual_calendar() -> WorkingCalendar:
    """The calendar of units for which nothing else is said."""
    return remembered(("calendar", None), lambda: _build(None))


def calendar_with_id(calendar_id: int) -> WorkingCalendar:
    """One calendar of the administrator's list."""
    return remembered(("calendar", calendar_id), lambda: _build(calendar_id))


def _nearest(unit_id: int) -> int | None:
    next_id: int | None = unit_id
    while next_id is not None:
        # Also of a unit that has ended: its open work still has deadlines.
        row = Unit.objects.filter(pk=next_id).values_list("calendar_id", "parent_id").first()
        if row is None:
            raise NotFound(gettext("Không tìm thấy đơn vị này."))
        calendar_id, next_id = row
        if calendar_id is not None:
            return calendar_id
    return None


def _build(calendar_id: int | None) -> WorkingCalendar:
    which = Q(code=USUAL) if calendar_id is None else Q(pk=calendar_id)
    calendar = WorkCalendar.objects.filter(which).first() or WorkCalendar.objects.order_by("id").first()
    if calendar is None:
        raise NotFound(
            gettext("Chưa có lịch làm việc nào."), advice=gettext("Người quản trị cần nạp tỉnh hoặc tạo lịch trước.")
        )
    common = CalendarDay.objects.filter(calendar=None)
    own = CalendarDay.objects.filter(calendar=calendar)
    days = {row.day: special_day(row) for row in chain(common, own)}  # what is said for one calendar wins
    return WorkingCalendar([read_hours(hours) for hours in calendar.week], days.values(), FIRST, LAST)


def special_day(row: CalendarDay) -> SpecialDay:
    """A stored special day as the kernel counts with it."""
    hours = None if row.hours is None else read_hours(row.hours)
    return SpecialDay(row.day, row.kind, row.name, hours, row.basis, row.verified)  # type: ignore[arg-type]
