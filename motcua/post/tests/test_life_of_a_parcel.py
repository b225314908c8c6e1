"""The life of one parcel under any course of news, acts and silences: an invented carrier beside the real code."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from motcua.dossiers.tests.make import person
from motcua.kernel.refusals import Refusal
from motcua.post.actions.change_parcel import cancel_parcel, change_parcel
from motcua.post.actions.hand_to_postman import hand_to_postman
from motcua.post.actions.order_parcel import send_again
from motcua.post.actions.see_to_parcel import settle
from motcua.post.actions.send import send_waiting
from motcua.post.actions.take_news import take_news
from motcua.post.actions.tell import tell_waiting
from motcua.post.connectors.base import Accepted, Declined, News, Unreachable
from motcua.post.models import Parcel, ParcelNews, PostMessage
from motcua.post.rules import tracking as t
from motcua.post.tests.make import AT, HOME, parcel


class World:
    """A carrier that is there or not, and whose answers may be lost."""

    def __init__(self):
        self.parcels: dict[str, list[News]] = {}
        self.down = self.loses = False

    def create(self, order):
        self._reached()
        self.parcels.setdefault(order.code, [])
        self._answered()
        return Accepted(f"RG-{order.code}")

    def change(self, order):
        self._reached()
        if self.where(order.code) not in (t.ACCEPTED, None):
            raise Declined("06")

    def cancel(self, code):
        self._reached()

    def where(self, code):
        news = self.parcels.get(code)
        return None if news is None else (news[-1].state if news else t.ACCEPTED)

    def _reached(self):
        if self.down:
            raise Unreachable("down")

    def _answered(self):
        if self.loses:
            raise Unreachable("the answer was lost")


class Life(RuleBasedStateMachine):
    units: dict

    @initialize()
    def begin(self):
        Parcel.objects.all().delete()  # of the example before
        self.world = World()
        self.made = parcel(self.units, cod=[("MC1", 1000)])
        self.minute = 0
        self.untold: list[News] = []
        self.delivered: set[str] = set()

    def at(self):
        self.minute += 1
        return AT + timedelta(minutes=self.minute)

    def last(self) -> Parcel:
        return Parcel.objects.filter(subject_id=self.made.subject_id).order_by("-number").first()

    @rule(down=st.booleans(), loses=st.booleans())
    def the_line_changes(self, down, loses):
        self.world.down, self.world.loses = down, loses

    @rule()
    def a_worker_comes_by(self):
        self.minute += 120
        send_waiting(carrier=self.world, at=self.at())

    @rule(choice=st.integers(0, 9))
    def something_happens(self, choice):
        """At the carrier's, to a parcel that it has; we may hear of it any time."""
        code = self.last().order
        where = self.world.where(code)
        following = sorted(t.STEPS[where] - {t.CANCELLED, t.REFUSED}) if where is not None else []
        if following:
            state = following[choice % len(following)]
            taken = {"MC1": 1000} if state == t.DELIVERED else {}
            news = News(order=code, key=f"K{self.minute}", state=state, at=self.at(), collected=taken)
            self.world.parcels[code].append(news)
            self.untold.append(news)

    @rule(which=st.integers(0, 9), times=st.integers(1, 2))
    def news_comes(self, which, times):
        if self.untold:
            news = self.untold.pop(which % len(self.untold))
            for _time in range(times):
                take_news(news=news, at=self.at())

    @rule(which=st.integers(0, 9))
    def old_news_comes_again(self, which):
        old = [news for news in self.world.parcels.get(self.made.order, []) if news not in self.untold]
        if old:
            assert take_news(news=old[which % len(old)], at=self.at()) == "known"

    @rule()
    def an_officer_hands_it_over(self):
        last = self.last()
        try:
            hand_to_postman(parcel_ids=[last.id], actor=person("lan"), at=self.at())
        except Refusal:
            assert last.state not in t.HERE

    @rule(cod=st.sampled_from([0, 500]))
    def the_sum_changes(self, cod):
        cods = [("MC1", cod)] if cod else []
        change_parcel(subject_id=self.made.subject_id, kind="deliver", cod=cods, actor=person("lan"), at=self.at())

    @rule()
    def the_citizen_wants_it_otherwise(self):
        last = self.last()
        try:
            cancel_parcel(subject_id=self.made.subject_id, kind="deliver", actor=person("bien"), at=self.at())
        except Refusal:
            assert last.state not in t.HERE | t.ENDED

    @rule()
    def it_goes_out_again(self):
        last = self.last()
        try:
            send_again(parcel_id=last.id, address=HOME, actor=person("lan"), at=self.at())
        except Refusal:
            assert last.state not in (t.RETURNED, t.REFUSED)

    @rule()
    def somebody_sees_to_it(self):
        if self.last().to_do:
            settle(parcel_id=self.last().id, done="x", actor=person("lan"), at=self.at())

    @rule()
    def facts_are_told(self):
        tell_waiting(at=self.at())

    @invariant()
    def one_order_is_one_parcel_and_only_the_last_is_alive(self):
        if hasattr(self, "made"):
            rows = list(Parcel.objects.filter(subject_id=self.made.subject_id).order_by("number"))
            assert [row.number for row in rows] == list(range(1, len(rows) + 1))
            assert all(row.state in t.ENDED for row in rows[:-1])
            assert set(self.world.parcels) <= {row.order for row in rows}

    @invariant()
    def nothing_that_must_be_told_is_lost(self):
        """A parcel that the carrier does not know is one that it is still to be told of, or that is over."""
        if hasattr(self, "made"):
            last = self.last()
            waits = PostMessage.objects.filter(parcel=last, kind="create", state=0).exists()
            assert last.order in self.world.parcels or waits or last.state == t.CANCELLED
            cancelled = PostMessage.objects.filter(parcel=last, kind="cancel")
            if last.state == t.CANCELLED and last.order in self.world.parcels:
                assert cancelled.exists(), "the carrier may have it: it is told"

    @invariant()
    def each_end_is_told_upwards_once(self):
        if hasattr(self, "made"):
            for row in Parcel.objects.filter(subject_id=self.made.subject_id):
                for state, became in ((t.DELIVERED, "delivered"), (t.RETURNED, "returned")):
                    told = ParcelNews.objects.filter(parcel=row, became=became).count()
                    assert told == (1 if row.state == state else 0)

    @invariant()
    def when_all_news_has_come_we_know_what_the_carrier_knows(self):
        if hasattr(self, "made") and not self.untold:
            last = self.last()
            where = self.world.where(last.order)
            if where not in (None, t.ACCEPTED) and last.state != t.CANCELLED:
                assert last.state == where


@pytest.mark.django_db
def test_no_course_of_things_loses_a_parcel_or_makes_two_of_it(units):
    class InThisProvince(Life):
        pass

    InThisProvince.units = units
    run_state_machine_as_test(
        InThisProvince,
        settings=settings(
            max_examples=15, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
