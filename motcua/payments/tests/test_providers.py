"""Each connector against its simulated side, which signs by itself: the contract, and every fault."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from motcua.dossiers.tests.make import person
from motcua.kernel import calling
from motcua.kernel.clock import day_of, now
from motcua.payments.actions.reconcile import reconcile
from motcua.payments.actions.start_payment import ProviderSilent, start_payment
from motcua.payments.connectors.base import Forged, Notice, Order, OrderLine, Unreachable, Unreadable
from motcua.payments.connectors.chosen import connector, methods
from motcua.payments.jobs import ask
from motcua.payments.models import Charge, Difference, Payment, StatementLine
from motcua.payments.rules import life
from motcua.payments.simulators import bank, gateway, platform
from motcua.payments.simulators.server import SIDES, press, running
from motcua.payments.simulators.store import Fault, Store
from motcua.payments.tests.make import charge

BANK, PLATFORM, GATEWAY = "bank_transfer", "national_platform", "gateway"
ONLINE = (PLATFORM, GATEWAY)


@pytest.fixture
def side(settings):
    """The simulated side, and our settings leading to it; pushes are done by hand."""
    with running(Store()) as simulator:
        settings.PAYMENTS = simulator.settings()
        yield simulator


def order(code: str = "MC23456789AG1", amount: int = 200_000) -> Order:
    at = now().replace(microsecond=0)
    return Order(
        code=code, charge_code=code[:11], amount=amount, words="Nộp phí", reference="H32.25-260302-0001",
        lines=(OrderLine("fee", "Phí thẩm định", amount),), at=at, expires_at=at + timedelta(minutes=30),
        return_url="https://motcua.example/tro-ve/", visitor="203.0.113.9",
    )  # fmt: skip


def begun(side, method: str, made: Order) -> None:
    """The payer has gone to the side's page."""
    url = connector(method).create(made).url
    if method == GATEWAY:
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert gateway.begin(side.store, query) is not None, "the gateway does not accept our signature"


def test_every_way_that_is_set_up_is_offered_and_cash_always_is(side, settings):
    assert methods() == [BANK, PLATFORM, GATEWAY, "cash"]
    settings.PAYMENTS = dict.fromkeys(settings.PAYMENTS, "")
    assert methods() == ["cash"]


@pytest.mark.parametrize("method", ONLINE)
@pytest.mark.parametrize("paid", [True, False])
def test_an_order_is_begun_ended_told_and_asked_about(side, method, paid):
    made = order()
    begun(side, method, made)
    provider = connector(method)
    waiting = provider.ask(made.code, made.at, now())
    assert waiting is not None
    assert waiting.paid is None
    back = press(side.store, method, made.code, paid=paid, push=False)
    query = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    for heard in (provider.read_return(query), provider.ask(made.code, made.at, now())):
        assert heard is not None
        assert (heard.order, heard.paid, heard.amount) == (made.code, paid, 200_000)
        assert bool(heard.reference) == paid


@pytest.mark.parametrize("method", ONLINE)
def test_an_order_that_the_side_never_saw_is_none(side, method):
    assert connector(method).ask("MCXXXXXXXXXN1", now(), now()) is None


@pytest.mark.parametrize("method", ONLINE)
def test_the_list_of_a_day_has_what_was_paid_and_nothing_else(side, method):
    for number, paid in enumerate((True, False, True)):
        made = order(f"MC23456789AG{number}", 1_000 * (number + 1))
        begun(side, method, made)
        press(side.store, method, made.code, paid=paid, push=False)
    listed = list(connector(method).listed(day_of(now())))
    assert [(one.order, one.amount) for one in listed] == [("MC23456789AG0", 1_000), ("MC23456789AG2", 3_000)]
    assert list(connector(method).listed(day_of(now()) - timedelta(days=1))) == []


