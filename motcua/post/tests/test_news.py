"""News of parcels: pushed or asked for, twice, late, backwards, forged; it counts once and by the carrier's clock."""

import json
from itertools import permutations

import pytest

from motcua.dossiers.tests.make import person
from motcua.kernel.refusals import Invalid, NotAllowed, NotFound, NotNow
from motcua.post.actions.hand_to_postman import hand_to_postman
from motcua.post.actions.order_parcel import send_again
from motcua.post.actions.see_to_parcel import keep_at_counter, settle, take_papers_in
from motcua.post.actions.take_news import take_news
from motcua.post.actions.tell import tell_waiting
from motcua.post.jobs import ask, send
from motcua.post.models import Parcel, ParcelEvent, ParcelNews
from motcua.post.rules import tracking as t
from motcua.post.simulators.store import Fault, sign
from motcua.post.tests.make import AT, HOME, later, news, parcel

pytestmark = pytest.mark.django_db
PUSH = "/buu-chinh/bao/"


def fresh(made: Parcel) -> Parcel:
    return Parcel.objects.get(id=made.id)


def take(made: Parcel, state: int, minutes: int, **more) -> str:
    return take_news(news=news(made, state, minutes, **more), at=later(minutes + 1))


def became() -> list[str]:
    return list(ParcelNews.objects.order_by("at", "id").values_list("became", flat=True))


def test_news_that_is_told_again_counts_once(units):
    made = parcel(units)
    assert [take(made, t.FAILED, 5, key="SK1") for _ in range(3)] == ["moved", "known", "known"]
    assert became() == ["failed"]
    assert ParcelEvent.objects.filter(source="carrier").count() == 1


def test_in_whatever_order_news_comes_the_end_is_the_same_and_is_told_once(units):
    way = [(t.PICKED_UP, 1), (t.OUT, 2), (t.FAILED, 3), (t.DELIVERED, 4)]
    for number, told in enumerate(permutations(way)):
        made = parcel(units, reference=f"R{number}")
        for state, minutes in told:
            take(made, state, minutes)
        found = fresh(made)
        assert (found.state, found.to_do, found.last_at) == (t.DELIVERED, "", later(4)), told
        assert ParcelNews.objects.filter(parcel=made, became="delivered").count() == 1
        assert made.events.count() == 5


def test_a_second_failure_is_something_to_see_to_again(units):
    made = parcel(units)
    take(made, t.FAILED, 5, words="Không nghe máy")
    settle(parcel_id=made.id, done="Đã gọi", actor=person("lan"), at=later(6))
    take(made, t.FAILED, 9, words="Sai địa chỉ")
    assert (fresh(made).to_do, fresh(made).reason) == ("failed", "Sai địa chỉ")
    take(made, t.DELIVERED, 12)
    assert fresh(made).to_do == "", "delivered after all"


def test_news_between_two_that_say_the_same_is_history(units):
    made = parcel(units)
    assert [take(made, t.OUT, 1), take(made, t.OUT, 9), take(made, t.FAILED, 5)] == ["moved", "same", "history"]
    assert (fresh(made).state, fresh(made).to_do) == (t.OUT, "")


def test_news_that_does_not_fit_changes_nothing_and_is_looked_at(units):
    made = parcel(units)
    take(made, t.DELIVERED, 5)
    assert take(made, t.RETURNED, 9) == "odd"
    assert (fresh(made).state, fresh(made).to_do) == (t.DELIVERED, "odd")
    assert became() == ["delivered"]


def test_too_little_money_is_something_to_see_to(units):
    made = parcel(units, cod=[("MC1", 1000)])
    take(made, t.DELIVERED, 5, collected={"MC1": 900})
    assert fresh(made).to_do == "money"
    other = parcel(units, cod=[("MC1", 1000)], reference="R2")
    take(other, t.DELIVERED, 5, collected={"MC1": 1000})
    assert fresh(other).to_do == ""


def test_news_of_nothing_of_ours_is_unknown(units):
    made = parcel(units)
    made.order = "another"
    assert take(made, t.OUT, 1) == "unknown"


def test_an_officers_clock_does_not_hide_what_the_carriers_tells(units):
    made = parcel(units)
    hand_to_postman(parcel_ids=[made.id], actor=person("lan"), at=later(60))
    assert take(made, t.IN_TRANSIT, 1) == "moved", "their clock goes an hour behind ours"


# pushed


@pytest.fixture
def told(units, side, client):
    """A parcel that the carrier knows, and how it pushes."""
    made = parcel(units)
    send(AT)

    def push(*events, secret=""):
        body = json.dumps({"SuKien": list(events)}).encode()
        moment = "2026-03-02T09:00:00+07:00"
        heads = {
            "X-Customer": side.store.customer,
            "X-Moment": moment,
            "X-Signature": sign(moment, body, secret or side.store.secret),
        }
        return client.post(PUSH, body, "application/json", headers=heads)

    return made, push, side.store


def test_a_push_moves_the_parcel_and_a_replay_changes_nothing(told):
    made, push, store = told
    event = store.happen(made.order, "200", push=False)
    for _ in range(3):
        answer = push(event)
        assert (answer.status_code, answer.json()) == (200, {"MaLoi": "00"})
    assert fresh(made).state == t.PICKED_UP
    assert became() == ["picked_up"]


def test_a_forged_push_changes_nothing_and_who_forges_is_slowed_down(told, client):
    made, push, store = told
    event = store.happen(made.order, "600", push=False)
    assert push(event, secret="another").status_code == 403
    assert {push(event, secret="another").status_code for _ in range(40)} == {403, 503}
    assert fresh(made).state == t.ACCEPTED
    assert push(event).status_code == 200, "the carrier itself never meets that limit"


