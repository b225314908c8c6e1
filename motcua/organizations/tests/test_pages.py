"""What people see: the public deadline, the units, the administrator's calendar."""

from datetime import date, timedelta

import pytest

from motcua.audit.models import Entry
from motcua.kernel.clock import now
from motcua.organizations.models import CalendarDay, StandIn, Succession, Unit
from motcua.organizations.public import actor_of
from motcua.organizations.tests.make import make_account, make_calendar, make_posting, make_unit

pytestmark = pytest.mark.django_db
ASKED = {"nhan": "2026-03-02T09:12", "so": "5", "loai": "ngay-lam-viec", "co_quan": "H32.25"}


@pytest.fixture(autouse=True)
def office():
    make_calendar()
    return make_unit("H32.25", name="Sở Văn hóa")


@pytest.fixture
def signed_in(client, office):
    account = make_account("quantri", "Lý Công Thành")
    make_posting(account, office, "administrator")
    client.force_login(account)
    return client


def test_anyone_computes_a_deadline_from_a_shareable_address(client):
    page = client.get("/tinh-han/", ASKED)
    assert page.status_code == 200
    text = page.content.decode()
    assert "thứ Hai 09/03/2026, 09:12" in text
    assert "Sở Văn hóa" in text
    assert "ngày nghỉ hằng tuần" in text


def test_the_empty_question_is_shown_with_something_to_start_from(client):
    assert 'value="5"' in client.get("/tinh-han/").content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"nhan": "hôm qua"}, "không đọc được"),
        ({"so": ""}, "Hãy ghi thời hạn"),
        ({"so": "-1"}, "không thể nhỏ hơn 0"),
        ({"so": "99999"}, "dài quá"),
        ({"loai": "nam"}, "Hãy chọn một cách tính"),
        ({"co_quan": "H99"}, "Không có cơ quan này"),
        ({"nhan": "1990-01-01T09:00"}, "Lịch làm việc chỉ có từ"),
    ],
)
def test_a_bad_question_gets_its_answer_beside_the_field_and_keeps_what_was_typed(client, changed, words):
    page = client.get("/tinh-han/", ASKED | changed)
    assert page.status_code == 422
    text = page.content.decode()
    assert words in text
    assert 'value="2026-03-02T09:12"' in text or "nhan" in changed


def test_the_same_day_rule_needs_no_amount(client):
    page = client.get("/tinh-han/", ASKED | {"loai": "trong-ngay", "so": "", "nhan": "2026-03-02T15:30"})
    assert "thứ Ba 03/03/2026, 17:00" in page.content.decode()


def test_the_units_are_listed_and_found_without_accents(client):
    make_unit("H32.212", Unit.Kind.COMMUNE, name="UBND phường Nha Trang")
    assert "Nha Trang" in client.get("/don-vi/").content.decode()
    found = client.get("/don-vi/", {"tim": "phuong nha trang"}).content.decode()
    assert "UBND phường Nha Trang" in found
    assert "Sở Văn hóa" not in found


def test_a_unit_tells_what_it_came_from_and_a_closed_one_what_became_of_it(client):
    new = make_unit("H32.212", Unit.Kind.COMMUNE, name="UBND phường Nha Trang")
    old = make_unit(
        "cu.1", "old_commune", name="UBND phường Lộc Thọ", valid_from=date(2000, 1, 1), valid_to=date(2025, 6, 30)
    )
    Succession.objects.create(predecessor=old, successor=new, on=date(2025, 7, 1), basis="Nghị quyết")
    assert "UBND phường Lộc Thọ" in client.get("/don-vi/H32.212/").content.decode()
    closed = client.get("/don-vi/cu.1/?tu=2000-01-01").content.decode()
    assert "UBND phường Nha Trang" in closed
    assert "30/06/2025" in closed


@pytest.mark.parametrize("address", ["/don-vi/H99/", "/don-vi/H32.25/?tu=x", "/don-vi/H32.25/?tu=1999-01-01"])
def test_an_unknown_unit_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/quan-tri/lich/", "/quan-tri/lich/ngay/moi/"])
def test_the_calendar_of_the_administrator_is_closed_to_others(client, office, address):
    assert client.get(address).status_code == 302
    account = make_account("chuyenvien")
    make_posting(account, office, "specialist")
    client.force_login(account)
    assert client.get(address).status_code == 403


def typed(**more):
    return {"day": "2026-03-03", "kind": "local_closure", "name": "Bão số 3", "hours": "", "basis": "Công văn"} | more