def test_the_bank_lists_the_lines_of_a_day_as_the_payers_wrote_them(side):
    line = bank.transfer(side.store, amount=7_000, description="MC23456789A nop phi", push=False)
    bank.transfer(side.store, amount=-5_000, description="chi", push=False)
    (listed,) = list(connector(BANK).listed(day_of(now())))
    assert (listed.reference, listed.amount, listed.words) == (line["id"], 7_000, "MC23456789A nop phi")


@pytest.mark.parametrize("kind", ["500", "half", "garbage", "unsigned", "lost", "slow"])
@pytest.mark.parametrize(
    ("method", "service"),
    [(PLATFORM, "query"), (PLATFORM, "reconcile"), (GATEWAY, "querydr"), (GATEWAY, "reconcile"), (BANK, "statement")],
)
def test_a_side_that_is_down_slow_forged_or_cuts_its_answer_counts_as_silent(side, monkeypatch, method, service, kind):
    monkeypatch.setattr(calling, "SOON", 0.3)
    made = order()
    if method in ONLINE:
        begun(side, method, made)
        press(side.store, method, made.code, paid=True, push=False)
    side.store.faults = [Fault(kind, service, seconds=0.8)]
    provider = connector(method)
    with pytest.raises(Unreachable):
        provider.ask(made.code, made.at, now()) if "query" in service else list(provider.listed(day_of(now())))


@pytest.mark.parametrize("kind", ["500", "half", "garbage", "lost", "slow"])
def test_a_platform_that_does_not_begin_the_order_leaves_the_payer_free_to_choose_again(units, side, monkeypatch, kind):
    monkeypatch.setattr(calling, "SOON", 0.3)
    made = charge(units)
    side.store.faults = [Fault(kind, "create", seconds=0.8)]
    with pytest.raises(ProviderSilent, match="chưa mất khoản nào"):
        start_payment(charge_id=made.id, method=PLATFORM, actor=person("bien"), at=now())
    made.refresh_from_db()
    assert made.state == life.UNPAID
    again = start_payment(charge_id=made.id, method=PLATFORM, actor=person("bien"), at=now())
    assert again.offered["url"].startswith(side.url)
    assert start_payment(charge_id=made.id, method=BANK, actor=person("bien"), at=now()).offered["qr"]


def notices(side, method: str, made: Order) -> Notice:
    """What the side would push, as it comes over the wire."""
    sent: list[Notice] = []

    def kept(path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        sent.append(Notice(method, query, body or b"", headers))
        return 200, ""

    side.store.push = kept
    if method == BANK:
        bank.transfer(side.store, amount=made.amount, description=made.charge_code)
    else:
        begun(side, method, made)
        press(side.store, method, made.code, paid=True)
    return sent[0]


@pytest.mark.parametrize("method", [BANK, *ONLINE])
def test_a_notice_is_read_when_it_is_signed_and_refused_when_any_of_it_was_changed(side, method):
    made = order()
    told = notices(side, method, made)
    provider = connector(method)
    (heard,) = provider.read_notice(told)
    assert (heard.paid, heard.amount) == (True, 200_000)
    forged = [
        Notice(method, {**told.query, "vnp_Amount": "100"}, told.body.replace(b"200000", b"200001"), told.headers),
        Notice(method, {**told.query, "vnp_TxnRef": "MCX"}, told.body.replace(b"MC2", b"MC3"), told.headers),
        Notice(method, {**told.query, "vnp_SecureHash": ""}, told.body.replace(b"MaXacThuc", b"Khac"), {}),
    ]
    for one in forged:
        with pytest.raises(Forged):
            provider.read_notice(one)


@pytest.mark.parametrize("method", [BANK, *ONLINE])
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"{}", b'{"MaDoiTac":1}', "\ud800".encode("utf-8", "surrogatepass")]
)
def test_nonsense_is_told_as_nonsense(side, method, body):
    with pytest.raises((Forged, Unreadable)):
        connector(method).read_notice(Notice(method, {}, body, {}))


