"""Nothing is ever paid twice: whatever news of money comes, in whatever order."""

from datetime import timedelta

import pytest

from motcua.audit.public import entries_about
from motcua.dossiers.tests.make import person
from motcua.kernel.refusals import Invalid, NotAllowed, NotNow
from motcua.organizations.public import Where
from motcua.payments.actions.cancel_charges import cancel_charges
from motcua.payments.actions.start_payment import start_payment
from motcua.payments.actions.take_cash import take_cash
from motcua.payments.actions.take_money import take_money
from motcua.payments.actions.take_statement import take_line
from motcua.payments.connectors.base import Heard, Listed
from motcua.payments.models import Charge, MoneyNews, Payment, Receipt, Refund, StatementLine
from motcua.payments.rules import life
from motcua.payments.tests.make import AT, came, charge, fell

BANK, GATEWAY = "bank_transfer", "gateway"


def started(made: Charge, method: str = GATEWAY, minutes: int = 0) -> Payment:
    return start_payment(
        charge_id=made.id,
        method=method,
        actor=person("bien"),
        at=AT + timedelta(minutes=minutes),
        return_url="https://m/",
    )


def tell(method: str, heard: Heard, **more) -> str:
    return take_money(method=method, heard=heard, at=AT + timedelta(minutes=9), **more).outcome


def stands(made: Charge) -> tuple[int, int, int, int]:
    """State of the charge, payments that settled it, receipts, refunds that are due."""
    made.refresh_from_db()
    settled = Payment.objects.filter(charge=made, state=life.SETTLED).count()
    return made.state, settled, Receipt.objects.count(), Refund.objects.filter(state=0).count()


ONCE = (life.PAID, 1, 2, 0)  # one receipt for the fee, one for the duty


def test_good_news_settles_the_charge_writes_receipts_and_tells_those_above(units):
    made = charge(units)
    order = started(made).order
    assert stands(made)[0] == life.WAITING
    assert tell(GATEWAY, came(order, 200_000)) == "taken"
    assert stands(made) == ONCE
    assert [news.kind for news in MoneyNews.objects.all()] == ["ChargePaid"]
    assert (
        "ghi nhận đã thu 200.000 đồng" in max(entries_about(made.subject_id), key=lambda entry: entry.number).sentence
    )


def test_a_replayed_notice_changes_nothing_however_often_it_comes(units):
    made = charge(units)
    order = started(made).order
    tell(GATEWAY, came(order, 200_000))
    for _again in range(5):
        assert tell(GATEWAY, came(order, 200_000)) == "known"
    assert stands(made) == ONCE
    assert MoneyNews.objects.count() == 1
    assert Payment.objects.count() == 1


def test_a_failure_told_after_the_money_is_late_news_and_changes_nothing(units):
    made = charge(units)
    order = started(made).order
    tell(GATEWAY, came(order, 200_000))
    assert tell(GATEWAY, fell(order)) == "known"
    assert stands(made) == ONCE


def test_money_told_after_a_failure_counts_for_it_is_there(units):
    made = charge(units)
    order = started(made).order
    tell(GATEWAY, fell(order))
    assert stands(made) == (life.UNPAID, 0, 0, 0)
    assert tell(GATEWAY, came(order, 200_000)) == "taken"
    assert stands(made) == ONCE


def test_another_amount_never_settles_and_goes_back(units):
    made = charge(units)
    order = started(made).order
    assert tell(GATEWAY, came(order, 199_999)) == "other amount"
    assert stands(made) == (life.UNPAID, 0, 0, 1)
    assert Refund.objects.get().amount == 199_999


def test_two_ways_both_paid_settle_once_and_the_second_goes_back(units):
    made = charge(units)
    first, second = started(made, GATEWAY), started(made, BANK)
    tell(BANK, came(second.order, 200_000, "FT9"))
    tell(GATEWAY, came(first.order, 200_000, "VNP7"))
    assert stands(made) == (life.PAID, 1, 2, 1)
    refund = Refund.objects.get()
    assert (refund.payment.method, refund.amount, refund.why) == (GATEWAY, 200_000, "surplus")