def test_an_administrator_adds_alters_and_removes_a_day(signed_in):
    assert signed_in.post("/quan-tri/lich/ngay/moi/", typed()).status_code == 302
    row = CalendarDay.objects.get()
    shown = signed_in.get("/quan-tri/lich/?nam=2026&thang=3").content.decode()
    assert "Bão số 3" in shown
    signed_in.post(f"/quan-tri/lich/ngay/{row.pk}/", typed(hours="7:00-11:30"))
    row.refresh_from_db()
    assert row.hours == [["07:00", "11:30"]]
    assert 'value="07:00–11:30"' in signed_in.get(f"/quan-tri/lich/ngay/{row.pk}/").content.decode()
    assert signed_in.get(f"/quan-tri/lich/ngay/{row.pk}/bo/").status_code == 405
    signed_in.post(f"/quan-tri/lich/ngay/{row.pk}/bo/")
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": "33/13"}, "ngày/tháng/năm"),
        ({"hours": "7h-9h"}, "Giờ làm việc chưa đúng"),
        ({"hours": "07:00-11:30, 11:00-12:00"}, "Giờ làm việc chưa đúng"),
        ({"basis": ""}, "Hãy ghi văn bản"),
        ({"day": "1999-01-01"}, "Lịch chỉ có từ năm"),
    ],
)
def test_a_wrong_day_is_told_beside_its_field_and_nothing_typed_is_lost(signed_in, wrong, words):
    page = signed_in.post("/quan-tri/lich/ngay/moi/", typed(**wrong))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Bão số 3" in page.content.decode()
    assert not CalendarDay.objects.exists()


def test_a_day_already_there_is_told_beside_the_day(signed_in):
    signed_in.post("/quan-tri/lich/ngay/moi/", typed())
    page = signed_in.post("/quan-tri/lich/ngay/moi/", typed(name="Lũ"))
    assert "Ngày này đã có trong lịch: Bão số 3" in page.content.decode()


def test_the_year_takes_a_constant_number_of_queries(signed_in, django_assert_max_num_queries):
    for day in range(1, 20):
        CalendarDay.objects.create(day=date(2026, 3, day), kind="holiday", name="Nghỉ", basis="x")
    with django_assert_max_num_queries(10):
        assert signed_in.get("/quan-tri/lich/?nam=2026").status_code == 200


STAND_INS = "/quan-tri/phan-cong-thay/"


@pytest.fixture
def colleagues(office):
    absent, deputy = make_account("nghia.pham", "Phạm Hữu Nghĩa"), make_account("tam.le", "Lê Thanh Tâm")
    make_posting(absent, office, "leader")
    return absent, deputy


def arranged(first, last):
    return {
        "absent": "nghia.pham",
        "deputy": "tam.le",
        "first": first.isoformat(),
        "last": last.isoformat(),
        "reason": "Nghỉ phép",
    }


def test_an_administrator_arranges_a_stand_in_sees_it_and_ends_it(signed_in, colleagues):
    _absent, deputy = colleagues
    today = now().date()
    first, last = today - timedelta(days=2), today + timedelta(days=2)
    assert STAND_INS in signed_in.get("/quan-tri/lich/").content.decode()
    assert signed_in.post(STAND_INS, arranged(first, last)).status_code == 302
    page = signed_in.get(STAND_INS).content.decode()
    assert "Phạm Hữu Nghĩa" in page
    assert f"{last:%d/%m/%Y}" in page
    assert actor_of(deputy, on=today).roles == {"leader"}
    row = StandIn.objects.get()
    assert signed_in.get(f"{STAND_INS}{row.pk}/ket-thuc/").status_code == 405
    signed_in.post(f"{STAND_INS}{row.pk}/ket-thuc/")
    assert not actor_of(deputy, on=today).roles
    assert actor_of(deputy, on=today - timedelta(days=1)).roles == {"leader"}
    assert "Lê Thanh Tâm" in Entry.objects.get(action="organizations.end_stand_in").sentence
    assert "đã kết thúc" in signed_in.get(STAND_INS).content.decode()
    assert signed_in.post(f"{STAND_INS}{row.pk}/ket-thuc/").status_code == 409


def test_a_stand_in_that_is_still_to_come_is_taken_away(signed_in, colleagues):
    today = now().date()
    signed_in.post(STAND_INS, arranged(today, today))
    signed_in.post(f"{STAND_INS}{StandIn.objects.get().pk}/ket-thuc/")
    assert not StandIn.objects.exists()
    assert signed_in.post(f"{STAND_INS}1/ket-thuc/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"deputy": "khong.co"}, "Không có ai mang tên đăng nhập này"),
        ({"deputy": "nghia.pham"}, "Không ai thay chính mình"),
        ({"last": "2020-01-01"}, "Ngày cuối phải từ ngày đầu"),
        ({"reason": ""}, "Hãy ghi lý do"),
    ],
)
def test_a_stand_in_that_makes_no_sense_is_told_beside_its_field(signed_in, colleagues, wrong, words):
    page = signed_in.post(STAND_INS, arranged(now().date(), now().date()) | wrong)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "nghia.pham" in page.content.decode()
    assert not StandIn.objects.exists()


def test_stand_ins_are_for_the_administrator(client, office):
    account = make_account("chuyenvien")
    make_posting(account, office, "specialist")
    client.force_login(account)
    assert client.get(STAND_INS).status_code == 403
    assert client.post(f"{STAND_INS}1/ket-thuc/").status_code == 403
