"""The connector against its simulated side, which signs by itself: the contract, and every fault."""

import json
from dataclasses import replace

import pytest

from motcua.kernel.clock import day_of, now
from motcua.post.connectors.base import Declined, Forged, Order, Party, Push, Unreachable, Unreadable
from motcua.post.connectors.chosen import carrier
from motcua.post.connectors.vnpost import VnPost
from motcua.post.rules import tracking as t
from motcua.post.simulators.store import Fault, sign

OFFICE = Party("Trung tâm Phục vụ hành chính công", "Số 1 Hùng Vương, Nha Trang")
HOME = Party("Lê Thị Lan", "Số 1 Trần Phú, Nha Trang", "0905000017")
ORDER = Order(
    code="H32.25-260302-0001-T1", kind="deliver", sender=OFFICE, receiver=HOME, content="Kết quả", grams=100,
    price=26_000, cod={"MC7KQ2M9PAX": 120_000},
)  # fmt: skip


@pytest.fixture
def post(side):
    found = carrier()
    assert isinstance(found, VnPost)
    return replace(found, timeout=1.0)


def test_an_order_told_twice_is_one_parcel(side, post):
    first, second = post.create(ORDER), post.create(ORDER)
    assert first == second
    assert first.price == 26_000
    assert [one.told for one in side.store.shipments.values()] == [2]


def test_the_carrier_hears_who_where_how_heavy_and_what_to_collect(side, post):
    post.create(ORDER)
    told = side.store.shipments[ORDER.code].fields
    assert (told["TenNguoiNhan"], told["DiaChiNguoiNhan"], told["DienThoaiNguoiNhan"]) == (
        "Lê Thị Lan", "Số 1 Trần Phú, Nha Trang", "0905000017",
    )  # fmt: skip
    assert (told["TenNguoiGui"], told["TrongLuong"], told["SoTienCOD"]) == (OFFICE.name, 100, 120_000)
    assert told["ThuHo"] == [{"MaKhoan": "MC7KQ2M9PAX", "SoTien": 120_000}]


def test_an_order_is_changed_and_cancelled_while_it_has_not_left(side, post):
    post.create(ORDER)
    post.change(replace(ORDER, cod={}))
    assert side.store.shipments[ORDER.code].fields["SoTienCOD"] == 0
    post.cancel(ORDER.code)
    assert side.store.shipments[ORDER.code].cancelled
    post.cancel("nobody-knows-it")  # counts as cancelled
    side.store.happen(ORDER.code, "200", push=False)
    for act in (lambda: post.change(ORDER), lambda: post.cancel(ORDER.code)):
        with pytest.raises(Declined, match="06"):
            act()


def test_an_address_that_the_carrier_does_not_serve_is_declined(side, post):
    side.store.faults = [Fault("declined", "postDieuTin")]
    with pytest.raises(Declined, match="05"):
        post.create(ORDER)


def test_a_journey_is_told_whole_with_the_proof_of_delivery(side, post):
    post.create(ORDER)
    for state in ("200", "300", "400", "500", "510", "500", "600"):
        side.store.happen(ORDER.code, state, push=False)
    found = post.news_of(ORDER.code)
    assert [one.state for one in found] == [
        t.ACCEPTED, t.PICKED_UP, t.IN_TRANSIT, t.ARRIVED, t.OUT, t.FAILED, t.OUT, t.DELIVERED,
    ]  # fmt: skip
    assert len({one.key for one in found}) == 8
    assert found[-1].proof["receiver"] == "Lê Thị Lan"
    assert found[-1].collected == {"MC7KQ2M9PAX": 120_000}
    assert post.news_of("nobody-knows-it") == []


def test_money_of_a_day_is_listed_whole(side, post):
    number = post.create(ORDER).tracking
    side.store.happen(ORDER.code, "600", push=False)
    (line,) = post.collected(day_of(now()))
    assert (line.tracking, line.charge, line.amount) == (number, "MC7KQ2M9PAX", 120_000)
    side.store.money.append({**side.store.money[0], "SoTien": "x"})
    with pytest.raises(Unreachable):
        post.collected(day_of(now()))


