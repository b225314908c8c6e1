"""Journeys, prices and addresses, as tables."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.post.rules import tracking as t
from motcua.post.rules.addresses import plain_phone, problems_of, read_address, written
from motcua.post.rules.prices import price
from motcua.post.rules.retrying import pause_after
from motcua.post.rules.signing import holds, signature

START = datetime(2026, 3, 2, tzinfo=UTC)
STATES = range(13)


def after(state: int, last: int | None, news: int, at: int) -> str:
    moment = None if last is None else START + timedelta(minutes=last)
    told = START + timedelta(minutes=at)
    return t.decide(state=state, last_at=moment, news=news, at=told, rank=news, last_rank=state)


def test_every_state_has_its_steps_and_its_words():
    assert set(t.STEPS) == set(t.WORDS) == set(STATES)
    assert {state for state in STATES if not t.STEPS[state]} == t.ENDED


@pytest.mark.parametrize("ended", sorted(t.ENDED))
def test_nothing_leads_on_from_where_a_parcel_has_ended(ended):
    assert all(after(ended, 5, news, 9) != t.MOVED for news in STATES)


@pytest.mark.parametrize(
    ("state", "last", "news", "at", "does"),
    [
        (t.WAITING, None, t.ACCEPTED, 1, t.MOVED),
        (t.ACCEPTED, None, t.DELIVERED, 1, t.MOVED),  # steps left out
        (t.DELIVERED, 9, t.OUT, 5, t.HISTORY),  # late
        (t.DELIVERED, 9, t.OUT, 12, t.ODD),
        (t.DELIVERED, 9, t.RETURNED, 12, t.ODD),
        (t.OUT, 5, t.OUT, 7, t.SAME),
        (t.FAILED, 5, t.FAILED, 7, t.MOVED),  # failed once more: somebody must see to it again
        (t.PICKED_UP, None, t.ACCEPTED, 1, t.HISTORY),  # handed over before the carrier counted it
        (t.OUT, 5, t.DELIVERED, 5, t.MOVED),  # at one moment the later state counts
        (t.DELIVERED, 5, t.OUT, 5, t.HISTORY),
        (t.LOST, 5, t.DELIVERED, 9, t.MOVED),  # found
        (t.RETURNING, 5, t.DELIVERED, 9, t.ODD if t.DELIVERED not in t.REACHABLE[t.RETURNING] else t.MOVED),
    ],
)
def test_what_news_does(state, last, news, at, does):
    assert after(state, last, news, at) == does


@st.composite
def journeys(draw):
    """A way through the table, as a carrier might go it."""
    here, way = t.ACCEPTED, [t.ACCEPTED]
    for _step in range(draw(st.integers(1, 9))):
        following = sorted(t.STEPS[here])
        if not following:
            break
        here = draw(st.sampled_from(following))
        way.append(here)
    return way


@given(journeys(), st.randoms(use_true_random=False), st.integers(0, 3))
def test_whatever_the_order_in_which_news_comes_a_parcel_ends_where_its_journey_ended(way, order, repeated):
    told = list(enumerate(way)) + [(number, way[number]) for number in range(min(repeated, len(way)))]
    order.shuffle(told)
    state, last, rank = t.WAITING, None, 0
    for number, news in told:
        at = START + timedelta(minutes=number)
        does = t.decide(state=state, last_at=last, news=news, at=at, rank=news, last_rank=rank)
        if does in (t.MOVED, t.SAME):
            last, rank = at, news
        if does == t.MOVED:
            state = news
    assert state == way[-1]


TABLE = {
    "inside": [[100, 26_000], [250, 26_500]],
    "outside": [[100, 30_500], [250, 31_500]],
    "each_further_500": {"inside": 2_200, "outside": 5_500},
    "collecting": [[300_000, 13_000], [600_000, 15_000]],
    "collecting_per_mille": 12,
}


@pytest.mark.parametrize(
    ("zone", "grams", "cod", "carriage", "collecting"),
    [
        ("inside", 1, 0, 26_000, 0),
        ("inside", 100, 0, 26_000, 0),
        ("inside", 101, 0, 26_500, 0),
        ("outside", 250, 0, 31_500, 0),
        ("inside", 251, 0, 28_700, 0),
        ("inside", 750, 0, 28_700, 0),
        ("inside", 751, 0, 30_900, 0),
        ("inside", 100, 1, 26_000, 13_000),
        ("inside", 100, 300_000, 26_000, 13_000),
        ("inside", 100, 300_001, 26_000, 15_000),
        ("inside", 100, 1_000_001, 26_000, 12_001),
    ],
)
def test_the_price_is_that_of_the_table(zone, grams, cod, carriage, collecting):
    found = price(TABLE, zone=zone, grams=grams, cod=cod)
    assert (found.carriage, found.collecting, found.total) == (carriage, collecting, carriage + collecting)


GOOD = {"name": "Lê Thị Lan", "phone": "0905 000 017", "street": "Số 1 Trần Phú", "commune": "22333"}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, set()),
        ({"name": "1"}, {"name"}),
        ({"name": "123"}, {"name"}),
        ({"phone": "123"}, {"phone"}),
        ({"phone": "0105000017"}, {"phone"}),
        ({"phone": "+84905000017"}, set()),
        ({"phone": "0258.3822.222"}, set()),
        ({"street": "1"}, {"street"}),
        ({"commune": "99999"}, {"commune"}),
        ({"commune": ""}, {"commune"}),
        ({"commune": "khac"}, {"elsewhere"}),
        ({"commune": "khac", "elsewhere": "Bến Thành"}, {"elsewhere"}),
        ({"commune": "khac", "elsewhere": "Bến Thành, TP. Hồ Chí Minh"}, set()),
    ],
)
def test_what_an_address_lacks(change, wrong):
    assert set(problems_of(read_address({**GOOD, **change}), {"22333"})) == wrong


def test_an_address_is_written_as_on_an_envelope():
    assert written(read_address(GOOD), {"22333": "Phường Nha Trang"}, "tỉnh Khánh Hòa") == (
        "Lê Thị Lan, 0905000017, Số 1 Trần Phú, Phường Nha Trang, tỉnh Khánh Hòa"
    )
    assert written(read_address({"line": "Số 1, Nha Trang"}), {}, "x") == "Số 1, Nha Trang"


def test_what_is_read_from_what_is_kept_is_the_same_address():
    address = read_address({**GOOD, "name": "  Lê   Thị\nLan "})
    assert read_address(address.as_json()) == address
    assert address.name == "Lê Thị Lan"


@given(st.text(max_size=30))
def test_any_telephone_becomes_figures_or_stays_wrong(text):
    assert set(plain_phone(text)) <= set("0123456789+٠١٢٣٤٥٦٧٨٩") | {one for one in text if one.isdigit()}


def test_a_message_is_tried_again_later_and_later_and_never_given_up():
    pauses = [pause_after(attempts) for attempts in range(1, 500)]
    assert pauses == sorted(pauses)
    assert pauses[0] < timedelta(minutes=1)
    assert pauses[-1] == timedelta(hours=1)


def test_a_signature_holds_for_its_moment_body_and_key_alone():
    good = signature("m", b"body", "key")
    assert holds(good, "m", b"body", "key")
    assert holds(good.upper(), "m", b"body", "key")
    for moment, body, key in (("n", b"body", "key"), ("m", b"bodY", "key"), ("m", b"body", "kez")):
        assert not holds(good, moment, body, key)
    assert not holds(signature("m", b"body", ""), "m", b"body", ""), "no key is no signature"
    assert not holds("\ud800", "\ud800", b"", "key")