def test_a_push_of_nonsense_is_told_so_and_news_of_others_is_taken(told, client):
    _made, push, _store = told
    assert push("x").status_code == 400
    assert push({"MaSuKien": "1", "SoDonHang": "Z", "TrangThai": "200", "ThoiGian": AT.isoformat()}).status_code == 200
    assert client.get(PUSH).status_code == 405


def test_without_a_carrier_nobody_is_listened_to(units, client):
    assert client.post(PUSH, b"{}", "application/json").status_code == 404


# asked for


def test_what_was_never_pushed_is_asked_for(told):
    made, _push, store = told
    for state in ("200", "300", "400"):
        store.happen(made.order, state, push=False)
    assert ask(later(5)) == "asked about 0, 0 moved"
    assert ask(later(31)) == "asked about 1, 3 moved"
    assert fresh(made).state == t.ARRIVED
    assert ask(later(35)) == "asked about 0, 0 moved"
    store.happen(made.order, "600", push=False)
    ask(later(70))
    assert fresh(made).next_ask_at is None, "of what has ended nothing is asked"


def test_a_carrier_that_does_not_answer_is_asked_later(told):
    made, _push, store = told
    store.happen(made.order, "200", push=False)
    for kind in ("500", "half", "unsigned", "garbage", "lost"):
        store.faults = [Fault(kind, "traCuuHanhTrinh")]
        ask(later(31))
        assert fresh(made).state == t.ACCEPTED, kind
    ask(later(32))
    assert fresh(made).state == t.PICKED_UP


def test_a_parcel_is_not_asked_about_for_ever(told):
    made, _push, _store = told
    Parcel.objects.update(ordered_at=AT)
    ask(later(61 * 24 * 60))
    assert fresh(made).next_ask_at is None


# officers


def test_papers_are_taken_in_once_whatever_the_carrier_has_told(units):
    made = parcel(units, "collect")
    take(made, t.RETURNING, 5)
    found = take_papers_in(parcel_id=made.id, actor=person("lan"), at=later(9))
    assert (found.state, found.taken_at, found.to_do) == (t.DELIVERED, later(9), "")
    with pytest.raises(NotNow):
        take_papers_in(parcel_id=made.id, actor=person("lan"), at=later(10))
    assert became() == ["taken"]


def test_a_result_that_came_back_goes_out_anew_or_stays(units):
    made = parcel(units)
    for act in (
        lambda: send_again(parcel_id=made.id, address=HOME, actor=person("lan"), at=later(1)),
        lambda: keep_at_counter(parcel_id=made.id, actor=person("lan"), at=later(1)),
    ):
        with pytest.raises(NotNow):
            act()
    take(made, t.RETURNED, 5)
    second = send_again(parcel_id=made.id, address={**HOME, "street": "Số 9"}, actor=person("lan"), at=later(9))
    assert (second.number, second.state, "Số 9" in second.address_line) == (2, t.WAITING, True)
    assert fresh(made).to_do == ""
    with pytest.raises(NotNow):
        send_again(parcel_id=made.id, address=HOME, actor=person("lan"), at=later(10))
    take(second, t.RETURNED, 20)
    keep_at_counter(parcel_id=second.id, actor=person("lan"), at=later(30))
    assert became() == ["returned", "returned", "kept"]


def test_it_is_said_what_was_done(units):
    made = parcel(units)
    take(made, t.LOST, 5)
    with pytest.raises(Invalid):
        settle(parcel_id=made.id, done="  ", actor=person("lan"), at=later(6))
    settle(parcel_id=made.id, done="Đã khiếu nại", actor=person("lan"), at=later(6))
    with pytest.raises(NotNow):
        settle(parcel_id=made.id, done="Đã khiếu nại", actor=person("lan"), at=later(7))


@pytest.mark.parametrize("who", ["bien", "khac", "an", "tri"])
def test_others_do_nothing_with_parcels(units, who):
    made = parcel(units)
    take(made, t.RETURNED, 5)
    given = {"parcel_id": made.id, "actor": person(who), "at": later(9)}
    for act in (
        lambda: hand_to_postman(parcel_ids=[made.id], actor=person(who), at=later(9)),
        lambda: keep_at_counter(**given),
        lambda: settle(**given, done="x"),
        lambda: send_again(**given, address=HOME),
        lambda: take_papers_in(**given),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            act()


def test_all_that_is_handed_over_goes_or_nothing(units):
    one, two = parcel(units, reference="A"), parcel(units, reference="B")
    hand_to_postman(parcel_ids=[two.id], actor=person("lan"), at=later(1))
    with pytest.raises(NotNow):
        hand_to_postman(parcel_ids=[one.id, two.id], actor=person("lan"), at=later(2))
    assert fresh(one).handed_at is None


# told upwards


def test_a_fact_that_nobody_could_hear_is_told_again_and_once(units, monkeypatch):
    made = parcel(units)
    take(made, t.FAILED, 5)
    heard = []

    def fails(fact):
        raise RuntimeError("not now")

    monkeypatch.setattr("motcua.post.actions.tell.announce", fails)
    assert tell_waiting(at=later(9)) == 0
    assert ParcelNews.objects.get().error == "RuntimeError: not now"
    monkeypatch.setattr("motcua.post.actions.tell.announce", heard.append)
    assert tell_waiting(at=later(9)) == 0, "a pause comes first"
    assert tell_waiting(at=later(10)) == 1
    assert tell_waiting(at=later(99)) == 0
    assert [(fact.became, fact.subject_id) for fact in heard] == [("failed", made.subject_id)]
