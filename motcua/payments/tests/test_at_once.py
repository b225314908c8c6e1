"""Two at once on PostgreSQL: callbacks, an officer beside a callback, numbers of receipts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction

from motcua.dossiers.actions.ask_for_payment import ask_for_payment
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.tests.make import person
from motcua.kernel.refusals import Refusal
from motcua.organizations.public import Where
from motcua.payments.actions.issue_receipts import next_receipt_number
from motcua.payments.actions.start_payment import start_payment
from motcua.payments.actions.take_cash import take_cash
from motcua.payments.actions.take_money import take_money
from motcua.payments.actions.take_statement import take_line
from motcua.payments.actions.tell import tell_waiting
from motcua.payments.connectors.base import Listed
from motcua.payments.models import Charge, MoneyNews, Payment, Receipt, ReceiptSeries, Refund, StatementLine
from motcua.payments.rules import life
from motcua.payments.tests.make import AT, came, charge, fees, province_with, submitted_with_fees

needs_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one write at a time, whatever the code does"
)
pytestmark = [pytest.mark.postgres, needs_postgres, pytest.mark.django_db(transaction=True)]


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """All begin together, each with a connection of its own; what each returns or refuses."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            barrier.wait(20)
            return job()
        except Refusal as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_one_notice_that_comes_six_times_at_once_settles_once(units):
    made = charge(units)
    order = start_payment(charge_id=made.id, method="gateway", actor=person("bien"), at=AT).order
    found = at_once([lambda: take_money(method="gateway", heard=came(order, 200_000), at=AT).outcome] * 6)
    assert sorted(found) == ["known"] * 5 + ["taken"]
    made.refresh_from_db()
    assert (made.state, Payment.objects.count(), Receipt.objects.count()) == (life.PAID, 1, 2)
    assert MoneyNews.objects.count() == 1


def test_the_same_line_of_the_bank_pushed_four_times_at_once_is_one_line_and_one_payment(units):
    made = charge(units)
    line = Listed(reference="FT1", at=AT, amount=200_000, words=made.code)
    at_once([lambda: take_line(method="bank_transfer", line=line, at=AT)] * 4)
    assert (StatementLine.objects.count(), Payment.objects.count(), Refund.objects.count()) == (1, 1, 0)


def test_two_ways_paid_at_once_settle_once_and_one_goes_back(units):
    made = charge(units)
    orders = {
        method: start_payment(charge_id=made.id, method=method, actor=person("bien"), at=AT).order
        for method in ("gateway", "bank_transfer")
    }
    at_once(
        [
            lambda m=method, o=order: take_money(method=m, heard=came(o, 200_000, f"{m}1"), at=AT)
            for method, order in orders.items()
        ]
    )
    states = sorted(Payment.objects.values_list("state", flat=True))
    assert states == [life.SETTLED, life.SURPLUS]
    assert Refund.objects.count() == 1


def test_an_officer_and_a_callback_at_once_settle_once(units):
    made = charge(units)
    order = start_payment(charge_id=made.id, method="gateway", actor=person("bien"), at=AT).order
    where = Where(units=frozenset({made.unit_id}), agency=made.agency)
    lan = person("lan")
    at_once(
        [
            lambda: take_cash(charge_id=made.id, where=where, actor=lan, at=AT),
            lambda: take_money(method="gateway", heard=came(order, 200_000), at=AT),
        ]
    )
    assert Payment.objects.filter(state=life.SETTLED).count() == 1
    assert Receipt.objects.filter(state=0).count() == 2


def test_news_told_by_four_workers_at_once_moves_the_dossier_once(transactional_db):
    dossier = submitted_with_fees(province_with(fees()))
    ask_for_payment(dossier_id=dossier.id, amount=150_000, what_for="Phí", actor=person("lan"), at=AT)
    made = Charge.objects.get()
    take_money(method="bank_transfer", heard=came("", 150_000), at=AT, charge_code=made.code)
    before = Dossier.objects.get(id=dossier.id).revision
    heard = at_once([lambda: tell_waiting(at=AT + timedelta(minutes=9))] * 4)
    assert sum(heard) == 1
    after = Dossier.objects.get(id=dossier.id)
    assert (after.status, after.revision) == (Status.SUBMITTED, before + 1)


def test_numbers_have_no_gap_and_no_twin_however_many_write_at_once(transactional_db):
    def job(number: int) -> int | None:
        with transaction.atomic():
            got = next_receipt_number("H32.25", "fee", "BP-26E")
            if number % 3 == 0:  # it does not come to be
                transaction.set_rollback(True)
                return None
        return got

    found = at_once([lambda n=number: job(n) for number in range(6)])
    assert sorted(one for one in found if one) == [1, 2, 3, 4]
    assert ReceiptSeries.objects.get().last == 4
    assert connection.vendor == "postgresql"
