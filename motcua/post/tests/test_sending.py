"""What the carrier is told: late if it must be, never lost, never twice."""

from datetime import timedelta

import pytest

from motcua.dossiers.tests.make import person
from motcua.kernel.refusals import NotNow
from motcua.post.actions.change_parcel import cancel_parcel, change_parcel
from motcua.post.actions.hand_to_postman import hand_to_postman
from motcua.post.actions.send import send_waiting
from motcua.post.connectors.base import Accepted, Declined, Unreachable
from motcua.post.jobs import send
from motcua.post.models import Parcel, ParcelNews, PostMessage
from motcua.post.rules import tracking as t
from motcua.post.rules.addresses import read_address
from motcua.post.rules.retrying import LEASE
from motcua.post.simulators.store import Fault
from motcua.post.tests.make import AT, HOME, later, parcel

pytestmark = pytest.mark.django_db


class Notes:
    """A carrier that notes what it is told, and answers as ``answers`` says."""

    def __init__(self, *answers):
        self.told, self.answers = [], list(answers)

    def _next(self, what):
        self.told.append(what)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer

    def create(self, order):
        self._next(("create", order.code, order.cod))
        return Accepted("RG1VN", 27_000)

    def change(self, order):
        self._next(("change", order.code, order.cod))

    def cancel(self, code):
        self._next(("cancel", code))


def fresh(made: Parcel) -> Parcel:
    return Parcel.objects.get(id=made.id)


def test_an_order_is_told_and_its_parcel_has_the_carriers_number_and_price(units, side):
    made = parcel(units)
    send(AT)
    found = fresh(made)
    assert found.tracking == side.store.shipments[made.order].number
    assert (found.state, found.told_price) == (t.ACCEPTED, made.price)
    assert found.next_ask_at is not None
    send(later(5))
    assert side.store.shipments[made.order].told == 1


def test_a_carrier_that_is_away_for_days_costs_nothing_but_time(units, side):
    orders = [parcel(units, reference=f"H32.25-260302-{number:04}").order for number in range(5)]
    side.store.faults = [Fault("500", times=10_000)]
    at = AT
    while at < AT + timedelta(days=3):
        send(at)
        at += timedelta(minutes=30)
    assert Parcel.objects.filter(state=t.WAITING).count() == 5
    side.store.faults = []
    send(at + timedelta(hours=2))
    assert sorted(side.store.shipments) == sorted(orders)
    assert Parcel.objects.filter(state=t.ACCEPTED).count() == 5


def test_a_silent_carrier_is_not_asked_for_each_parcel_in_a_round(units):
    for number in range(6):
        parcel(units, reference=f"R{number}")
    silent = Notes(*[Unreachable("x")] * 50)
    assert send_waiting(carrier=silent, at=AT)["silent"] == 3
    assert len(silent.told) == 3


def test_an_order_whose_answer_was_lost_is_told_again_and_is_one_parcel(units, side):
    made = parcel(units)
    side.store.faults = [Fault("taken-lost", "postDieuTin")]
    send(AT)
    assert fresh(made).state == t.WAITING
    send(AT + timedelta(minutes=1))
    assert [one.told for one in side.store.shipments.values()] == [2]
    assert fresh(made).tracking == side.store.shipments[made.order].number


