"""A dossier and its money: charged when it is submitted or settled, waiting, going on when money comes."""

from datetime import timedelta

import pytest

from motcua.dossiers.actions.agree_to_withdrawal import agree_to_withdrawal
from motcua.dossiers.actions.ask_for_payment import ask_for_payment
from motcua.dossiers.actions.ask_to_withdraw import ask_to_withdraw
from motcua.dossiers.actions.confirm_payment import confirm_payment
from motcua.dossiers.actions.count_fees import count_fees
from motcua.dossiers.actions.decline_withdrawal import decline_withdrawal
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.actions.take_payment import take_payment
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.tests.make import done, person
from motcua.kernel.facts import _within
from motcua.kernel.refusals import Invalid, NotNow
from motcua.payments.actions.start_payment import start_payment
from motcua.payments.actions.take_money import take_money
from motcua.payments.actions.tell import tell_waiting
from motcua.payments.events import ChargePaid
from motcua.payments.models import Charge, MoneyNews, Refund
from motcua.payments.rules import life
from motcua.payments.tests.make import AT, came, fees, province_with, submitted_with_fees

pytestmark = pytest.mark.django_db
SOON = AT + timedelta(hours=1)


def charge_on(dossier: Dossier) -> Charge:
    return Charge.objects.get(subject_id=dossier.id)


def pay(charge: Charge, at=SOON) -> None:
    payment = start_payment(charge_id=charge.id, method="bank_transfer", actor=person("bien"), at=AT)
    take_money(method="bank_transfer", heard=came(payment.order, charge.amount, charge.code), at=at)


def status(dossier: Dossier) -> int:
    return Dossier.objects.values_list("status", flat=True).get(id=dossier.id)


def test_submitting_raises_what_is_due_before_and_reception_waits_for_it():
    dossier = submitted_with_fees(province_with(fees(before=150_000, after=50_000)))
    charge = charge_on(dossier)
    assert (charge.amount, charge.when, charge.reference, charge.payer) == (
        150_000,
        "before",
        dossier.code,
        dossier.applicant,
    )
    with pytest.raises(NotNow, match=r"150\.000 đồng"):
        receive(dossier_id=dossier.id, actor=person("lan"), at=SOON)
    pay(charge)
    receive(dossier_id=dossier.id, actor=person("lan"), at=SOON)
    assert status(dossier) == Status.RECEIVED


def test_a_dossier_without_fees_has_no_charge(db):
    dossier = submitted_with_fees(province_with([]))
    assert not Charge.objects.exists()
    receive(dossier_id=dossier.id, actor=person("lan"), at=SOON)


def test_cash_at_the_counter_opens_the_way_to_reception():
    dossier = submitted_with_fees(province_with(fees()))
    take_payment(dossier_id=dossier.id, actor=person("lan"), at=SOON)
    assert charge_on(dossier).state == life.PAID
    receive(dossier_id=dossier.id, actor=person("lan"), at=SOON)
    with pytest.raises(NotNow):
        take_payment(dossier_id=dossier.id, actor=person("lan"), at=SOON)


def asked() -> Dossier:
    dossier = submitted_with_fees(province_with(fees()))
    return ask_for_payment(dossier_id=dossier.id, amount=150_000, what_for="Phí thẩm định", actor=person("lan"), at=AT)


def test_asking_for_what_is_charged_already_asks_for_it_and_charges_nothing_more():
    dossier = asked()
    assert status(dossier) == Status.PAYMENT_ASKED
    assert Charge.objects.count() == 1


def test_asking_for_more_raises_another_charge_and_work_waits_for_both():
    dossier = submitted_with_fees(province_with(fees()))
    ask_for_payment(dossier_id=dossier.id, amount=30_000, what_for="Phí đo đạc", actor=person("lan"), at=AT)
    first, second = Charge.objects.order_by("raised_at", "id")
    pay(first)
    tell_waiting(at=SOON)
    assert status(dossier) == Status.PAYMENT_ASKED
    pay(second)
    tell_waiting(at=SOON)
    assert status(dossier) == Status.SUBMITTED


