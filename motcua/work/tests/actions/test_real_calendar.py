"""The engine on a working calendar of the kernel, as it runs in a province."""

from datetime import date, datetime

import pytest

from motcua.kernel.clock import VIETNAM
from motcua.kernel.worktime import Limit, WorkingCalendar, read_hours
from motcua.organizations.models import WorkCalendar
from motcua.work.actions import advance, pause, resume
from motcua.work.models import Step
from motcua.work.tests.make import matter, office

pytestmark = pytest.mark.django_db

HOURS = [["07:00", "11:30"], ["13:30", "17:00"]]
WEEK = [HOURS] * 5 + [[], []]


def on(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


def test_time_used_before_a_pause_is_kept_and_the_rest_runs_on():
    calendar = WorkingCalendar([read_hours(hours) for hours in WEEK], [], date(2026, 1, 1), date(2026, 12, 31))
    place = office()
    found = matter(place, on(2, 8))
    common = {"matter_id": found.pk, "actor": place["reception"]}
    found = advance(**common, action="receive", at=on(2, 9), calendar=calendar)
    assert found.due_at == on(9, 9)
    pause(**common, reason="Bổ sung giấy tờ", at=on(4, 10))
    found = resume(**common, at=on(10, 15), calendar=calendar)
    assert found.due_at == on(13, 14)


def test_a_limit_in_calendar_days_is_stored_and_read_back():
    calendar = WorkingCalendar([read_hours(hours) for hours in WEEK], [], date(2026, 1, 1), date(2026, 12, 31))
    place = office()
    found = matter(place, on(2, 8), limit=Limit(5, "calendar_day"))
    common = {"matter_id": found.pk, "actor": place["reception"]}
    found = advance(**common, action="receive", at=on(2, 9), calendar=calendar)
    assert found.due_at == on(9, 17)  # the fifth day is a Saturday


def test_without_a_calendar_given_the_agency_s_own_is_used():
    own = WorkCalendar.objects.create(code="rieng", name="Lịch riêng", week=WEEK)
    place = office()
    unit = place.units["agency"]
    unit.calendar = own
    unit.save()
    found = matter(place, on(2, 8))
    advance(matter_id=found.pk, action="receive", actor=place["reception"], at=on(6, 16, 0))
    assert Step.objects.get(matter=found, finished_at=None).due_at == on(9, 8)
