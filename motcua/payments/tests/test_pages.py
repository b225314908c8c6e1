"""What the payer sees: one's own charges alone, any way to pay, and nothing filled in twice."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.dossiers.tests.make import person
from motcua.identity.public import Account
from motcua.payments.actions.cancel_charges import cancel_charges
from motcua.payments.connectors.base import Heard
from motcua.payments.models import Payment
from motcua.payments.rules import life
from motcua.payments.rules.signing import GATEWAY_HASH, gateway_sign
from motcua.payments.tests.make import AT, charge


@pytest.fixture
def payer(units, client):
    client.force_login(Account.objects.get(username="bien"))
    return client


def text(answer) -> str:
    return answer.content.decode()


def test_the_page_says_how_much_for_what_and_offers_every_way(units, payer):
    made = charge(units)
    page = text(payer.get(f"/thanh-toan/{made.id}/"))
    for words in (
        "200.000 đồng",
        "Phí thẩm định",
        "Lệ phí cấp giấy",
        "quét mã QR",
        "Cổng thanh toán quốc gia",
        "tại quầy",
    ):
        assert words in page


@pytest.mark.parametrize("who", ["hoa", "lan", "tri"])
def test_a_charge_of_somebody_else_does_not_exist(units, client, who):
    made = charge(units)
    client.force_login(Account.objects.get(username=who))
    for path in ("", "trang-thai/", "tro-ve/gateway/"):
        assert client.get(f"/thanh-toan/{made.id}/{path}").status_code == 404
    assert client.post(f"/thanh-toan/{made.id}/", {"method": "bank_transfer"}).status_code == 404
    assert not Payment.objects.exists()


def test_a_transfer_shows_its_qr_and_every_line_to_copy(units, payer):
    made = charge(units)
    answer = payer.post(f"/thanh-toan/{made.id}/", {"method": "bank_transfer"}, follow=True)
    page = text(answer)
    assert "<svg" in page
    for words in ("1234567890", "KHO BAC THU", "200.000 đồng", made.code):
        assert words in page


def test_another_way_is_chosen_by_a_press_and_the_first_stays_good(units, payer):
    made = charge(units)
    payer.post(f"/thanh-toan/{made.id}/", {"method": "bank_transfer"})
    page = text(payer.post(f"/thanh-toan/{made.id}/", {"method": "gateway"}, follow=True))
    assert "https://gateway.example/pay?vnp_Amount=20000000" in page
    assert sorted(Payment.objects.values_list("method", "state")) == [("bank_transfer", 0), ("gateway", 0)]


def test_a_way_that_there_is_not_comes_back_as_the_same_page_with_the_reason(units, payer):
    made = charge(units)
    answer = payer.post(f"/thanh-toan/{made.id}/", {"method": "bitcoin"})
    assert answer.status_code == 422
    assert "chưa được mở" in text(answer)


def returned(payment: Payment, **changes: str) -> dict[str, str]:
    fields = {
        "vnp_TmnCode": "MOTCUA01", "vnp_TxnRef": payment.order, "vnp_Amount": "20000000", "vnp_ResponseCode": "00",
        "vnp_TransactionStatus": "00", "vnp_TransactionNo": "14", "vnp_PayDate": "20260302080500", **changes,
    }  # fmt: skip
    return {**fields, GATEWAY_HASH: gateway_sign(fields, "gateway-secret")}


def test_who_comes_back_with_a_signed_success_has_paid_and_one_who_made_it_up_has_not(units, payer):
    made = charge(units)
    payer.post(f"/thanh-toan/{made.id}/", {"method": "gateway"})
    payment = Payment.objects.get()
    forged = {**returned(payment), "vnp_ResponseCode": "00", GATEWAY_HASH: "0" * 128}
    payer.get(f"/thanh-toan/{made.id}/tro-ve/gateway/", forged)
    made.refresh_from_db()
    assert made.state == life.WAITING
    page = text(payer.get(f"/thanh-toan/{made.id}/tro-ve/gateway/", returned(payment), follow=True))
    made.refresh_from_db()
    assert made.state == life.PAID
    assert "Đã nhận tiền" in page
    assert "/bien-lai/" in page


def test_who_comes_back_from_a_failure_may_try_again_at_once(units, payer):
    made = charge(units)
    payer.post(f"/thanh-toan/{made.id}/", {"method": "gateway"})
    failed = returned(Payment.objects.get(), vnp_ResponseCode="24", vnp_TransactionStatus="02", vnp_TransactionNo="0")
    page = text(payer.get(f"/thanh-toan/{made.id}/tro-ve/gateway/", failed, follow=True))
    assert "chưa mất khoản nào" in page
    payer.post(f"/thanh-toan/{made.id}/", {"method": "gateway"})
    assert sorted(Payment.objects.values_list("state", flat=True)) == [life.STARTED, life.FAILED]


def test_a_return_for_another_charge_changes_nothing(units, payer):
    made, other = charge(units), charge(units)
    payer.post(f"/thanh-toan/{other.id}/", {"method": "gateway"})
    payer.get(f"/thanh-toan/{made.id}/tro-ve/gateway/", returned(Payment.objects.get()))
    for one in (made, other):
        one.refresh_from_db()
        assert one.state != life.PAID


def test_what_ended_says_so_and_what_comes_back_is_told(units, payer):
    from motcua.payments.actions.take_money import take_money

    made = charge(units)
    cancel_charges(subject_id=made.subject_id, actor=person("lan"), at=AT)
    take_money(
        method="bank_transfer", charge_code=made.code, at=AT,
        heard=Heard(order="", paid=True, amount=200_000, reference="FT1", at=AT),
    )  # fmt: skip
    page = text(payer.get(f"/thanh-toan/{made.id}/"))
    assert "không còn phải nộp" in page
    assert "Tiền trả lại bạn" in page
    assert "200.000 đồng" in text(payer.get("/khoan-nop-cua-toi/"))


def test_a_waiting_page_learns_how_it_stands(units, payer):
    made = charge(units)
    assert payer.get(f"/thanh-toan/{made.id}/trang-thai/").json() == {"state": life.UNPAID}


def test_pages_of_money_ask_the_same_few_questions_however_many_charges_there_are(
    units, payer, django_assert_max_num_queries
):
    for _number in range(6):
        charge(units)
    payer.get("/khoan-nop-cua-toi/")
    with django_assert_max_num_queries(12):
        payer.get("/khoan-nop-cua-toi/")


FIELDS = [
    "MaDoiTac", "MaThamChieu", "SoTien", "MaLoi", "MaGiaoDich", "ThoiGianGD", "MaXacThuc",
    "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount", "vnp_SecureHash", "transactions",
]  # fmt: skip
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.lists(st.integers(), max_size=3),
    st.sampled_from(["H32", "20260302080500", "00010101000000", "19990101000000", "MOTCUA01", "\ud800", "²", "00"]),
)  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    method=st.sampled_from(["bank_transfer", "national_platform", "gateway", "cash", "khac"]),
    told=st.one_of(st.dictionaries(st.sampled_from(FIELDS), VALUES), VALUES),
    raw=st.one_of(st.none(), st.binary(max_size=40)),
)
def test_whatever_strangers_tell_is_answered_and_believed_by_nobody(client, method, told, raw):
    body = json.dumps(told).encode() if raw is None else raw
    answer = client.post(f"/thanh-toan/bao/{method}/", body, content_type="application/json")
    assert answer.status_code in (200, 400, 403, 404, 503)
    query = {name: str(value) for name, value in told.items()} if isinstance(told, dict) else {}
    seen = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    assert client.get(f"/thanh-toan/bao/{method}/", seen).status_code in (200, 400, 403, 404, 503)
    assert not Payment.objects.exists()