def test_money_that_comes_lets_the_dossier_go_on_by_itself_once():
    dossier = asked()
    pay(charge_on(dossier))
    assert status(dossier) == Status.PAYMENT_ASKED, "told after the money is written down, not within it"
    assert tell_waiting(at=SOON) == 1
    found = Dossier.objects.select_related("matter").get(id=dossier.id)
    assert (found.status, found.matter.clock, found.revision) == (Status.SUBMITTED, "not_started", dossier.revision + 1)
    assert tell_waiting(at=SOON) == 0


def test_a_crash_between_money_and_listener_loses_nothing_and_does_nothing_twice(monkeypatch):
    dossier = asked()
    pay(charge_on(dossier))
    listeners = _within[ChargePaid]

    def killed(fact):
        for listener in listeners:
            listener(fact)
        raise SystemError("the process is killed after the listener acted, before the commit")

    with monkeypatch.context() as patch:
        patch.setitem(_within, ChargePaid, [killed])
        assert tell_waiting(at=SOON) == 0
    assert status(dossier) == Status.PAYMENT_ASKED
    assert MoneyNews.objects.get().heard_at is None
    assert tell_waiting(at=SOON) == 0, "not before the pause is over"
    assert tell_waiting(at=SOON + timedelta(seconds=6)) == 1
    found = Dossier.objects.get(id=dossier.id)
    assert (found.status, found.revision) == (Status.SUBMITTED, dossier.revision + 1)


def test_an_officer_confirms_without_a_paper_receipt_and_an_electronic_one_is_numbered():
    dossier = asked()
    confirm_payment(dossier_id=dossier.id, actor=person("lan"), at=SOON)
    payment = charge_on(dossier).payments.get()
    assert (status(dossier), payment.method, payment.receipts.count()) == (Status.SUBMITTED, "cash", 1)
    tell_waiting(at=SOON)
    assert status(dossier) == Status.SUBMITTED


def test_a_dossier_asked_before_there_were_charges_still_needs_the_number_of_its_receipt():
    dossier = asked()
    Charge.objects.all().delete()
    with pytest.raises(Invalid, match="số biên lai"):
        confirm_payment(dossier_id=dossier.id, actor=person("lan"), at=SOON)
    confirm_payment(dossier_id=dossier.id, receipt="BL 12", actor=person("lan"), at=SOON)
    assert status(dossier) == Status.SUBMITTED


def test_money_after_the_withdrawal_goes_back_and_the_dossier_stays_stopped():
    dossier = asked()
    charge = charge_on(dossier)
    ask_to_withdraw(dossier_id=dossier.id, reason="Nhầm", actor=person("bien"), at=AT)
    agree_to_withdrawal(dossier_id=dossier.id, actor=person("lan"), at=AT)
    payment = take_money(
        method="bank_transfer", heard=came("", charge.amount), at=SOON, charge_code=charge.code
    ).payment
    tell_waiting(at=SOON)
    assert (status(dossier), payment.state, Refund.objects.get().payment) == (Status.STOPPED, life.SURPLUS, payment)


def test_money_that_comes_while_a_withdrawal_is_decided_counts_once_it_is_declined():
    dossier = asked()
    ask_to_withdraw(dossier_id=dossier.id, reason="Nhầm", actor=person("bien"), at=AT)
    pay(charge_on(dossier))
    tell_waiting(at=SOON)
    assert status(dossier) == Status.WITHDRAWAL_ASKED
    decline_withdrawal(dossier_id=dossier.id, reason="Đã xong", actor=person("lan"), at=SOON)
    assert status(dossier) == Status.SUBMITTED


def test_a_declined_withdrawal_goes_on_waiting_while_nothing_was_paid():
    dossier = asked()
    ask_to_withdraw(dossier_id=dossier.id, reason="Nhầm", actor=person("bien"), at=AT)
    decline_withdrawal(dossier_id=dossier.id, reason="Đã xong", actor=person("lan"), at=SOON)
    assert status(dossier) == Status.PAYMENT_ASKED