def test_the_same_order_paid_twice_with_two_numbers_of_the_provider_gives_one_back(units):
    made = charge(units)
    order = started(made).order
    tell(GATEWAY, came(order, 200_000, "VNP1"))
    assert tell(GATEWAY, came(order, 200_000, "VNP2")) == "taken"
    assert tell(GATEWAY, came(order, 200_000, "VNP2")) == "known"
    assert stands(made) == (life.PAID, 1, 2, 1)


def test_money_for_what_ended_meanwhile_goes_back(units):
    made = charge(units)
    order = started(made).order
    cancel_charges(subject_id=made.subject_id, actor=person("lan"), at=AT)
    tell(GATEWAY, came(order, 200_000))
    assert stands(made) == (life.CANCELLED, 0, 0, 1)
    assert MoneyNews.objects.count() == 0


def test_money_that_was_paid_goes_back_by_itself_only_where_nothing_was_done(units):
    paid, working = charge(units), charge(units)
    for made in (paid, working):
        tell(GATEWAY, came(started(made).order, 200_000, made.code))
    cancel_charges(subject_id=working.subject_id, actor=person("lan"), at=AT)
    assert Refund.objects.count() == 0
    cancel_charges(subject_id=paid.subject_id, actor=person("lan"), at=AT, nothing_done=True)
    assert Refund.objects.get().payment.charge == paid


def test_news_of_an_order_that_we_never_made_is_unknown(units):
    made = charge(units)
    assert tell(GATEWAY, came("MCXXXXXXXXXG1", 200_000)) == "unknown"
    assert tell(GATEWAY, fell("MCXXXXXXXXXG1")) == "unknown"
    assert stands(made) == (life.UNPAID, 0, 0, 0)


def test_news_that_nothing_is_decided_changes_nothing(units):
    made = charge(units)
    order = started(made).order
    assert tell(GATEWAY, Heard(order=order, paid=None)) == "known"
    assert stands(made) == (life.WAITING, 0, 0, 0)


def test_an_order_of_one_provider_is_none_of_another(units):
    made = charge(units)
    order = started(made).order
    assert tell("national_platform", came(order, 200_000)) == "unknown"
    assert stands(made)[0] == life.WAITING


def line(words: str, amount: int = 200_000, reference: str = "FT1") -> Listed:
    return Listed(reference=reference, at=AT, amount=amount, words=words)


def test_a_transfer_is_recognised_by_its_code_with_or_without_an_attempt_before(units):
    begun, unannounced = charge(units), charge(units)
    started(begun, BANK)
    for number, made in enumerate((begun, unannounced)):
        told = f"mbvcb.123.{made.code.lower()} nop phi.CT tu 001"
        assert take_line(method=BANK, line=line(told, reference=f"FT{number}"), at=AT).outcome == "taken"
        made.refresh_from_db()
        assert made.state == life.PAID
    assert Payment.objects.count() == 2
    assert StatementLine.objects.exclude(payment=None).count() == 2


def test_the_same_line_pushed_and_fetched_counts_once(units):
    made = charge(units)
    for _again in range(3):
        take_line(method=BANK, line=line(made.code), at=AT)
    assert stands(made) == ONCE
    assert StatementLine.objects.count() == 1


def test_a_second_transfer_with_the_same_code_goes_back(units):
    made = charge(units)
    take_line(method=BANK, line=line(made.code), at=AT)
    take_line(method=BANK, line=line(made.code, reference="FT2"), at=AT)
    assert stands(made) == (life.PAID, 1, 2, 1)


@pytest.mark.parametrize("words", ["", "nop phi", "MC ABC", "MC23456789A"])
def test_money_that_names_nothing_of_ours_is_kept_for_the_treasurer(units, words):
    made = charge(units)
    assert take_line(method=BANK, line=line(words), at=AT).outcome == "unknown"
    assert StatementLine.objects.get().payment is None
    assert stands(made)[0] == life.UNPAID


