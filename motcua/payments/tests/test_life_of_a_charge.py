"""The life of one charge under any course of news: an invented provider, payer, officer and court of time."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from motcua.dossiers.tests.make import person
from motcua.kernel.refusals import Refusal
from motcua.organizations.public import Where
from motcua.payments.actions.cancel_charges import cancel_charges
from motcua.payments.actions.close_refund import close_refund
from motcua.payments.actions.decide_refund import decide_refund
from motcua.payments.actions.start_payment import start_payment
from motcua.payments.actions.take_cash import take_cash
from motcua.payments.actions.take_money import take_money
from motcua.payments.actions.tell import tell_waiting
from motcua.payments.connectors.base import Heard
from motcua.payments.models import Charge, MoneyNews, Payment, Receipt, Refund
from motcua.payments.rules import life
from motcua.payments.tests.make import AT, charge

AMOUNT = 200_000


class Money(RuleBasedStateMachine):
    """What the world knows, beside what we wrote down."""

    units: dict

    @initialize()
    def begin(self):
        self.made = charge(self.units)
        self.minute = 0
        #: (method, reference) → what the provider really holds of ours
        self.moved: dict[tuple[str, str], int] = {}
        self.cash = 0
        self.back = 0

    def at(self):
        self.minute += 1
        return AT + timedelta(minutes=self.minute)

    def orders(self, method: str) -> list[str]:
        return list(Payment.objects.filter(charge=self.made, method=method).values_list("order", flat=True))

    @rule(method=st.sampled_from(["bank_transfer", "gateway"]))
    def the_payer_chooses(self, method):
        try:
            start_payment(charge_id=self.made.id, method=method, actor=person("bien"), at=self.at())
        except Refusal:
            assert self.state() not in life.OPEN

    @rule(
        method=st.sampled_from(["bank_transfer", "gateway"]),
        which=st.integers(0, 3),
        number=st.integers(1, 3),
        amount=st.sampled_from([AMOUNT, AMOUNT, AMOUNT - 1]),
        times=st.integers(1, 3),
    )
    def money_is_told(self, method, which, number, amount, times):
        orders = self.orders(method)
        if not orders and method == "gateway":
            return
        order = orders[which % len(orders)] if orders and method == "gateway" else ""
        reference = f"{self.made.code}-{method}-{order}-{number}"
        amount = self.moved.setdefault((method, reference), amount)
        for _time in range(times):
            heard = Heard(order=order, paid=True, amount=amount, reference=reference)
            take_money(method=method, heard=heard, at=self.at(), charge_code=self.made.code)

    @rule(method=st.sampled_from(["bank_transfer", "gateway"]), which=st.integers(0, 3))
    def a_failure_is_told(self, method, which):
        orders = self.orders(method)
        if orders:
            heard = Heard(order=orders[which % len(orders)], paid=False)
            take_money(method=method, heard=heard, at=self.at())

    @rule()
    def an_officer_takes_cash(self):
        where = Where(units=frozenset({self.made.unit_id}), agency=self.made.agency)
        try:
            take_cash(charge_id=self.made.id, where=where, actor=person("lan"), at=self.at())
        except Refusal:
            assert self.state() not in life.OPEN
        else:
            self.cash += AMOUNT

    @rule(nothing_done=st.booleans())
    def what_it_was_for_ends(self, nothing_done):
        cancel_charges(subject_id=self.made.subject_id, actor=person("lan"), at=self.at(), nothing_done=nothing_done)

    @rule()
    def a_refund_is_decided(self):
        try:
            decide_refund(charge_id=self.made.id, reason="x", actor=person("son"), at=self.at())
        except Refusal:
            assert self.state() != life.PAID

    @rule(done=st.booleans())
    def a_refund_is_closed(self, done):
        due = Refund.objects.filter(payment__charge=self.made, state=0).first()
        if due:
            close_refund(refund_id=due.id, done=done, evidence="UNC", actor=person("son"), at=self.at())
            self.back += due.amount if done else 0

    @rule()
    def news_is_told(self):
        tell_waiting(at=self.at())

    def state(self) -> int:
        return Charge.objects.values_list("state", flat=True).get(id=self.made.id)

    @invariant()
    def every_dong_is_accounted_for(self):
        if not hasattr(self, "made"):
            return
        payments = list(Payment.objects.filter(charge=self.made))
        here = sum(one.received or 0 for one in payments)
        assert here == sum(self.moved.values()) + self.cash
        assert all((one.received is not None) == (one.state in life.HAS_MONEY) for one in payments)

    @invariant()
    def it_is_settled_at_most_once_and_the_rest_goes_back(self):
        if not hasattr(self, "made"):
            return
        state = self.state()
        payments = list(Payment.objects.filter(charge=self.made))
        settled = [one for one in payments if one.state == life.SETTLED]
        assert len(settled) == (1 if state in (life.PAID, life.REFUNDED) else 0)
        assert all(one.received == AMOUNT for one in settled)
        extra = [one for one in payments if one.state in (life.SURPLUS, life.MISMATCHED)]
        refunds = {one.payment_id: one for one in Refund.objects.filter(payment__charge=self.made)}
        assert all(refunds[one.id].amount == one.received for one in extra)
        assert self.back == sum(one.amount for one in refunds.values() if one.state == 1)
        assert (state == life.WAITING) <= any(one.state == life.STARTED for one in payments)

    @invariant()
    def receipts_stand_for_the_money_that_is_kept(self):
        if not hasattr(self, "made"):
            return
        standing = Receipt.objects.filter(payment__charge=self.made, state=0)
        assert sum(one.amount for one in standing) == (AMOUNT if self.state() == life.PAID else 0)
        told = MoneyNews.objects.filter(charge=self.made, kind="ChargePaid").count()
        assert told == (1 if self.state() in (life.PAID, life.REFUNDED) else 0)


@pytest.mark.django_db
def test_no_course_of_news_ever_takes_money_twice_or_loses_any(units):
    class InThisProvince(Money):
        pass

    InThisProvince.units = units
    run_state_machine_as_test(
        InThisProvince,
        settings=settings(
            max_examples=25, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