WHOLE = {
    "MaDoiTac": "GIALAP01", "MaThamChieu": "x", "SoTien": "1", "MaLoi": "00", "MaGiaoDich": "1",
    "ThoiGianGD": "20260302080500", "MaXacThuc": "x",
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"ThoiGianGD": "19990101000000"},  # a day without law
        {"ThoiGianGD": "20260230000000"},
        {"MaXacThuc": "\ud800"},
        {"MaThamChieu": "\ud800"},
        {"MaXacThuc": None},
        {"SoTien": "²"},
        {"MaDoiTac": "khac"},
    ],
)
def test_a_whole_notice_with_one_thing_out_of_order_is_believed_by_nobody(side, change):
    body = json.dumps({**WHOLE, **change}).encode()
    with pytest.raises((Forged, Unreadable)):
        connector(PLATFORM).read_notice(Notice(PLATFORM, {}, body, {}))


@pytest.mark.parametrize("method", ONLINE)
def test_another_secret_opens_nothing(side, settings, method):
    told = notices(side, method, order())
    key = "platform_secret" if method == PLATFORM else "gateway_secret"
    for secret in ("other", ""):
        settings.PAYMENTS = {**settings.PAYMENTS, key: secret}
        if secret:
            with pytest.raises(Forged):
                connector(method).read_notice(told)


# over the web, as providers do it


