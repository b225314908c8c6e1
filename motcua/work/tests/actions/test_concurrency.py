from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from motcua.kernel.refusals import Conflict
from motcua.work.actions import advance, pause, take
from motcua.work.models import ClockSpan, Matter, Step
from motcua.work.tests.make import CALENDAR, at, matter, office

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _postgres():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


def together(*calls):
    """Run ``calls`` at the same instant, each on a connection of its own; what each gave or refused."""
    gate = Barrier(len(calls))

    def run(call):
        try:
            connection.ensure_connection()
            gate.wait(timeout=10)
            return call()
        except Conflict as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def forward(found, actor, **more):
    return lambda: advance(
        matter_id=found.pk, action="receive", actor=actor, at=at(2, 9, 12), calendar=CALENDAR, **more
    )


@pytest.mark.parametrize("seen", ["version", "step"])
def test_of_two_officers_at_once_exactly_one_wins_and_the_other_is_told(seen):
    place = office()
    for _ in range(5):
        found = matter(place)
        as_seen = {"expected_version": 1} if seen == "version" else {"step_id": Step.objects.get(matter=found).pk}
        given = together(*[forward(found, place["reception"], **as_seen)] * 2)
        refused = [one for one in given if isinstance(one, Conflict)]
        assert len(refused) == 1
        assert "Trần Thị Mai đã làm “Tiếp nhận” lúc 09:12" in refused[0].message
        assert Matter.objects.get(pk=found.pk).version == 2
        assert Step.objects.filter(matter=found).count() == 2
        assert ClockSpan.objects.filter(matter=found, ended_at=None).count() == 1


def test_a_pause_and_a_forward_at_once_leave_one_clock():
    place = office()
    for _ in range(5):
        found = matter(place)
        stop = lambda: pause(matter_id=found.pk, reason="Bổ sung", actor=place["reception"], at=at(2, 9, 12))  # noqa: E731, B023
        given = together(forward(found, place["reception"], expected_version=1), stop)
        now = Matter.objects.get(pk=found.pk)
        assert sum(isinstance(one, Conflict) for one in given) == 3 - now.version
        assert ClockSpan.objects.filter(matter=found, ended_at=None).count() == 1
        steps = Step.objects.filter(matter=found, finished_at=None)
        assert {step.waiting for step in steps} == {now.clock == "paused"}


def test_only_one_officer_takes_a_step():
    place = office()
    found = matter(place)
    advance(matter_id=found.pk, action="receive", actor=place["reception"], at=at(2, 9), calendar=CALENDAR)
    advance(matter_id=found.pk, action="forward", actor=place["division_head"], at=at(2, 9), calendar=CALENDAR)
    step = Step.objects.get(matter=found, finished_at=None)
    given = together(
        lambda: take(step_id=step.pk, actor=place["specialist"], at=at(2, 10)),
        lambda: take(step_id=step.pk, actor=place["second"], at=at(2, 10)),
    )
    assert sum(isinstance(one, Conflict) for one in given) == 1
    winner = next(
        actor
        for actor, one in zip((place["specialist"], place["second"]), given, strict=True)
        if isinstance(one, Matter)
    )
    assert Step.objects.get(pk=step.pk).officer_id == winner.account_id
