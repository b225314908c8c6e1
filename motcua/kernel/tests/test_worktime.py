"""Deadlines by tables: the worked vectors of the domain, and the rules one by one."""

from datetime import UTC, date, datetime
from time import perf_counter

import numpy as np
import pytest

from motcua.kernel.tests.make import OFFICE, WEEK, at, calendar_2026
from motcua.kernel.worktime import BeyondCalendar, Limit, SpecialDay, WorkingCalendar, read_hours

CALENDAR = calendar_2026()
HOUR = 3600

VECTORS = [
    ("2026-03-02 09:12", 40, "2026-03-09 09:12"),
    ("2026-03-02 09:12", 4, "2026-03-02 15:12"),
    ("2026-03-06 16:00", 4, "2026-03-09 10:00"),
    ("2026-02-13 15:30", 24, "2026-02-25 15:30"),
    ("2026-03-07 10:00", 8, "2026-03-09 17:00"),
    ("2026-03-02 12:10", 2, "2026-03-02 15:30"),
    ("2026-03-02 18:05", 8, "2026-03-03 17:00"),
    ("2026-04-29 16:30", 16, "2026-05-05 16:30"),
    ("2026-08-21 14:00", 16, "2026-08-24 14:00"),
]


@pytest.mark.parametrize(("received", "hours", "due"), VECTORS)
def test_the_worked_examples_of_the_domain_come_out_to_the_minute(received, hours, due):
    assert CALENDAR.due(at(received), Limit(hours, "working_hour")).at == at(due)


def test_a_pause_keeps_what_was_used_and_the_rest_runs_on():
    limit, start = Limit(40, "working_hour"), at("2026-03-02 09:00")
    paused, resumed = at("2026-03-04 10:00"), at("2026-03-10 15:00")
    assert CALENDAR.between(start, paused) == 17 * HOUR
    due = CALENDAR.due(start, limit)
    assert CALENDAR.between(paused, due.at) == 23 * HOUR
    assert CALENDAR.shift(limit, due, paused, resumed) == at("2026-03-13 14:00")
    explained = CALENDAR.due(start, limit, pauses=[(paused, resumed)])
    assert explained.at == at("2026-03-13 14:00")
    assert sum(line.seconds for line in explained.days) == 40 * HOUR
    assert [line.day.day for line in explained.days if line.kind == "paused"] == [5, 6, 9]


CALENDAR_DAYS = [
    # received, limit, due
    ("2026-03-02 09:12", Limit(5, "calendar_day"), "2026-03-09 17:00"),  # ends on Saturday the 7th
    ("2026-03-02 09:12", Limit(3, "calendar_day"), "2026-03-05 17:00"),
    ("2026-03-07 10:00", Limit(3, "calendar_day"), "2026-03-12 17:00"),  # received on Monday morning
    ("2026-02-10 08:00", Limit(7, "calendar_day"), "2026-02-23 17:00"),  # ends within Tết
    ("2026-01-31 08:00", Limit(1, "month"), "2026-03-02 17:00"),  # Saturday, so counted from Monday 2 February
    ("2026-01-30 08:00", Limit(1, "month"), "2026-03-02 17:00"),  # 28 February is a Saturday
    ("2026-03-30 08:00", Limit(1, "month"), "2026-05-04 17:00"),  # 30 April, 1 May, weekend
    ("2026-03-31 08:00", Limit(3, "month"), "2026-06-30 17:00"),
]


@pytest.mark.parametrize(("received", "limit", "due"), CALENDAR_DAYS)
def test_days_and_months_of_the_wall_calendar_end_when_work_stops(received, limit, due):
    assert CALENDAR.due(at(received), limit).at == at(due)


SAME_DAY = [
    ("2026-03-02 09:12", "2026-03-02 17:00"),
    ("2026-03-02 15:00", "2026-03-02 17:00"),
    ("2026-03-02 15:01", "2026-03-03 17:00"),
    ("2026-03-02 12:10", "2026-03-02 17:00"),
    ("2026-03-02 18:05", "2026-03-03 17:00"),
    ("2026-03-06 16:00", "2026-03-09 17:00"),
    ("2026-03-07 10:00", "2026-03-09 17:00"),
    ("2026-08-21 16:00", "2026-08-22 17:00"),  # the Saturday is worked in exchange
]


@pytest.mark.parametrize(("received", "due"), SAME_DAY)
def test_what_is_received_by_three_is_due_the_same_working_day(received, due):
    assert CALENDAR.due(at(received), Limit(1, "working_day", cutoff="15:00")).at == at(due)


def test_a_half_day_counts_half():
    half = SpecialDay(date(2026, 3, 3), "local_closure", "Bão", hours=OFFICE[:1])
    calendar = calendar_2026(half)
    assert calendar.due(at("2026-03-02 09:12"), Limit(2, "working_day")).at == at("2026-03-04 14:42")
    assert calendar.end_of_day(date(2026, 3, 3)) == at("2026-03-03 11:30")


def test_a_swapped_saturday_is_a_full_usual_day_unless_hours_are_given():
    assert CALENDAR.between(at("2026-08-22 00:00"), at("2026-08-23 00:00")) == 8 * HOUR
    short = SpecialDay(date(2026, 8, 22), "swap_work", "Làm bù", hours=OFFICE[:1])
    assert calendar_2026(short).between(at("2026-08-22 00:00"), at("2026-08-23 00:00")) == 4.5 * HOUR


