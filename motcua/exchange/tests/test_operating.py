"""The pages of whoever looks after the line; comparing both sides until nothing differs."""

from datetime import timedelta

import pytest

from motcua.audit.public import entries_about
from motcua.exchange.actions.reconcile import reconcile
from motcua.exchange.actions.send import send_waiting
from motcua.exchange.models import Line, Outgoing, Reconciliation
from motcua.exchange.rounds import Work, _works, run_due
from motcua.exchange.tests.make import AT, acts_at
from motcua.identity.models import Account
from motcua.organizations.tests.make import make_account, make_posting, make_unit

pytestmark = pytest.mark.django_db
A, B = "H32.25-260302-0001", "H32.25-260302-0002"


@pytest.fixture
def keeper(client):
    account = make_account("tri", "Lê Minh Trí")
    make_posting(account, make_unit("H32"), "administrator")
    client.force_login(account)
    return client


def text(answer):
    return answer.content.decode()


def refused(book, connector):
    book.act(A, 77)
    book.act(A, 2, 1)
    send_waiting(national=connector, at=AT)
    return Outgoing.objects.get(state=Outgoing.State.DEAD)


def test_a_refused_message_stands_there_with_the_reason_and_what_waits_behind_it(line, keeper):
    _simulator, connector, book = line
    refused(book, connector)
    page = text(keeper.get("/lien-thong/"))
    assert A in page
    assert "TrangThai" in page
    assert "1 tin sau của hồ sơ này đang đợi tin này." in page
    assert "000188000001" not in page
    assert A in text(keeper.get("/lien-thong/?xem=cho"))


def test_skipping_needs_a_reason_lets_the_rest_go_and_is_written_into_the_book(line, keeper):
    simulator, connector, book = line
    dead = refused(book, connector)
    place = f"/lien-thong/tin/{dead.pk}/bo-qua/"
    assert keeper.post(place, {"reason": " "}).status_code >= 400
    assert keeper.post(place, {"reason": "Trạng thái nhập nhầm"}).status_code == 302
    assert send_waiting(national=connector, at=AT + timedelta(minutes=1))["delivered"] == 1
    assert acts_at(simulator, A) == ("2", ["Việc 1"])
    assert any("Trạng thái nhập nhầm" in entry.sentence for entry in entries_about(str(dead.pk)))
    assert keeper.post(place, {"reason": "Lần hai"}).status_code >= 400


def test_what_was_mended_is_sent_again_and_the_rest_follows(line, keeper):
    simulator, connector, book = line
    simulator.faults.order([{"kind": "refused", "times": 2}])
    book.act(A, 1)
    book.act(A, 2, 1)
    send_waiting(national=connector, at=AT)
    simulator.faults.order([])
    dead = Outgoing.objects.get(state=Outgoing.State.DEAD)
    keeper.post(f"/lien-thong/tin/{dead.pk}/gui-lai/")
    Outgoing.objects.update(next_at=AT)
    assert send_waiting(national=connector, at=AT + timedelta(minutes=1))["delivered"] == 1
    send_waiting(national=connector, at=AT + timedelta(minutes=4))  # settled, and on
    assert acts_at(simulator, A)[1] == ["Việc 0", "Việc 1"]


def test_the_page_says_since_when_nobody_answers(line, keeper):
    simulator, connector, book = line
    for code in (A, B, "H32.25-260302-0003"):
        book.act(code)
    simulator.faults.order([{"kind": "502", "times": 99}])
    send_waiting(national=connector, at=AT)
    assert Line.objects.get().failing_since == AT
    assert "không trả lời từ" in text(keeper.get("/lien-thong/"))


def compared(connector, at=AT):
    return reconcile(national=connector, first=at.date(), last=at.date(), at=at)


def test_a_dossier_lost_there_differs_until_it_is_sent_again_whatever_day_is_compared(line, keeper):
    simulator, connector, book = line
    book.act(A)
    book.act(B)
    send_waiting(national=connector, at=AT)
    assert compared(connector).differing == 0
    simulator.store.lose(A)
    assert compared(connector, AT + timedelta(hours=1)).differing == 1
    book.standings = lambda first, last: []  # other days, on which nothing happened
    tomorrow = AT + timedelta(days=1)
    found = compared(connector, tomorrow)
    [gap] = found.discrepancies.all()
    assert (gap.lane, gap.ours, gap.theirs) == (A, 1, None)
    assert A in text(keeper.get("/lien-thong/doi-soat/"))
    assert keeper.post(f"/lien-thong/doi-soat/{gap.pk}/gui-lai/").status_code == 302
    assert "đã cho gửi lại" in text(keeper.get("/lien-thong/doi-soat/"))
    Outgoing.objects.update(next_at=AT)
    assert send_waiting(national=connector, at=tomorrow)["delivered"] == 1
    assert compared(connector, tomorrow).differing == 0
    assert "khớp" in text(keeper.get("/lien-thong/doi-soat/"))


def test_a_status_that_differs_and_a_dossier_that_only_they_know_are_found(line, keeper):
    simulator, connector, book = line
    book.act(A)
    book.act(B)
    send_waiting(national=connector, at=AT)
    for name in ("TrangThai", "TrangThaiHoSo"):
        if name in simulator.store.dossiers[A]:
            simulator.store.dossiers[A][name] = "4"
    del book.held[B]
    found = {gap.lane: (gap.ours, gap.theirs) for gap in compared(connector).discrepancies.all()}
    assert found == {A: (1, 4), B: (None, 1)}
    assert Reconciliation.objects.get().ours == {"1": 1}
    page = text(keeper.get("/lien-thong/doi-soat/"))
    assert "chỉ có ở quốc gia" in page
    only_there = Reconciliation.objects.get().discrepancies.get(lane=B)
    assert keeper.post(f"/lien-thong/doi-soat/{only_there.pk}/gui-lai/").status_code >= 400


def test_others_may_not_look(client):
    client.force_login(Account.objects.create_user("dan", "mat-khau-dai-12", full_name="Phạm Dân"))
    assert client.get("/lien-thong/").status_code == 403


@pytest.fixture
def round_of(monkeypatch):
    def make(do, pause=timedelta(hours=6)):
        monkeypatch.setattr("motcua.exchange.rounds._works", {"thu": Work("thu", pause, do)})

    return make


def test_a_round_is_done_once_a_pause_by_whoever_is_first(round_of):
    done = []
    round_of(lambda now: str(done.append(now)))
    for minutes in (0, 1, 359, 360, 361):
        run_due(AT + timedelta(minutes=minutes))
    assert done == [AT, AT + timedelta(minutes=360)]


def test_a_round_that_fails_or_dies_is_done_again_after_half_an_hour(round_of):
    done = []

    def fail(now):
        done.append(now)
        if len(done) == 1:
            raise ValueError("hỏng")
        raise KeyboardInterrupt

    round_of(fail)
    assert run_due(AT) == ["thu"]
    with pytest.raises(KeyboardInterrupt):
        run_due(AT + timedelta(minutes=30))
    assert run_due(AT + timedelta(minutes=59)) == []
    with pytest.raises(KeyboardInterrupt):
        run_due(AT + timedelta(minutes=60))


def test_every_round_of_the_house_is_registered():
    assert {"exchange.send", "exchange.reconcile", "exchange.forget", "procedures.sync"} <= set(_works)
