"""A dossier whose papers come and whose result goes by post: the clock, the money, the hand-over, what comes back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.documents.public import signer_of
from motcua.dossiers.actions.accept_papers import accept_papers
from motcua.dossiers.actions.agree_to_withdrawal import agree_to_withdrawal
from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.ask_to_withdraw import ask_to_withdraw
from motcua.dossiers.actions.change_delivery import change_delivery
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.issue_result import issue_result
from motcua.dossiers.actions.recall_result import recall_result
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.actions.send_papers import send_papers
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.jobs import compare_collected
from motcua.dossiers.models import Dossier, Paper, Status
from motcua.dossiers.queries.telling import Book
from motcua.dossiers.tests.make import MONDAY, done, draft, person, signed, vn
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotNow
from motcua.notices.models import Notice
from motcua.payments.actions.take_money import take_money
from motcua.payments.actions.tell import tell_waiting as tell_of_money
from motcua.payments.connectors.base import Heard
from motcua.payments.models import Charge, DayCheck, Difference, Payment, Receipt, Refund
from motcua.payments.tests.make import costly, fees
from motcua.post.actions.see_to_parcel import keep_at_counter, take_papers_in
from motcua.post.actions.take_news import take_news
from motcua.post.actions.tell import tell_waiting
from motcua.post.jobs import ask, send
from motcua.post.models import Parcel
from motcua.post.rules import tracking as t
from motcua.post.tests.make import HOME, news

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=2)


def by_post(units, *, deliver=True, collect=False, papers=True) -> Dossier:
    found = draft(units)
    found.delivery = "post" if deliver else "online"
    found.postal = {**({"deliver": HOME} if deliver else {}), **({"collect": HOME} if collect else {})}
    found.save()
    if not papers:
        Paper.objects.filter(dossier=found).delete()
    return found


def submitted_by_post(units, **how) -> Dossier:
    return submit(dossier_id=by_post(units, **how).id, actor=person("bien"), at=MONDAY)


def done_by_post(units) -> Dossier:
    """The result is ready; its applicant wanted it by post."""
    found = signed(units)
    Dossier.objects.filter(id=found.id).update(delivery="post", postal={"deliver": HOME})
    seal = signer_of("H32.25", on=MONDAY.date())
    return issue_result(dossier_id=found.id, seal=seal, actor=person("thu"), at=LATER)


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(id=dossier.id)


def delivered(made: Parcel, minutes: int = 5000, **more) -> None:
    proof = {"receiver": "Trần Thị Mai", "identity_number": "000188000099"}
    take_news(news=news(made, t.DELIVERED, minutes, proof=proof, **more), at=LATER)
    tell_waiting(at=LATER)


def occasions() -> list[str]:
    return list(Notice.objects.order_by("id").values_list("occasion", flat=True))


# papers that the post fetches


def test_papers_need_not_be_attached_when_the_post_fetches_them(province):
    with pytest.raises(Invalid):
        submitted_by_post(province, papers=False)
    found = submitted_by_post(province, collect=True, papers=False)
    made = Parcel.objects.get()
    assert (made.kind, made.subject_id, made.reference, made.unit.code) == ("collect", found.id, found.code, "H32.TT")
    assert made.order == f"{found.code}-N1"


def test_nothing_is_received_and_no_clock_runs_until_the_papers_are_here(province):
    found = submitted_by_post(province, collect=True, papers=False)
    with pytest.raises(NotNow, match="đường bưu điện"):
        receive(dossier_id=found.id, actor=person("lan"), at=MONDAY + timedelta(hours=1))
    take_news(news=news(Parcel.objects.get(), t.DELIVERED, 90), at=MONDAY + timedelta(hours=2))
    tell_waiting(at=MONDAY + timedelta(hours=2))
    with pytest.raises(NotNow):
        receive(dossier_id=found.id, actor=person("lan"), at=MONDAY + timedelta(hours=2))


def test_the_clock_starts_when_the_office_has_the_papers_not_when_it_looks_at_them(province):
    found = submitted_by_post(province, collect=True, papers=False)
    came = vn("2026-03-03 09:12")
    take_papers_in(parcel_id=Parcel.objects.get().id, actor=person("lan"), at=came)
    tell_waiting(at=came)
    got = receive(dossier_id=found.id, actor=person("lan"), at=vn("2026-03-04 16:00"))
    assert got.received_at == came
    # 40 working hours of 8 a day: five working days on
    assert got.due_at == vn("2026-03-10 09:12")
    assert "papers_arrived" in occasions()


def test_when_more_was_asked_for_the_clock_starts_when_all_is_here(province):
    found = submitted_by_post(province, collect=True, papers=False)
    came = vn("2026-03-03 09:12")
    take_papers_in(parcel_id=Parcel.objects.get().id, actor=person("lan"), at=came)
    tell_waiting(at=came)
    items = [{"name": "Giấy phép", "defect": "mờ", "advice": ""}]
    ask_for_papers(dossier_id=found.id, items=items, actor=person("lan"), at=came)
    send_papers(dossier_id=found.id, note="Đây", actor=person("bien"), at=vn("2026-03-04 08:00"))
    accept_papers(dossier_id=found.id, actor=person("lan"), at=vn("2026-03-04 09:00"))
    got = receive(dossier_id=found.id, actor=person("lan"), at=vn("2026-03-04 16:00"))
    assert got.received_at == vn("2026-03-04 16:00")


def test_papers_that_could_not_be_fetched_are_told_to_whoever_waits(province):
    submitted_by_post(province, collect=True, papers=False)
    take_news(news=news(Parcel.objects.get(), t.FAILED, 5), at=LATER)
    tell_waiting(at=LATER)
    assert occasions()[-1] == "papers_not_fetched"


@pytest.mark.parametrize(
    "change", [{"phone": "1"}, {"street": ""}, {"commune": "x"}, {"commune": "khac", "elsewhere": ""}]
)
def test_an_address_that_no_postman_finds_is_not_submitted(province, change):
    found = by_post(province, collect=True)
    found.postal = {"deliver": {**HOME, **change}, "collect": {**HOME, **change}}
    found.save()
    with pytest.raises(Invalid) as refused:
        submit(dossier_id=found.id, actor=person("bien"), at=MONDAY)
    names = set(refused.value.fields)
    assert {name.split("_")[0] for name in names} == {"delivery", "paper.post"}


def test_a_dossier_that_ends_is_not_fetched_any_more(province):
    first = submitted_by_post(province, collect=True)
    refuse(dossier_id=first.id, reason="Không thuộc thẩm quyền", actor=person("lan"), at=LATER)
    second = submitted_by_post(province, collect=True)
    ask_to_withdraw(dossier_id=second.id, reason="Đổi ý", actor=person("bien"), at=LATER)
    agree_to_withdrawal(dossier_id=second.id, actor=person("lan"), at=LATER)
    assert set(Parcel.objects.values_list("state", flat=True)) == {t.CANCELLED}


# results that the post brings


def test_a_result_is_ordered_when_it_is_issued_and_not_before(province):
    submitted_by_post(province)
    assert not Parcel.objects.exists()
    found = done_by_post(province)
    made = Parcel.objects.get()
    assert (made.kind, made.subject_id, made.order) == ("deliver", found.id, f"{found.code}-T1")
    assert made.address_line.startswith("Trần Văn Biển, 0905000017, Số 1 Trần Phú, phường Bến Thành")


def test_an_address_of_one_line_from_a_counter_or_a_system_serves(province):
    found = signed(province)
    Dossier.objects.filter(id=found.id).update(delivery="post", delivery_address="Số 5 Hùng Vương, Nha Trang")
    seal = signer_of("H32.25", on=MONDAY.date())
    issue_result(dossier_id=found.id, seal=seal, actor=person("thu"), at=LATER)
    assert Parcel.objects.get().address_line == "Số 5 Hùng Vương, Nha Trang"


def test_delivery_hands_the_result_over_with_its_proof_once(province):
    found = done_by_post(province)
    made = Parcel.objects.get()
    delivered(made)
    delivered(made)
    got = fresh(found)
    assert got.status == Status.HANDED_OVER
    assert got.handed_over_to == {"way": "post", "receiver": "Trần Thị Mai", "identity_number": "000188000099"}
    assert got.events.filter(action="hand_over").count() == 1
    assert occasions()[-1] == "delivered"
    told = Book().news(got.events.get(action="hand_over").id, again=False)
    assert (told.by_post, told.handed_over_how) == (True, "Gửi về nhà qua bưu chính")


def test_a_dossier_that_does_not_use_the_post_asks_it_nothing(province):
    found = signed(province)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        issue_result(dossier_id=found.id, seal=signer_of("H32.25", on=MONDAY.date()), actor=person("thu"), at=LATER)
    with CaptureQueriesContext(connection) as more:
        hand_over(dossier_id=found.id, way="counter", receiver="A", actor=person("lan"), at=LATER)
        submitted = submit(dossier_id=draft(province).id, actor=person("bien"), at=MONDAY)
        receive(dossier_id=submitted.id, actor=person("lan"), at=LATER)
    assert not [one["sql"] for one in [*asked, *more] if "post_" in one["sql"]]


def test_the_postman_collects_what_is_owed_and_receipts_are_written(province):
    costly(fees(before=None, after=50_000))
    found = done_by_post(province)
    charge, made = Charge.objects.get(subject_id=found.id), Parcel.objects.get()
    assert (made.cod, made.cod_items) == (50_000, [{"code": charge.code, "amount": 50_000}])
    delivered(made, collected={charge.code: 50_000})
    charge.refresh_from_db()
    payment = Payment.objects.get()
    assert (charge.state, payment.method, payment.received, payment.provider_reference) == (
        Charge.State.PAID, "post", 50_000, f"RG1VN/{charge.code}",
    )  # fmt: skip
    assert Receipt.objects.count() == 1
    assert fresh(found).status == Status.HANDED_OVER


def test_whoever_pays_meanwhile_does_not_pay_the_postman(province):
    costly(fees(before=None, after=50_000))
    found = done_by_post(province)
    charge = Charge.objects.get(subject_id=found.id)
    heard = Heard(order="", paid=True, amount=50_000, reference="FT1", at=LATER)
    take_money(method="bank_transfer", heard=heard, at=LATER, charge_code=charge.code)
    tell_of_money(at=LATER)
    assert (Parcel.objects.get().cod, Parcel.objects.get().cod_items) == (0, [])


def test_money_that_the_postman_took_of_what_was_paid_already_goes_back(province):
    costly(fees(before=None, after=50_000))
    found = done_by_post(province)
    charge = Charge.objects.get(subject_id=found.id)
    take_news(news=news(Parcel.objects.get(), t.OUT, 10), at=LATER)
    heard = Heard(order="", paid=True, amount=50_000, reference="FT1", at=LATER)
    take_money(method="bank_transfer", heard=heard, at=LATER, charge_code=charge.code)
    tell_of_money(at=LATER)
    delivered(Parcel.objects.get(), collected={charge.code: 50_000})
    assert Refund.objects.get().amount == 50_000
    assert fresh(found).status == Status.HANDED_OVER


def test_the_postmans_money_is_compared_with_the_carriers_list_of_the_day(province, side):
    costly(fees(before=None, after=50_000))
    done_by_post(province)
    made = Parcel.objects.get()
    at = now()
    send(LATER)
    side.store.happen(made.order, "600", at=at - timedelta(days=1), push=False)
    Parcel.objects.update(next_ask_at=at)
    ask(at)
    tell_waiting(at=at)
    compare_collected(at)
    check = DayCheck.objects.get(method="post")
    assert check.sums["orders"] == check.sums["statement"] == {"count": 1, "sum": 50_000}
    assert not Difference.objects.exists()
    side.store.money.append({**side.store.money[0], "MaBuuGui": "RG9VN", "MaKhoan": "MC99999999A"})
    compare_collected(at)
    assert Difference.objects.get().kind == "not_in_orders"


def test_a_carrier_that_gives_no_list_is_said_so(province, side, monkeypatch):
    from motcua.post.simulators.store import Fault

    side.store.faults = [Fault("half", "doiSoatCOD")]
    compare_collected(now())
    assert DayCheck.objects.get(method="post").problem


# what comes back


def test_what_could_not_be_delivered_came_back_or_was_lost_is_told_to_its_owner(province):
    done_by_post(province)
    made = Parcel.objects.get()
    for minutes, state in enumerate((t.FAILED, t.LOST, t.RETURNED)):
        take_news(news=news(made, state, minutes), at=LATER)
        tell_waiting(at=LATER)
    assert occasions()[-3:] == ["parcel_failed", "parcel_lost", "parcel_returned"]
    told = Notice.objects.get(occasion="parcel_returned")
    assert set(told.data) == {"code", "until"}, "no name, no address"
    assert Dossier.objects.get().status == Status.DONE, "it is still to be handed over"


def test_a_result_that_is_kept_waits_at_the_counter_for_its_owner(province):
    found = done_by_post(province)
    made = Parcel.objects.get()
    take_news(news=news(made, t.RETURNED, 5), at=LATER)
    keep_at_counter(parcel_id=made.id, actor=person("lan"), at=LATER)
    tell_waiting(at=LATER)
    assert fresh(found).delivery == "counter"
    hand_over(dossier_id=found.id, way="counter", receiver="A", actor=person("lan"), at=LATER)
    assert fresh(found).status == Status.HANDED_OVER


# another way


def change(found: Dossier, way: str, **address) -> Dossier:
    given = {"dossier_id": found.id, "actor": person("bien"), "at": LATER}
    return change_delivery(**given, way=way, address={**HOME, **address} if way == "post" else {})


def test_the_way_is_changed_while_the_dossier_is_on_its_way_and_until_the_result_has_left(province):
    found = done(province)
    change(found, "post")
    assert Parcel.objects.get().state == t.WAITING
    change(found, "post", street="Số 9 Trần Phú")
    assert "Số 9" in Parcel.objects.get().address_line
    change(found, "counter")
    assert Parcel.objects.get().state == t.CANCELLED
    got = change(found, "post")
    assert [one.number for one in Parcel.objects.order_by("number")] == [1, 2]
    assert got.delivery_address == Parcel.objects.get(number=2).address_line
    take_news(news=news(Parcel.objects.get(number=2), t.PICKED_UP, 5), at=LATER)
    for way in ("counter", "post"):
        with pytest.raises(NotNow, match="đã lấy"):
            change(found, way)


def test_another_way_needs_a_good_address_and_the_owner(province):
    from motcua.kernel.refusals import NotAllowed, NotFound

    found = done(province)
    with pytest.raises(Invalid) as refused:
        change(found, "post", phone="1")
    assert set(refused.value.fields) == {"delivery_phone"}
    with pytest.raises(Invalid):
        change(found, "pigeon")
    with pytest.raises((NotAllowed, NotFound)):
        change_delivery(dossier_id=found.id, way="counter", address={}, actor=person("hoa"), at=LATER)


def test_a_result_that_has_left_is_not_recalled(province):
    found = done_by_post(province)
    recall_result(dossier_id=found.id, reason="Sai tên", actor=person("son"), at=LATER)
    assert Parcel.objects.get().state == t.CANCELLED


def test_a_result_on_its_way_is_not_recalled(province):
    found = done_by_post(province)
    take_news(news=news(Parcel.objects.get(), t.OUT, 5), at=LATER)
    with pytest.raises(NotNow, match="đã lấy"):
        recall_result(dossier_id=found.id, reason="Sai tên", actor=person("son"), at=LATER)


def test_whoever_comes_to_the_counter_after_all_gets_it_there(province):
    found = done_by_post(province)
    hand_over(dossier_id=found.id, way="counter", receiver="A", actor=person("lan"), at=LATER)
    assert Parcel.objects.get().state == t.CANCELLED