def test_every_day_is_explained():
    due = CALENDAR.due(at("2026-02-13 15:30"), Limit(3, "working_day"))
    assert due.at == at("2026-02-25 15:30")
    told = [(line.day.day, line.kind, line.seconds) for line in due.days]
    assert told == [
        (13, "work", 5400),
        (14, "rest", 0),
        (15, "rest", 0),
        *[(day, "holiday", 0) for day in range(16, 21)],
        (21, "rest", 0),
        (22, "rest", 0),
        (23, "work", 8 * HOUR),
        (24, "work", 8 * HOUR),
        (25, "work", 8 * HOUR - 5400),
    ]
    assert due.days[0].spans == ((at("2026-02-13 15:30"), at("2026-02-13 17:00")),)


def test_the_explanation_of_calendar_days_leaves_out_the_first_and_names_the_move():
    due = CALENDAR.due(at("2026-03-02 09:12"), Limit(5, "calendar_day"))
    assert due.reasons == ("first_day", "end_moved")
    assert due.nominal == date(2026, 3, 7)
    assert [line.kind for line in due.days] == ["first_day", *["work"] * 4, "rest", "rest", "moved"]
    assert sum(line.counted for line in due.days) == 5


def test_received_outside_hours_is_counted_from_the_next_opening_and_says_so():
    due = CALENDAR.due(at("2026-03-07 10:00"), Limit(1, "working_day"))
    assert due.counted_from == at("2026-03-09 07:00")
    assert due.reasons == ("start_moved",)


def test_a_pause_of_calendar_days_moves_the_end_by_the_days_paused():
    limit = Limit(5, "calendar_day")
    due = CALENDAR.due(at("2026-03-02 09:12"), limit)  # Saturday 7, so Monday 9
    paused, resumed = at("2026-03-03 10:00"), at("2026-03-04 09:00")
    assert CALENDAR.shift(limit, due, paused, resumed) == at("2026-03-09 17:00")  # Sunday 8, so Monday 9 still
    assert CALENDAR.shift(limit, due, paused, at("2026-03-06 09:00")) == at("2026-03-10 17:00")
    assert CALENDAR.due(at("2026-03-02 09:12"), limit, [(paused, at("2026-03-06 09:00"))]).at == at("2026-03-10 17:00")


def test_a_pause_that_begins_too_late_saves_nobody():
    limit = Limit(1, "working_day")
    due = CALENDAR.due(at("2026-03-02 09:00"), limit)
    assert CALENDAR.shift(limit, due, at("2026-03-04 09:00"), at("2026-03-20 09:00")) == due.at


def test_overlapping_pauses_count_once():
    limit, start = Limit(40, "working_hour"), at("2026-03-02 09:00")
    one = CALENDAR.due(start, limit, [(at("2026-03-03 09:00"), at("2026-03-05 09:00"))])
    two = CALENDAR.due(
        start,
        limit,
        [(at("2026-03-04 07:00"), at("2026-03-05 09:00")), (at("2026-03-03 09:00"), at("2026-03-04 10:00"))],
    )
    assert one.at == two.at
    assert one.days == two.days


def test_a_moment_in_another_time_zone_is_the_same_moment():
    utc = datetime(2026, 3, 2, 2, 12, tzinfo=UTC)
    assert CALENDAR.due(utc, Limit(4, "working_hour")).at == at("2026-03-02 15:12")


def test_a_moment_without_a_time_zone_is_an_error():
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.add(datetime(2026, 3, 2, 9), 60)  # noqa: DTZ001


def test_beyond_the_calendar_there_is_no_answer():
    small = calendar_2026(last=date(2026, 12, 31))
    with pytest.raises(BeyondCalendar):
        small.add(at("2026-12-31 16:00"), 2 * HOUR)
    with pytest.raises(BeyondCalendar):
        small.add(at("2027-01-01 16:00"), 2 * HOUR)
    with pytest.raises(BeyondCalendar):
        small.due_many(np.array(["2026-12-31T09:00"], dtype="datetime64[s]"), np.array([2 * HOUR]))


def test_bulk_answers_in_the_kind_it_was_asked_in():
    starts = np.array(["2026-03-02T02:12", "2026-03-07T03:00"], dtype="datetime64[s]")
    due = CALENDAR.due_many(starts, np.array([40 * HOUR, 8 * HOUR]))
    assert [str(one) for one in due] == ["2026-03-09T02:12:00", "2026-03-09T10:00:00"]
    assert (CALENDAR.due_many(starts.astype(np.int64), np.array([40 * HOUR, 8 * HOUR])) == due.astype(np.int64)).all()


def test_bulk_computes_two_hundred_thousand_deadlines_a_second():
    dice = np.random.default_rng(1)
    starts = dice.integers(1_767_200_000, 1_790_000_000, 200_000)
    budgets = dice.integers(1, 60 * 8 * HOUR, 200_000)
    began = perf_counter()
    CALENDAR.due_many(starts, budgets)
    assert perf_counter() - began < 1


@pytest.mark.parametrize("spans", [[["11:30", "07:00"]], [["07:00", "11:30"], ["11:00", "12:00"]], [["7h", "9h"]]])
def test_hours_that_make_no_sense_are_refused(spans):
    with pytest.raises(ValueError):
        read_hours(spans)


def test_a_limit_survives_being_stored():
    for limit in (Limit(5, "working_day"), Limit(1, "working_day", cutoff="15:00"), Limit(2, "month")):
        assert Limit.from_json(limit.as_json()) == limit
    with pytest.raises(ValueError):
        Limit(-1, "month")


def test_a_calendar_without_working_hours_is_refused():
    with pytest.raises(ValueError):
        WorkingCalendar(((),) * 7, (), date(2026, 1, 1), date(2026, 1, 31))
    with pytest.raises(ValueError, match="seven"):
        WorkingCalendar(WEEK[:6], (), date(2026, 1, 1), date(2026, 1, 31))