def test_who_is_killed_between_telling_and_writing_holds_the_message_for_a_while(units, monkeypatch):
    parcel(units)
    monkeypatch.setattr("motcua.post.actions.send._sent", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        send_waiting(carrier=Notes(), at=AT)
    monkeypatch.undo()
    assert send_waiting(carrier=Notes(), at=AT + LEASE - timedelta(seconds=1))["sent"] == 0
    assert send_waiting(carrier=Notes(), at=AT + LEASE)["sent"] == 1


def test_a_fault_of_ours_in_one_message_holds_up_no_other(units):
    parcel(units, reference="A")
    parcel(units, reference="B")
    counts = send_waiting(carrier=Notes(ValueError("ours")), at=AT)
    assert (counts["silent"], counts["sent"]) == (1, 1)


def test_an_order_that_is_declined_comes_back_to_somebodys_desk(units):
    made = parcel(units)
    send_waiting(carrier=Notes(Declined("05 Địa chỉ không phục vụ")), at=AT)
    found = fresh(made)
    assert (found.state, found.to_do, found.reason) == (t.REFUSED, "refused", "05 Địa chỉ không phục vụ")
    assert ParcelNews.objects.get().became == "refused"


def change(made: Parcel, **what) -> Parcel | None:
    return change_parcel(subject_id=made.subject_id, kind=made.kind, actor=person("bien"), at=later(1), **what)


def cancel(made: Parcel, **how) -> Parcel | None:
    return cancel_parcel(subject_id=made.subject_id, kind=made.kind, actor=person("bien"), at=later(2), **how)


def test_what_changes_before_the_order_is_told_is_told_with_it(units):
    made = parcel(units, cod=[("MC1", 1000)])
    change(made, cod=[])
    told = Notes()
    send_waiting(carrier=told, at=later(3))
    assert told.told == [("create", made.order, {})]


def test_a_change_after_the_order_is_told_after_it(units):
    made = parcel(units, cod=[("MC1", 1000)])
    told = Notes()
    send_waiting(carrier=told, at=AT)
    change(made, cod=[("MC1", 500)])
    change(made, address=read_address({**HOME, "street": "Số 2 Trần Phú"}))
    send_waiting(carrier=told, at=later(3))
    assert told.told == [("create", made.order, {"MC1": 1000}), ("change", made.order, {"MC1": 500})]
    assert "Số 2 Trần Phú" in fresh(made).address_line


def test_messages_of_one_parcel_hold_their_order_while_the_carrier_is_silent(units):
    made = parcel(units, cod=[("MC1", 1000)])
    told = Notes(Unreachable("down"), Unreachable("down"))
    send_waiting(carrier=told, at=AT)
    send_waiting(carrier=told, at=AT + timedelta(seconds=10))
    change(made, cod=[])
    send_waiting(carrier=told, at=AT + timedelta(seconds=65))  # the change could go, the order not yet
    assert [what for what, *_ in told.told] == ["create", "create"]
    send_waiting(carrier=told, at=later(9))
    send_waiting(carrier=told, at=later(9))
    assert [what for what, *_ in told.told] == ["create", "create", "create", "change"]


def test_an_order_that_was_never_told_is_cancelled_without_a_word(units):
    made = parcel(units)
    assert cancel(made).state == t.CANCELLED
    told = Notes()
    send_waiting(carrier=told, at=later(3))
    assert told.told == []


def test_an_order_that_may_have_arrived_is_cancelled_there_as_well(units):
    made = parcel(units)
    told = Notes(Unreachable("no answer"))
    send_waiting(carrier=told, at=AT)
    cancel(made)
    send_waiting(carrier=told, at=later(9))
    assert [what for what, *_ in told.told] == ["create", "cancel"]
    assert not PostMessage.objects.filter(state=0).exists()
    assert fresh(made).state == t.CANCELLED


def test_a_change_that_the_carrier_declines_is_something_to_see_to(units):
    made = parcel(units, cod=[("MC1", 1000)])
    send_waiting(carrier=Notes(), at=AT)
    change(made, cod=[])
    send_waiting(carrier=Notes(Declined("06")), at=later(3))
    assert (fresh(made).to_do, fresh(made).state) == ("unsent", t.ACCEPTED)


def test_what_has_left_is_neither_changed_nor_cancelled(units):
    made = parcel(units, cod=[("MC1", 1000)])
    hand_to_postman(parcel_ids=[made.id], actor=person("lan"), at=later(1))
    for act in (lambda: change(made, address=read_address(HOME)), lambda: cancel(made)):
        with pytest.raises(NotNow, match="đã lấy"):
            act()
    assert cancel(made, insist=False) is None
    assert change(made, cod=[]).cod == 1000, "money that comes all the same goes back"


def test_a_parcel_may_leave_before_the_carrier_has_answered(units):
    made = parcel(units)
    hand_to_postman(parcel_ids=[made.id], actor=person("lan"), at=later(1))
    send_waiting(carrier=Notes(), at=later(2))
    assert (fresh(made).state, fresh(made).tracking) == (t.PICKED_UP, "RG1VN")


def test_without_a_carrier_messages_wait(units):
    parcel(units)
    assert send(AT) == "no carrier"
    assert PostMessage.objects.filter(state=0).count() == 1


def test_an_order_is_made_once_however_often_it_is_asked_for(units):
    from motcua.kernel.actor import SYSTEM
    from motcua.post.actions.order_parcel import Subject, order_parcel

    made = parcel(units)
    subject = Subject(
        kind="thing", id=made.subject_id, agency="H32.25", reference=made.reference, title="", unit=units["H32.TT"],
        owner=None,
    )  # fmt: skip
    again = order_parcel(subject, kind="deliver", address=read_address(HOME), actor=SYSTEM, at=later(1))
    assert again == made
    Parcel.objects.update(state=t.RETURNED, to_do="returned")
    second = order_parcel(subject, kind="deliver", address=read_address(HOME), actor=SYSTEM, at=later(1))
    assert (second.number, second.order) == (2, f"{made.reference}-T2")
    assert fresh(made).to_do == ""
