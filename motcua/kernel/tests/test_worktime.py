"""Deadlines by tables: the worked vectors of the domain, and the rules one by one."""

import pytest

from motcua.kernel.tests.make import at, calendar_2026
from motcua.kernel.worktime import Limit

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