def test_what_was_paid_for_a_dossier_that_was_never_received_goes_back_by_itself():
    dossier = submitted_with_fees(province_with(fees()))
    pay(charge_on(dossier))
    refuse(dossier_id=dossier.id, reason="Sai thẩm quyền", actor=person("lan"), at=SOON)
    assert Refund.objects.get().why == "withdrawn"


def test_a_result_raises_what_is_due_after_and_is_handed_over_once_that_is_paid():
    dossier = done(province_with(fees(before=None, after=50_000)))
    charge = charge_on(dossier)
    assert (charge.amount, charge.when) == (50_000, "after")
    given = {"dossier_id": dossier.id, "way": "counter", "receiver": "Trần Văn Biển", "actor": person("lan")}
    later = AT + timedelta(hours=9)
    with pytest.raises(NotNow, match=r"50\.000 đồng"):
        hand_over(**given, at=later)
    take_payment(dossier_id=dossier.id, actor=person("lan"), at=later)
    hand_over(**given, at=later)
    assert status(dossier) == Status.HANDED_OVER


PER_PAGE = {"kind": "fee", "name": "Phí sao", "amount": 2_000, "per": "page", "when": "before", "note": "theo trang"}


def test_what_must_be_counted_is_charged_once_an_officer_counted():
    dossier = submitted_with_fees(province_with([PER_PAGE]))
    assert not Charge.objects.exists()
    given = {"dossier_id": dossier.id, "by_hand": {}, "actor": person("lan"), "at": SOON}
    with pytest.raises(Invalid) as refusal:
        count_fees(**given, counted={"pages": 3})
    assert set(refusal.value.fields) == {"copies"}
    count_fees(**given, counted={"pages": 3, "copies": 2})
    assert charge_on(dossier).amount == 12_000
    with pytest.raises(NotNow):
        count_fees(**given, counted={"pages": 9, "copies": 9})


def test_an_officer_grants_a_reduction_only_with_its_basis_and_a_full_one_charges_nothing():
    dossier = submitted_with_fees(province_with([PER_PAGE]))
    given = {
        "dossier_id": dossier.id, "by_hand": {}, "counted": {"pages": 3, "copies": 2}, "actor": person("lan"), "at": SOON,
    }  # fmt: skip
    with pytest.raises(Invalid):
        count_fees(**given, percent=50)
    count_fees(**given, percent=50, basis="Hộ cận nghèo, giấy số 12")
    line = charge_on(dossier).lines[0]
    assert (line["amount"], line["full"], line["evidence"]) == (6_000, 12_000, "Hộ cận nghèo, giấy số 12")


POOR = {
    "key": "ngheo", "name": "Hộ nghèo", "percent": 100, "basis": "Luật 97/2015/QH13, Điều 10", "category": "poor",
    "evidence": "giay-phep",
}  # fmt: skip


@pytest.mark.parametrize(("papers", "amount"), [(("ma-ket",), 150_000), (("ma-ket", "giay-phep"), None)])
def test_who_claims_an_exemption_and_hands_in_its_proof_pays_nothing(papers, amount):
    from motcua.dossiers.actions.attach_paper import attach_paper
    from motcua.dossiers.actions.submit import submit
    from motcua.dossiers.tests.make import draft, pdf
    from motcua.files.public import store_upload

    units = province_with([{**fees()[0], "exemptions": [POOR]}])
    dossier = draft(units)
    Dossier.objects.filter(id=dossier.id).update(form={**dossier.form, "fee_category": "poor"})
    for key in papers[1:]:
        stored = store_upload(upload=pdf(), accepts=("pdf",), actor=person("bien"), at=AT)
        attach_paper(dossier_id=dossier.id, key=key, file=stored, actor=person("bien"), at=AT)
    submit(dossier_id=dossier.id, actor=person("bien"), at=AT)
    assert [charge.amount for charge in Charge.objects.all()] == ([amount] if amount else [])
