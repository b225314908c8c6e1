"""Receipts: numbered without gap in books of their own, frozen, signed, looked up, cancelled, replaced; and refunds."""

from datetime import timedelta

import pytest
from django.db import transaction

from motcua.documents.public import verify_pdf
from motcua.dossiers.tests.make import person
from motcua.files.public import open_stored
from motcua.kernel.refusals import Invalid, NotAllowed, NotNow
from motcua.organizations.models import Posting
from motcua.organizations.public import Where
from motcua.payments.actions.cancel_receipt import cancel_receipt, replace_receipt
from motcua.payments.actions.close_refund import close_refund
from motcua.payments.actions.decide_refund import decide_refund
from motcua.payments.actions.draw_receipt import draw_receipt
from motcua.payments.actions.take_cash import take_cash
from motcua.payments.models import Charge, MoneyNews, Payment, Receipt, Refund
from motcua.payments.rules import life
from motcua.payments.tests.make import AT, charge

LATER = AT + timedelta(hours=1)


def paid(made: Charge) -> Charge:
    where = Where(units=frozenset({made.unit_id}), agency=made.agency)
    return take_cash(charge_id=made.id, where=where, actor=person("lan"), at=AT)


def test_fees_and_duties_go_into_books_of_their_own_each_counted_from_one(units):
    for _number in range(3):
        paid(charge(units))
    found = list(Receipt.objects.order_by("book", "number").values_list("book", "series", "number", "amount"))
    assert found == [
        *(("duty", "BL-26E", number, 50_000) for number in (1, 2, 3)),
        *(("fee", "BP-26E", number, 150_000) for number in (1, 2, 3)),
    ]


def test_a_receipt_that_is_not_written_after_all_leaves_no_gap(units):
    paid(charge(units))
    with transaction.atomic():
        paid(charge(units))
        transaction.set_rollback(True)
    paid(charge(units))
    assert sorted(Receipt.objects.filter(book="fee").values_list("number", flat=True)) == [1, 2]


def test_a_receipt_says_who_paid_what_in_figures_and_letters_and_never_changes(units):
    made = paid(charge(units))
    receipt = Receipt.objects.get(book="fee")
    data = receipt.data
    assert (data["payer"], data["total"], data["in_words"]) == (
        "Công ty TNHH Biển Xanh",
        "150.000 đồng",
        "Một trăm năm mươi nghìn đồng",
    )
    assert (data["number"], data["dossier_code"], data["collector"]) == ("0000001", made.reference, "Lê Thị Lan")
    Charge.objects.filter(id=made.id).update(payer_party={"full_name": "Khác"})
    receipt.refresh_from_db()
    assert receipt.data == data


def test_the_pdf_is_signed_by_the_agency_and_drawn_once(units):
    paid(charge(units))
    receipt = Receipt.objects.get(book="fee")
    first = draw_receipt(receipt_id=receipt.id, at=LATER)
    with open_stored(first) as content:
        reports = verify_pdf(content.read(), at=LATER)
    assert [(report.intact, report.covers_whole) for report in reports] == [(True, True)]
    assert draw_receipt(receipt_id=receipt.id, at=LATER).id == first.id


def test_whoever_holds_the_look_up_code_sees_the_receipt_and_nobody_else(units, client):
    paid(charge(units))
    receipt = Receipt.objects.get(book="duty")
    seen = client.get("/bien-lai/", {"ma": receipt.lookup_code.lower()})
    assert "Biên lai có thật" in seen.content.decode()
    assert client.get("/bien-lai/", {"ma": "ABCDEFGHJKLM"}).status_code == 404
    assert client.get(f"/bien-lai/{receipt.lookup_code}/tep/")["Content-Type"] == "application/pdf"
    assert client.get("/bien-lai/ABCDEFGHJKLM/tep/").status_code == 404


def test_a_replaced_receipt_names_the_next_number_and_the_right_payer(units):
    made = paid(charge(units))
    old = Receipt.objects.get(book="fee")
    new = replace_receipt(
        receipt_id=old.id, reason="Sai tên", actor=person("lan"), at=LATER, party={"full_name": "Công ty Biển Xanh"}
    )
    old.refresh_from_db()
    assert (old.state, new.number, new.data["payer"], new.replaces_id) == (1, 2, "Công ty Biển Xanh", old.id)
    assert new.data["replaces"] == "BP-26E số 0000001"
    assert Receipt.objects.filter(payment__charge=made).count() == 3


