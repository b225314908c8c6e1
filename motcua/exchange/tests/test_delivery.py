"""Every act arrives once and in order, whatever the line, the partner or our own processes do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep

import pytest
from django.db import connection

from motcua.exchange.actions import send as sending
from motcua.exchange.actions.reconcile import reconcile
from motcua.exchange.actions.send import send_waiting
from motcua.exchange.connectors.national.chosen import national_connector
from motcua.exchange.models import CallRecord, Line, Outgoing
from motcua.exchange.simulators.national.faults import KINDS
from motcua.exchange.tests.make import AT, acts_at, settings_for

pytestmark = pytest.mark.django_db
A, B = "H32.25-260302-0001", "H32.25-260302-0002"
SERVICES = {
    "session": ["login", "TraCuuHoSo", "DongBoHoSoMC", "CapNhatTienDoHoSoMC"],
    "token": ["login", "TraCuuHoSo", "NoiHoSo", "CapNhatTienTrinh", "CapNhatTrangThai"],
}
NOTHING = {"replayed": 0, "duplicate": 0, "out_of_order": 0, "schema": 0}


def style_of(simulator):
    return "session" if hasattr(simulator.style, "sessions") else "token"


def story(book, code, length=4):
    """One dossier that goes its way; the words of its acts."""
    for number in range(length):
        book.act(code, (1, 2, 4, 4, 9, 10)[number], number)
    return [f"Việc {number}" for number in range(length)]


def drained(connector, start=AT, hours=3, pace=0.0):
    """Send again and again, as time goes by, until nothing waits; ``pace``: seconds in the minute after silence."""
    at = start
    while Outgoing.objects.filter(state=Outgoing.State.WAITING).exists():
        at += timedelta(minutes=1)
        assert at < start + timedelta(hours=hours), list(Outgoing.objects.values_list("lane", "sequence", "answer"))
        if send_waiting(national=connector, at=at)["unreachable"]:
            sleep(pace)
    return at


def once_and_in_order(simulator, stories):
    for code, words in stories.items():
        assert acts_at(simulator, code)[1] == words
    assert simulator.store.noticed["out_of_order"] == simulator.store.noticed["schema"] == 0
    assert not Outgoing.objects.exclude(state=Outgoing.State.SENT).exists()


def differing(connector, at=AT):
    return reconcile(national=connector, first=AT.date(), last=AT.date(), at=at).differing


def test_two_dossiers_arrive_each_in_its_own_order_and_nothing_is_asked_twice(line):
    simulator, connector, book = line
    stories = {code: story(book, code, 6) for code in (A, B)}
    assert send_waiting(national=connector, at=AT)["delivered"] == 12
    once_and_in_order(simulator, stories)
    assert simulator.store.noticed == NOTHING
    assert acts_at(simulator, A)[0] == "10"
    assert differing(connector) == 0


@pytest.mark.parametrize("knows_keys", [True, False], ids=["keys", "no-keys"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "refused"])
def test_one_fault_anywhere_costs_time_and_nothing_else(line, kind, knows_keys):
    simulator, connector, book = line
    simulator.store.honours_keys = knows_keys
    for number, service in enumerate(SERVICES[style_of(simulator)]):
        code = f"H32.25-260302-1{number:03}"
        words = story(book, code, 3)
        simulator.faults.order([{"kind": kind, "service": service, "seconds": 0.7}])
        connector.close()
        simulator.style.forget()  # so that there is a log-in to go wrong
        drained(connector, AT + timedelta(hours=number), pace=0.4 if kind == "slow" else 0)
        once_and_in_order(simulator, {code: words})
    assert differing(connector) == 0


STATE = {"session": "DongBoHoSoMC", "token": "CapNhatTrangThai"}


def test_a_partner_that_acts_late_on_a_call_given_up_never_keeps_the_old_state(line):
    """It ignores keys, and puts the state of the first attempt over whatever came since."""
    simulator, connector, book = line
    simulator.store.honours_keys = False
    book.act(A, 1, 0)
    assert send_waiting(national=connector, at=AT)["delivered"] == 1
    book.act(A, 2, 1)
    simulator.faults.order([{"kind": "late", "service": STATE[style_of(simulator)]}])
    assert send_waiting(national=connector, at=AT + timedelta(minutes=1))["unreachable"] == 1
    assert send_waiting(national=connector, at=AT + timedelta(minutes=2))["delivered"] == 1
    book.act(A, 4, 2)
    book.act(B, 1, 2)
    counts = send_waiting(national=connector, at=AT + timedelta(minutes=3))
    assert counts["delivered"] == 1, "the other dossier goes on, this one waits for what is under way"
    assert simulator.catch_up() == 1
    drained(connector, AT + timedelta(minutes=3))
    once_and_in_order(simulator, {A: ["Việc 0", "Việc 1", "Việc 2"], B: ["Việc 2"]})
    assert acts_at(simulator, A)[0] == "4"
    assert differing(connector) == 0


def test_after_a_call_given_up_the_state_is_told_once_more_and_no_act_with_it(line):
    simulator, connector, book = line
    words = story(book, A, 2)
    simulator.faults.order([{"kind": "lost", "service": STATE[style_of(simulator)]}])
    send_waiting(national=connector, at=AT)
    assert send_waiting(national=connector, at=AT + timedelta(minutes=1))["delivered"] == 1
    field = "TrangThaiHoSo" if style_of(simulator) == "session" else "TrangThai"
    simulator.store.dossiers[A][field] = "77"
    assert send_waiting(national=connector, at=AT + timedelta(minutes=2))["delivered"] == 0
    simulator.faults.order([{"kind": "lost", "service": STATE[style_of(simulator)]}])  # and that is given up as well
    send_waiting(national=connector, at=AT + timedelta(minutes=4))
    assert Outgoing.objects.filter(kind="settle", state=Outgoing.State.WAITING).count() == 1
    drained(connector, AT + timedelta(minutes=4))
    once_and_in_order(simulator, {A: words})
    assert acts_at(simulator, A)[0] == "2"
    assert set(Outgoing.objects.values_list("sequence", "kind")) == {(1, "dossier"), (1, "settle"), (2, "dossier")}


def test_a_dossier_that_vanished_meanwhile_is_sent_whole(line):
    simulator, connector, book = line
    book.act(A)
    simulator.faults.order([{"kind": "lost", "service": STATE[style_of(simulator)]}])
    send_waiting(national=connector, at=AT)
    send_waiting(national=connector, at=AT + timedelta(minutes=1))
    simulator.store.lose(A)
    drained(connector, AT + timedelta(minutes=1))
    once_and_in_order(simulator, {A: ["Việc 0"]})
    assert differing(connector) == 0


@pytest.mark.parametrize("seed", range(4))
def test_a_partner_that_fails_one_call_in_three_gets_everything_once_and_in_order(line, seed):
    simulator, connector, book = line
    stories = {f"H32.25-260302-2{number:03}": story(book, f"H32.25-260302-2{number:03}", 5) for number in range(6)}
    simulator.faults.rate = 0.3
    simulator.faults._chance.seed(seed)
    at = drained(connector, hours=30)
    simulator.faults.rate = 0
    once_and_in_order(simulator, stories)
    assert differing(connector, at) == 0


def test_six_hours_of_silence_lose_nothing_repeat_nothing_and_end_in_order(line):
    simulator, connector, book = line
    codes = [f"H32.25-260302-3{number:03}" for number in range(12)]
    for code in codes:
        book.act(code, 1, 0)
    assert send_waiting(national=connector, at=AT)["delivered"] == 12
    simulator.faults.order([{"kind": "502", "times": 10**9}])
    served = len(simulator.served)
    for minute in range(1, 361):  # the counters go on working
        at = AT + timedelta(minutes=minute)
        if minute % 10 == 0:
            book.act(codes[minute // 10 % 12], 4, minute, at=at)
        send_waiting(national=connector, at=at)
    assert len(simulator.served) - served < 200, "a partner that is down is not hammered"
    line_then = Line.objects.get(partner="national")
    assert AT < line_then.failing_since < AT + timedelta(minutes=40)
    assert Outgoing.objects.filter(state=Outgoing.State.WAITING).count() == 36
    assert not Outgoing.objects.filter(state=Outgoing.State.DEAD).exists()
    simulator.faults.order([])
    end = drained(connector, AT + timedelta(hours=6), hours=1)
    assert end - (AT + timedelta(hours=6)) <= timedelta(minutes=25), "made up for soon after it is back"
    for number, code in enumerate(codes):
        words = ["Việc 0"] + [f"Việc {m}" for m in range(10, 361, 10) if m // 10 % 12 == number]
        assert acts_at(simulator, code)[1] == words
    assert simulator.store.noticed == NOTHING
    assert Line.objects.get(partner="national").failing_since is None
    assert differing(connector, end) == 0


class Killed(BaseException):
    """The process is gone: no handler of ours may do anything about it."""


@pytest.mark.parametrize("point", ["taken", "arrived", "answered", "marked"])
def test_a_worker_that_dies_at_any_point_costs_the_lease_and_nothing_else(line, point):
    simulator, connector, book = line
    words = story(book, A, 3)
    with pytest.MonkeyPatch.context() as patch:
        die_at(point, patch, connector)
        with pytest.raises(Killed):
            send_waiting(national=connector, at=AT)
    simulator_first = acts_at(simulator, A)[1]
    if point != "marked":
        assert send_waiting(national=connector, at=AT + timedelta(minutes=2))["delivered"] == 0, "the lease holds"
        assert acts_at(simulator, A)[1] == simulator_first
    drained(connector, AT + timedelta(minutes=3))
    once_and_in_order(simulator, {A: words})
    assert differing(connector) == 0


def die_at(point, monkeypatch, connector):
    def dead(*args, **values):
        raise Killed

    whole = type(connector).send
    write = type(connector)._write

    def after_sending(self, *args, **values):
        whole(self, *args, **values)
        raise Killed

    def after_the_first_write(self, *args, **values):
        write(self, *args, **values)
        raise Killed

    if point == "taken":
        monkeypatch.setattr(type(connector), "send", dead)
    elif point == "arrived":
        monkeypatch.setattr(type(connector), "_write", after_the_first_write)
    elif point == "answered":
        monkeypatch.setattr(type(connector), "send", after_sending)
    else:
        mark = sending._mark

        def after_marking(*args):
            mark(*args)
            raise Killed

        monkeypatch.setattr(sending, "_mark", after_marking)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads share one database in memory: see test_killed.py")
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_share_the_work_and_never_a_message(line):
    simulator, _connector, book = line
    stories = {f"H32.25-260302-4{number:03}": story(book, f"H32.25-260302-4{number:03}", 4) for number in range(8)}
    simulator.faults.delay = 0.004
    gate = Barrier(2)

    def work():
        mine = national_connector(settings_for(style_of(simulator), simulator.url), 2.0)
        gate.wait(timeout=10)
        try:
            return sum(send_waiting(national=mine, at=AT + timedelta(seconds=n))["delivered"] for n in range(4))
        finally:
            mine.close()
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        delivered = [one.result(timeout=60) for one in [pool.submit(work), pool.submit(work)]]
    drained(_connector)
    once_and_in_order(simulator, stories)
    assert sum(delivered) <= 32
    assert simulator.store.noticed["duplicate"] == simulator.store.noticed["replayed"] == 0


def test_of_two_who_reach_for_one_message_one_takes_it(book, settings):
    settings.NATIONAL = {**settings.NATIONAL, "style": "session"}
    book.act(A)
    first, second = Outgoing.objects.get(), Outgoing.objects.get()
    assert sending._take(first, AT)
    assert not sending._take(second, AT)


def test_a_refused_message_holds_its_own_dossier_and_no_other(line):
    simulator, connector, book = line
    book.act(A, 77)  # no such status
    book.act(A, 2, 1)
    words = story(book, B)
    counts = send_waiting(national=connector, at=AT)
    assert (counts["refused"], counts["delivered"]) == (1, 4)
    assert acts_at(simulator, B)[1] == words
    dead = Outgoing.objects.get(state=Outgoing.State.DEAD)
    assert (dead.lane, dead.sequence) == (A, 1)
    assert "TrangThai" in dead.answer
    assert send_waiting(national=connector, at=AT + timedelta(hours=9))["delivered"] == 0


def test_delivered_messages_are_forgotten_after_their_time_but_for_the_last_of_each_dossier(line):
    simulator, connector, book = line
    story(book, A, 3)
    book.act(B, 1)
    book.act(B, 77, 1)  # refused
    send_waiting(national=connector, at=AT)
    from motcua.exchange.jobs import forget

    forget(AT + timedelta(days=399))
    assert Outgoing.objects.count() == 5
    assert "2 messages" in forget(AT + timedelta(days=401))
    assert set(Outgoing.objects.values_list("lane", "sequence", "state")) == {(A, 3, 1), (B, 1, 1), (B, 2, 2)}
    book.act(A, 9, 4)
    drained(connector, AT + timedelta(days=401))
    assert acts_at(simulator, A)[1][-1] == "Việc 4"
    assert simulator.store.noticed["duplicate"] == 0


def test_what_was_said_is_kept_masked_and_forgotten_after_its_time(line):
    _simulator, connector, book = line
    book.act(A, email="hoa@thu.example")
    send_waiting(national=connector, at=AT)
    kept = CallRecord.objects.get()
    text = str(kept.calls)
    assert (kept.lane, kept.outcome) == (A, "delivered")
    assert A in text
    for secret in ("Nguyễn Thị Hoa", "000188000001", "0900000001", "hoa@thu.example", "gia-lap-chi-de-thu"):
        assert secret not in text
    from motcua.exchange.jobs import forget

    forget(AT + timedelta(days=29))
    assert CallRecord.objects.exists()
    forget(AT + timedelta(days=31))
    assert not CallRecord.objects.exists()