def test_a_transfer_for_two_charges_at_once_is_for_a_person_to_look_at(units):
    one, other = charge(units), charge(units)
    assert take_line(method=BANK, line=line(f"{one.code} {other.code}", 400_000), at=AT).outcome == "unknown"


def everywhere(made: Charge) -> Where:
    return Where(units=frozenset({made.unit_id}), agency=made.agency)


def test_cash_settles_at_once_and_a_second_officer_is_told_not_to_take_it_again(units):
    made = charge(units)
    take_cash(charge_id=made.id, where=everywhere(made), actor=person("lan"), at=AT)
    assert stands(made) == ONCE
    with pytest.raises(NotNow, match="đã được nộp"):
        take_cash(charge_id=made.id, where=everywhere(made), actor=person("minh"), at=AT)


def test_cash_and_then_the_transfer_that_was_under_way_goes_back(units):
    made = charge(units)
    order = started(made, BANK).order
    take_cash(charge_id=made.id, where=everywhere(made), actor=person("lan"), at=AT)
    tell(BANK, came(order, 200_000))
    assert stands(made) == (life.PAID, 1, 2, 1)


@pytest.mark.parametrize("who", ["bien", "hoa", "khac", "son", "tri"])
def test_cash_is_taken_by_those_alone_whom_the_table_names(units, who):
    made = charge(units)
    with pytest.raises(NotAllowed):
        take_cash(charge_id=made.id, where=everywhere(made), actor=person(who), at=AT)
    assert stands(made)[0] == life.UNPAID


@pytest.mark.parametrize("who", ["hoa", "lan", "khac", "tri"])
def test_nobody_but_who_is_asked_pays_on_the_net(units, who):
    made = charge(units)
    with pytest.raises(NotAllowed):
        start_payment(charge_id=made.id, method=BANK, actor=person(who), at=AT)


def test_a_way_that_is_not_set_up_is_refused_and_cash_is_no_way_on_the_net(units, settings):
    settings.PAYMENTS = {**settings.PAYMENTS, "gateway_secret": ""}
    made = charge(units)
    for method in (GATEWAY, "cash", "nonsense"):
        with pytest.raises(Invalid):
            started(made, method)


def test_choosing_the_same_way_again_goes_on_with_the_attempt_under_way_until_it_is_old(units):
    made = charge(units)
    first = started(made)
    assert started(made, minutes=20).id == first.id
    later = started(made, minutes=31)
    assert (later.id == first.id, later.order == first.order) == (False, False)


def test_nothing_is_started_for_what_is_paid_or_not_owed_any_more(units):
    paid, ended = charge(units), charge(units)
    take_cash(charge_id=paid.id, where=everywhere(paid), actor=person("lan"), at=AT)
    cancel_charges(subject_id=ended.subject_id, actor=person("lan"), at=AT)
    for made in (paid, ended):
        with pytest.raises(NotNow):
            started(made)


def test_a_charge_is_raised_once_for_one_purpose(units):
    from motcua.kernel.actor import SYSTEM
    from motcua.payments.actions.raise_charge import Subject, raise_charge
    from motcua.payments.rules.fees import Line

    made = charge(units)
    subject = Subject(
        kind="thing", id=made.subject_id, agency=made.agency, reference="x", title="y", payer=None, party={},
        unit=made.unit, collector=made.collector,
    )  # fmt: skip
    again = raise_charge(
        subject, purpose="before", when="before", lines=[Line("fee", "Khác", 1, 1)], actor=SYSTEM, at=AT
    )
    assert (again.id, again.amount) == (made.id, 200_000)
    nothing = raise_charge(
        subject, purpose="after", when="after", lines=[Line("fee", "Miễn", 0, 5)], actor=SYSTEM, at=AT
    )
    assert nothing is None
