"""The life of a matter, lived at random: whatever officers do in whatever order, the clock stays honest."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from motcua.kernel.refusals import Conflict, NotNow
from motcua.work.actions import advance, close, extend, pause, resume
from motcua.work.models import ClockSpan, Matter, Step
from motcua.work.queries import desk
from motcua.work.tests.make import CALENDAR, at, licence, matter, office

LIMIT = 40


class Life(RuleBasedStateMachine):
    """One matter and the officers around it; time only goes forward."""

    def __init__(self):
        super().__init__()
        self.room = transaction.atomic()
        self.room.__enter__()
        self.now = at(2, 9)
        self.used = 0  # working seconds while the clock ran, by our own reckoning
        self.extended = False

    def teardown(self):
        transaction.set_rollback(True)
        self.room.__exit__(None, None, None)

    @initialize()
    def opened(self):
        self.office = office()
        self.process = licence()
        self.matter = matter(self.office, self.now, limit=LIMIT)

    @property
    def steps(self):
        return list(Step.objects.filter(matter=self.matter, finished_at=None).order_by("received_at", "id"))

    @rule(minutes=st.integers(1, 3000))
    def time_passes(self, minutes):
        before, self.now = self.now, self.now + timedelta(minutes=minutes)
        if self.matter.clock == "running":
            self.used += CALENDAR.between(before, self.now)

    @precondition(lambda self: self.matter.closed_at is None and self.matter.clock != "paused")
    @rule(data=st.data())
    def somebody_acts(self, data):
        step = data.draw(st.sampled_from(self.steps), label="step")
        action = data.draw(st.sampled_from(self.process.step(step.node).actions), label="action")
        self.matter = advance(
            matter_id=self.matter.pk,
            action=action.key,
            step_id=step.pk,
            actor=self.office[step.role],
            at=self.now,
            note="Lý do",
            authorised=True,
            expected_version=self.matter.version,
            calendar=CALENDAR,
        )

    @precondition(lambda self: self.matter.clock in ("not_started", "running"))
    @rule()
    def papers_are_asked_for(self):
        self.matter = pause(matter_id=self.matter.pk, reason="Bổ sung", actor=self.office["reception"], at=self.now)

    @precondition(lambda self: self.matter.clock == "paused")
    @rule()
    def papers_come(self):
        self.matter = resume(matter_id=self.matter.pk, actor=self.office["reception"], at=self.now, calendar=CALENDAR)

    @precondition(lambda self: self.matter.clock == "paused")
    @rule()
    def nobody_forwards_what_is_paused(self):
        step = self.steps[0]
        action = self.process.step(step.node).actions[0].key
        with pytest.raises(NotNow):
            advance(
                matter_id=self.matter.pk,
                action=action,
                step_id=step.pk,
                actor=self.office[step.role],
                at=self.now,
                authorised=True,
                calendar=CALENDAR,
            )

    @precondition(lambda self: self.matter.clock == "running")
    @rule(hours=st.integers(1, 48))
    def it_is_appointed_anew(self, hours):
        due = self.matter.due_at + timedelta(hours=hours)
        self.matter = extend(
            matter_id=self.matter.pk, due_at=due, reason="Xin lỗi", actor=self.office["leader"], at=self.now
        )
        self.extended = True

    @precondition(lambda self: self.matter.closed_at is None)
    @rule()
    def an_old_page_is_refused(self):
        with pytest.raises(Conflict):
            close(
                matter_id=self.matter.pk,
                outcome="stopped",
                actor=self.office["leader"],
                at=self.now,
                expected_version=self.matter.version - 1,
            )

    @precondition(lambda self: self.matter.closed_at is None and self.matter.version > 6)
    @rule()
    def it_is_withdrawn(self):
        self.matter = close(matter_id=self.matter.pk, outcome="withdrawn", actor=self.office["leader"], at=self.now)

    @invariant()
    def what_is_stored_is_what_was_returned(self):
        stored = Matter.objects.get(pk=self.matter.pk)
        assert (stored.version, stored.clock, stored.due_at, stored.closed_at) == (
            self.matter.version,
            self.matter.clock,
            self.matter.due_at,
            self.matter.closed_at,
        )

    @invariant()
    def exactly_one_span_is_open_while_the_clock_runs_or_stands_still(self):
        spans = list(ClockSpan.objects.filter(matter=self.matter, ended_at=None).values_list("kind", flat=True))
        expected = {"running": ["running"], "paused": ["paused"]}.get(self.matter.clock, [])
        assert spans == expected

    @invariant()
    def used_time_is_the_sum_of_the_running_spans(self):
        spans = ClockSpan.objects.filter(matter=self.matter, kind="running")
        assert self.used == sum(CALENDAR.between(s.started_at, s.ended_at or self.now) for s in spans)

    @invariant()
    def what_was_used_and_what_is_left_make_the_limit(self):
        if self.matter.clock == "running" and not self.extended and self.used <= LIMIT * 3600:
            assert self.used + CALENDAR.between(self.now, self.matter.due_at) == LIMIT * 3600

    @invariant()
    def a_closed_matter_has_no_open_step_and_any_other_has_one(self):
        assert bool(self.steps) == (self.matter.closed_at is None)
        if self.matter.closed_at:
            assert self.matter.clock == "stopped"

    @invariant()
    def a_paused_clock_never_makes_a_step_late(self):
        assert all(step.waiting == (self.matter.clock == "paused") for step in self.steps)
        if self.matter.clock == "paused":
            for actor in self.office.people.values():
                assert desk(actor=actor, view="late", at=self.now + timedelta(days=400)).rows == ()

    @invariant()
    def the_clock_runs_exactly_while_a_counted_step_lies_open(self):
        counted = any(self.process.step(step.node).counted for step in self.steps)
        if self.matter.clock != "paused":
            assert counted == (self.matter.clock == "running")


@pytest.mark.django_db
def test_the_clock_stays_honest_whatever_officers_do():
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