@pytest.fixture
def wired(side, client):
    """Pushes of the simulated side go through our pages."""

    def push(path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        if body is None:
            answer = client.get(path)
        else:
            answer = client.post(path, body, content_type="application/json", headers=headers)
        return answer.status_code, answer.content.decode()

    side.store.push = push
    return side


def started(made: Charge, method: str) -> Payment:
    return start_payment(
        charge_id=made.id, method=method, actor=person("bien"), at=now(), return_url="https://m.example/tro-ve/"
    )


@pytest.mark.parametrize("method", ONLINE)
def test_from_the_press_of_the_payer_to_a_settled_charge(units, wired, method):
    made = charge(units)
    payment = started(made, method)
    if method == GATEWAY:
        query = {name: values[0] for name, values in parse_qs(urlsplit(payment.offered["url"]).query).items()}
        gateway.begin(wired.store, query)
    press(wired.store, method, payment.order, paid=True)
    made.refresh_from_db()
    assert made.state == life.PAID
    told = SIDES[method].tell(wired.store, wired.store.orders[(method, payment.order)])
    assert told[0] == 200
    assert ('"MaLoi": "00"' if method == PLATFORM else '"RspCode":"02"') in told[1]
    assert Payment.objects.filter(state=life.SETTLED).count() == 1


def test_a_transfer_at_the_bank_settles_the_charge_whose_code_it_bears(units, wired):
    made = charge(units)
    bank.transfer(wired.store, amount=200_000, description=f"{made.code} nop phi")
    made.refresh_from_db()
    assert made.state == life.PAID


def test_a_push_that_the_bank_did_not_sign_is_refused_and_changes_nothing(units, wired):
    made = charge(units)
    line = bank.transfer(wired.store, amount=200_000, description=made.code, push=False)
    status, _body = bank.push_lines(wired.store, [line], secret="forged")
    assert status == 403
    assert not StatementLine.objects.exists()
    assert not Payment.objects.exists()


@pytest.mark.parametrize(("method", "answer"), [(GATEWAY, '{"RspCode":"01"'), (PLATFORM, '"MaLoi": "01"')])
def test_news_of_an_order_that_is_not_ours_is_answered_so(db, wired, method, answer):
    begun(wired, method, order())
    press(wired.store, method, order().code, paid=True, push=False)
    status, body = SIDES[method].tell(wired.store, wired.store.orders[(method, order().code)])
    assert status == 200
    assert answer in body


def test_another_amount_is_told_to_the_gateway_and_goes_back(units, wired):
    made = charge(units)
    payment = started(made, GATEWAY)
    query = {name: values[0] for name, values in parse_qs(urlsplit(payment.offered["url"]).query).items()}
    begun_there = gateway.begin(wired.store, query)
    begun_there.amount = 150_000
    press(wired.store, GATEWAY, payment.order, paid=True, push=False)
    assert '"RspCode":"04"' in gateway.tell(wired.store, begun_there)[1]
    assert '"RspCode":"02"' in gateway.tell(wired.store, begun_there)[1]
    assert Payment.objects.get(id=payment.id).state == life.MISMATCHED


def test_who_forges_is_slowed_down_while_the_provider_is_still_heard(units, wired, client):
    made = charge(units)
    for _try in range(35):
        last = client.post("/thanh-toan/bao/bank_transfer/", b"{}", content_type="application/json")
    assert last.status_code == 503
    bank.transfer(wired.store, amount=200_000, description=made.code)
    made.refresh_from_db()
    assert made.state == life.PAID


@pytest.mark.parametrize("method", ONLINE)
def test_a_notice_that_never_came_is_asked_for(units, side, method):
    made = charge(units)
    payment = started(made, method)
    Payment.objects.update(started_at=now() - timedelta(minutes=5))
    if method == GATEWAY:
        query = {name: values[0] for name, values in parse_qs(urlsplit(payment.offered["url"]).query).items()}
        gateway.begin(side.store, query)
    press(side.store, method, payment.order, paid=True, push=False)
    assert "asked about 1, 1 ended" in ask(now())
    made.refresh_from_db()
    assert made.state == life.PAID


def test_one_silent_answer_ends_the_round_for_that_provider(units, side):
    for _number in range(3):
        started(charge(units), PLATFORM)
    Payment.objects.update(started_at=now() - timedelta(minutes=5))
    side.store.faults = [Fault("500", "query", times=9)]
    ask(now())
    assert side.store.faults[0].times == 8


def test_reconciling_takes_what_was_never_told_and_shows_what_differs(units, side):
    told, untold, strange = charge(units), charge(units), "khong ro"
    bank.transfer(side.store, amount=200_000, description=untold.code, push=False)
    bank.transfer(side.store, amount=9_000, description=strange, push=False)
    from motcua.payments.actions.take_money import take_money
    from motcua.payments.connectors.base import Heard

    take_money(
        method=BANK, charge_code=told.code, at=now(),
        heard=Heard(order="", paid=True, amount=200_000, reference="FT-not-there", at=now()),
    )  # fmt: skip
    check = reconcile(method=BANK, provider=connector(BANK), day=day_of(now()), at=now())
    untold.refresh_from_db()
    assert untold.state == life.PAID
    gaps = set(Difference.objects.values_list("kind", "ours", "theirs"))
    assert gaps == {("not_on_statement", 200_000, None), ("not_in_orders", None, 9_000)}
    assert check.sums["orders"] == {"count": 2, "sum": 400_000}
    assert check.sums["statement"] == {"count": 2, "sum": 209_000}
    assert check.sums["receipts"] == {"count": 2, "sum": 400_000}
    again = reconcile(method=BANK, provider=connector(BANK), day=day_of(now()), at=now())
    assert Difference.objects.filter(check_of=again).count() == Difference.objects.count() == 2


def test_a_silent_provider_leaves_the_day_open_with_its_reason(units, side):
    side.store.faults = [Fault("500", "reconcile")]
    check = reconcile(method=PLATFORM, provider=connector(PLATFORM), day=day_of(now()), at=now())
    assert check.problem == "HTTP 500"
    assert check.differences.count() == 0


def test_the_platform_refuses_an_order_whose_lines_do_not_add_up(side):
    made = order()
    wrong = Order(**{name: getattr(made, name) for name in made.__slots__} | {"amount": 1})
    with pytest.raises(Unreachable, match="04"):
        connector(PLATFORM).create(wrong)
    assert platform.KIND == PLATFORM