@pytest.mark.parametrize("kind", ["500", "half", "garbage", "unsigned", "lost", "taken-lost", "slow"])
@pytest.mark.parametrize(
    ("service", "ask"),
    [
        ("postDieuTin", lambda post: post.create(ORDER)),
        ("suaDieuTin", lambda post: post.change(ORDER)),
        ("huyDieuTin", lambda post: post.cancel(ORDER.code)),
        ("traCuuHanhTrinh", lambda post: post.news_of(ORDER.code)),
        ("doiSoatCOD", lambda post: post.collected(day_of(now()))),
    ],
)
def test_a_carrier_that_is_down_slow_forged_or_cuts_its_answer_counts_as_silent(side, post, service, ask, kind):
    post.create(ORDER)
    side.store.faults = [Fault(kind, service, seconds=1.6)]
    with pytest.raises(Unreachable):
        ask(post)


def test_a_carrier_that_is_not_there_counts_as_silent():
    with pytest.raises(Unreachable):
        VnPost("http://127.0.0.1:9/hcc", "c", "s", 1.0).create(ORDER)


def test_an_answer_to_another_question_is_no_answer(side, post, monkeypatch):
    """Whoever listened cannot play an old answer again: it is signed for the moment of its own question."""
    old = "2026-03-02T08:00:00.000+07:00"
    real = sign
    monkeypatch.setattr("motcua.post.simulators.server.sign", lambda moment, content, secret: (
        real(moment, content, secret) if content.startswith(b'{"MaKhachHang"') else real(old, content, secret)
    ))  # fmt: skip
    with pytest.raises(Unreachable, match="not signed"):
        post.create(ORDER)


def pushed(body: bytes, *, secret: str = "", customer: str = "", moment: str = "m") -> Push:
    told = carrier()
    assert isinstance(told, VnPost)
    heads = {"X-Customer": customer or told.customer, "X-Moment": moment}
    return Push(body, {**heads, "X-Signature": sign(moment, body, secret or told.secret)})


EVENT = {"MaSuKien": "SK1", "SoDonHang": "A", "TrangThai": "200", "ThoiGian": "2026-03-02T08:00:00+07:00"}


def test_a_push_with_a_good_signature_is_read(side, post):
    (found,) = post.read_push(pushed(json.dumps({"SuKien": [EVENT]}).encode()))
    assert (found.order, found.key, found.state) == ("A", "SK1", t.PICKED_UP)


def test_a_push_that_others_signed_or_changed_is_forged(side, post):
    body = json.dumps({"SuKien": [EVENT]}).encode()
    good = pushed(body)
    for bad in (
        pushed(body, secret="another"),
        pushed(body, customer="another"),
        replace(good, body=body.replace(b"200", b"600")),
        replace(good, headers={**good.headers, "X-Moment": "n"}),
        replace(good, headers={}),
    ):
        with pytest.raises(Forged):
            post.read_push(bad)
    with pytest.raises(Forged):
        replace(post, secret="").read_push(pushed(body))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b'{"SuKien": 1}', b'{"SuKien": [1]}', b'{"SuKien": [{}]}', b"\xff",
        *(json.dumps({"SuKien": [{**EVENT, **bad}]}).encode() for bad in (
            {"TrangThai": "999"}, {"TrangThai": None}, {"ThoiGian": "2026-03-02T08:00:00"}, {"ThoiGian": "x"},
            {"ThoiGian": "1900-01-01T08:00:00+07:00"}, {"DaThu": [{"MaKhoan": "A", "SoTien": "x"}]}, {"DaThu": 7},
        )),
    ],
)  # fmt: skip
def test_a_signed_push_of_nonsense_is_unreadable(side, post, data):
    with pytest.raises(Unreadable):
        post.read_push(pushed(data))
