"""What must hold of every calendar and every moment, found by Hypothesis over many years."""

from datetime import date, datetime, timedelta

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.kernel.clock import VIETNAM
from motcua.kernel.tests.make import OFFICE, WEEK, calendar_2026
from motcua.kernel.worktime import Limit, SpecialDay, WorkingCalendar

FIRST, LAST = date(2020, 1, 1), date(2036, 12, 31)
MOST = 400 * 8 * 3600
FEW = settings(max_examples=25, deadline=None)  # building a calendar of many years takes its time

KINDS = st.sampled_from(["holiday", "compensation_off", "swap_off", "swap_work", "local_closure"])
HOURS = st.sampled_from([None, (), OFFICE[:1], OFFICE[1:], OFFICE])
SPECIAL = st.builds(SpecialDay, st.dates(date(2021, 1, 1), date(2026, 12, 31)), KINDS, st.just("ngày"), HOURS)


@st.composite
def calendars(draw, first=FIRST, last=LAST):
    saturday = draw(st.sampled_from([(), OFFICE[:1]]))
    special = {day.day: day for day in draw(st.lists(SPECIAL, max_size=40))}
    return WorkingCalendar((*WEEK[:5], saturday, ()), special.values(), first, last)


CALENDARS = st.one_of(st.just(calendar_2026(first=FIRST, last=LAST)), calendars())
MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 (the zone follows)
    lambda moment: moment.replace(microsecond=0, tzinfo=VIETNAM)
)
BUDGETS = st.one_of(st.integers(0, 5 * 8 * 3600), st.integers(0, MOST), st.integers(0, 60).map(lambda n: n * 14400))
LIMITS = st.one_of(
    st.builds(Limit, st.integers(0, 400), st.sampled_from(["working_hour", "calendar_day"])),
    st.builds(Limit, st.integers(0, 90), st.just("working_day")),
    st.builds(Limit, st.integers(0, 24), st.just("month")),
    st.just(Limit(1, "working_day", cutoff="15:00")),
)
PAUSES = st.timedeltas(timedelta(0), timedelta(days=90))


@FEW
@given(CALENDARS, MOMENTS, BUDGETS)
def test_measuring_undoes_adding(calendar, a, seconds):
    assert calendar.between(a, calendar.add(a, seconds)) == seconds


@FEW
@given(CALENDARS, MOMENTS, MOMENTS, BUDGETS, BUDGETS)
def test_adding_never_goes_backwards_in_either_argument(calendar, a, b, less, more):
    a, b = sorted((a, b))
    less, more = sorted((less, more))
    assert calendar.add(a, less) <= calendar.add(a, more)
    assert calendar.add(a, less) <= calendar.add(b, less)


@FEW
@given(CALENDARS, MOMENTS, st.integers(1, MOST), st.integers(1, MOST))
def test_adding_twice_is_adding_the_sum(calendar, a, one, two):
    assert calendar.add(calendar.add(a, one), two) == calendar.add(a, one + two)


@FEW
@given(CALENDARS, MOMENTS, BUDGETS)
def test_subtracting_leaves_exactly_that_much_time(calendar, a, seconds):
    later = calendar.add(a, seconds + 1)
    earlier = calendar.subtract(later, seconds)
    assert calendar.between(earlier, later) == seconds
    assert calendar.opening(earlier) == earlier or seconds == 0


@FEW
@given(CALENDARS, MOMENTS, LIMITS)
def test_nothing_is_due_before_it_came(calendar, start, limit):
    due = calendar.due(start, limit)
    assert due.at >= due.counted_from >= due.start == start


@FEW
@given(CALENDARS, MOMENTS, MOMENTS, LIMITS)
def test_what_comes_later_is_never_due_earlier(calendar, a, b, limit):
    a, b = sorted((a, b))
    assert calendar.due(a, limit).at <= calendar.due(b, limit).at


@FEW
@given(CALENDARS, MOMENTS, LIMITS)
def test_the_explained_days_add_up(calendar, start, limit):
    due = calendar.due(start, limit)
    assert [line.day for line in due.days] == [
        due.counted_from.date() + timedelta(days=n) for n in range((due.at.date() - due.counted_from.date()).days + 1)
    ]
    if limit.seconds is not None:
        assert sum(line.seconds for line in due.days) == limit.seconds
    elif limit.unit == "calendar_day" and limit.cutoff is None:
        assert sum(line.counted for line in due.days) == limit.value


@FEW
@given(CALENDARS, MOMENTS, LIMITS, PAUSES, PAUSES)
def test_a_pause_never_shortens(calendar, start, limit, after, length):
    due = calendar.due(start, limit)
    paused = due.counted_from + after
    shifted = calendar.shift(limit, due, paused, paused + length)
    assert shifted >= due.at
    assert calendar.due(start, limit, [(paused, paused + length)]).at == shifted


@FEW
@given(CALENDARS, MOMENTS, st.integers(1, MOST // 3600), PAUSES, PAUSES)
def test_a_pause_costs_no_working_time_and_gives_none(calendar, start, hours, after, length):
    limit = Limit(hours, "working_hour")
    due = calendar.due(start, limit)
    paused = due.counted_from + after
    assume(paused < due.at)
    explained = calendar.due(start, limit, [(paused, paused + length)])
    used = calendar.between(due.counted_from, paused)
    assert used + calendar.between(paused + length, explained.at) == hours * 3600
    assert sum(line.seconds for line in explained.days) == hours * 3600


@FEW
@given(CALENDARS, st.lists(st.tuples(MOMENTS, BUDGETS), min_size=1, max_size=30))
def test_bulk_agrees_with_one_by_one(calendar, cases):
    starts = np.array([int(start.timestamp()) for start, _ in cases])
    answers = calendar.due_many(starts, np.array([seconds for _, seconds in cases]))
    assert answers.tolist() == [int(calendar.add(start, seconds).timestamp()) for start, seconds in cases]


def minute_by_minute(calendar: WorkingCalendar, start: datetime, minutes: int) -> datetime:
    """The slow way: walk the clock and count the minutes in which somebody works."""
    moment, left = start, minutes
    while left:
        second = moment.hour * 3600 + moment.minute * 60
        if any(begin <= second < end for begin, end in calendar.on(moment.date()).hours):
            left -= 1
        moment += timedelta(minutes=1)
    return moment


@FEW
@given(
    calendars(date(2026, 1, 1), date(2026, 12, 31)),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 1)),  # noqa: DTZ001 (the zone follows)
    st.integers(1, 8 * 60 * 4),
)
def test_it_agrees_with_walking_the_clock_minute_by_minute(calendar, naive, minutes):
    start = naive.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    assert calendar.add(start, minutes * 60) == minute_by_minute(calendar, start, minutes)