def test_a_cancelled_receipt_keeps_its_number_and_its_page_says_so(units, client):
    paid(charge(units))
    old = Receipt.objects.get(book="fee")
    cancel_receipt(receipt_id=old.id, reason="Lập nhầm", actor=person("lan"), at=LATER)
    assert "đã bị hủy" in client.get("/bien-lai/", {"ma": old.lookup_code}).content.decode()
    for again in (cancel_receipt, replace_receipt):
        with pytest.raises(NotNow):
            again(receipt_id=old.id, reason="Nữa", actor=person("lan"), at=LATER)


@pytest.mark.parametrize("act", [cancel_receipt, replace_receipt])
def test_a_receipt_is_cancelled_by_those_alone_who_may_and_with_a_reason(units, act):
    paid(charge(units))
    receipt = Receipt.objects.get(book="fee")
    for who in ("bien", "khac", "an"):
        with pytest.raises(NotAllowed):
            act(receipt_id=receipt.id, reason="Sai", actor=person(who), at=LATER)
    with pytest.raises(Invalid):
        act(receipt_id=receipt.id, reason="  ", actor=person("lan"), at=LATER)


def test_a_refund_is_decided_paid_back_told_and_its_receipts_stand_no_more(units):
    made = paid(charge(units))
    refund = decide_refund(charge_id=made.id, reason="Thu sai mức", actor=person("son"), at=LATER)
    assert refund.state == Refund.State.DUE
    close_refund(refund_id=refund.id, done=True, evidence="UNC 12", actor=person("son"), at=LATER)
    made.refresh_from_db()
    assert made.state == life.REFUNDED
    assert set(Receipt.objects.values_list("state", flat=True)) == {Receipt.State.CANCELLED}
    assert [news.kind for news in MoneyNews.objects.order_by("at", "id")] == ["ChargePaid", "ChargeRefunded"]
    with pytest.raises(NotNow):
        close_refund(refund_id=refund.id, done=True, evidence="UNC 13", actor=person("son"), at=LATER)


def test_a_declined_refund_leaves_charge_and_receipts_as_they_are(units):
    made = paid(charge(units))
    refund = decide_refund(charge_id=made.id, reason="Theo đơn", actor=person("son"), at=LATER)
    with pytest.raises(Invalid):
        close_refund(refund_id=refund.id, done=False, evidence="", actor=person("son"), at=LATER)
    close_refund(refund_id=refund.id, done=False, evidence="Đã thẩm định xong", actor=person("son"), at=LATER)
    made.refresh_from_db()
    assert (made.state, Receipt.objects.filter(state=0).count()) == (life.PAID, 2)


@pytest.mark.parametrize("who", ["lan", "an", "khac", "xa", "bien", "tri"])
def test_a_refund_is_decided_by_those_alone_whom_the_table_names(units, who):
    made = paid(charge(units))
    with pytest.raises(NotAllowed):
        decide_refund(charge_id=made.id, reason="x", actor=person(who), at=LATER)


def test_nothing_is_refunded_that_was_never_paid(units):
    with pytest.raises(NotNow):
        decide_refund(charge_id=charge(units).id, reason="x", actor=person("son"), at=LATER)


def test_the_leader_of_a_centre_sees_refunds_of_what_was_handed_in_there(units):
    from motcua.dossiers.tests.make import START
    from motcua.identity.public import Account
    from motcua.organizations.public import actor_of
    from motcua.payments.queries import refunds

    account = Account.objects.create(username="tam", full_name="Trần Tâm", password="!")
    Posting.objects.create(account=account, unit=units["H32.TT"], role="centre_leader", title="", valid_from=START)
    decide_refund(charge_id=paid(charge(units)).id, reason="x", actor=person("son"), at=LATER)
    assert len(refunds(actor_of(account, on=AT.date()), due=True)) == 1
    assert len(refunds(person("son"), due=True)) == 1
    assert refunds(person("xa"), due=True) == []


def test_a_charge_can_be_settled_by_one_payment_alone_whatever_the_code_does(units):
    from django.db import IntegrityError

    made = paid(charge(units))
    one = Payment.objects.get(charge=made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            agency=made.agency, charge=made, method="gateway", order="X", amount=1, started_at=AT, state=one.state
        )
