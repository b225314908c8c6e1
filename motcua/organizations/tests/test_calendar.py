"""The calendar of a unit: found, remembered, edited by an administrator and by nobody else."""

from datetime import date

import pytest

from motcua.audit.models import Entry
from motcua.kernel.limits import Limit
from motcua.kernel.refusals import Invalid, NotAllowed, NotFound
from motcua.organizations.actions.calendar_days import remove_special_day, set_special_day
from motcua.organizations.models import CalendarDay, WorkCalendar
from motcua.organizations.public import calendar_of, explanation
from motcua.organizations.queries import edition
from motcua.organizations.queries.deadlines import explain_due
from motcua.organizations.tests.make import administrator, at, make_calendar, make_unit, specialist

pytestmark = pytest.mark.django_db
NOW = at("2026-03-01 08:00")


@pytest.fixture(autouse=True)
def usual():
    return make_calendar()


def closed(day="2026-03-03", **more):
    values = {
        "day_id": None,
        "calendar_id": None,
        "day": date.fromisoformat(day),
        "kind": "local_closure",
        "name": "Bão số 3",
        "hours": None,
        "basis": "Công văn của UBND tỉnh",
        "verified": False,
        "actor": administrator(),
        "at": NOW,
    }
    return set_special_day(**values | more)


def due(unit):
    return calendar_of(unit.pk).due(at("2026-03-02 09:12"), Limit(2, "working_day")).at


def test_a_unit_works_by_its_own_calendar_else_by_that_of_the_unit_above():
    saturday = make_calendar("sang-thu-bay")
    saturday.week = [*saturday.week[:5], [["07:00", "11:30"]], []]
    saturday.save()
    above = make_unit("H32.212", calendar=saturday)
    below = make_unit("H32.212.KT", "division", parent=above, agency="H32.212")
    assert calendar_of(below.pk).on(date(2026, 3, 7)).hours
    assert not calendar_of(make_unit("H32.25").pk).on(date(2026, 3, 7)).hours


def test_the_calendar_is_remembered_and_costs_no_query(django_assert_num_queries):
    unit = make_unit("H32.25")
    calendar_of(unit.pk)
    with django_assert_num_queries(0):
        calendar_of(unit.pk)


def test_an_edit_is_felt_at_once_here():
    unit = make_unit("H32.25")
    assert due(unit) == at("2026-03-04 09:12")
    row = closed()
    assert due(unit) == at("2026-03-05 09:12")
    closed(day_id=row.pk, hours=((25200, 41400),))
    assert due(unit) == at("2026-03-04 14:42")
    remove_special_day(day_id=row.pk, actor=administrator(), at=NOW)
    assert due(unit) == at("2026-03-04 09:12")


def test_an_edit_made_elsewhere_is_felt_once_the_number_is_read_again(monkeypatch):
    unit = make_unit("H32.25")
    assert due(unit) == at("2026-03-04 09:12")
    monkeypatch.setattr(edition, "forget", lambda: None)  # as in another process, which only sees the database
    CalendarDay.objects.bulk_create([CalendarDay(day=date(2026, 3, 3), kind="holiday", name="Nghỉ", hours=None)])
    edition.raise_edition()
    assert due(unit) == at("2026-03-04 09:12")
    monkeypatch.setattr(edition, "CHECK_SECONDS", -1)
    assert due(unit) == at("2026-03-05 09:12")


def test_what_is_said_for_one_calendar_wins_over_what_is_said_for_all():
    calendar = WorkCalendar.objects.get()
    closed()
    closed(calendar_id=calendar.pk, kind="swap_work", name="Trực")
    assert due(make_unit("H32.25")) == at("2026-03-04 09:12")


def test_every_edit_leaves_a_sentence():
    row = closed()
    remove_special_day(day_id=row.pk, actor=administrator(), at=NOW)
    added, removed = Entry.objects.filter(subject_kind="calendar_day").order_by("number")
    assert added.sentence.startswith("Lý Công Thành thêm ngày đặc biệt 03/03/2026: Bão số 3")
    assert removed.data["before"]["name"] == "Bão số 3"
    assert removed.agency == "H32"


def test_only_an_administrator_edits_the_calendar():
    with pytest.raises(NotAllowed):
        closed(actor=specialist())
    row = closed()
    with pytest.raises(NotAllowed):
        remove_special_day(day_id=row.pk, actor=specialist(), at=NOW)
    assert CalendarDay.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"kind": "party"}, "kind"),
        ({"day": "1999-01-01"}, "day"),
        ({"kind": "swap_work", "hours": ()}, "hours"),
        ({"calendar_id": 99}, "calendar"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_at_its_field(wrong, field):
    with pytest.raises(Invalid) as refused:
        closed(**wrong)
    assert field in refused.value.fields
    assert not CalendarDay.objects.exists()


def test_one_day_has_one_rule():
    closed()
    with pytest.raises(Invalid) as refused:
        closed(name="Lũ")
    assert "Bão số 3" in refused.value.fields["day"][0]


def test_a_day_that_somebody_else_removed_is_not_found():
    with pytest.raises(NotFound):
        remove_special_day(day_id=12345, actor=administrator(), at=NOW)


def test_a_deadline_is_explained_in_words_and_as_data():
    unit = make_unit("H32.25")
    closed()
    told = explain_due(at("2026-03-02 09:12"), Limit(2, "working_day"), "H32.25")
    assert told["due"] == "2026-03-05T09:12:00+07:00"
    assert told["due_text"] == "thứ Năm 05/03/2026, 09:12"
    assert told["unit"] == {"code": "H32.25", "name": unit.name}
    assert [day["counted"] for day in told["days"]] == [True, False, True, True]
    assert told["days"][1]["text"] == "không tính: cơ quan tạm đóng cửa (Bão số 3)"
    assert told["days"][0]["hours"] == [["09:12", "11:30"], ["13:30", "17:00"]]
    assert told["limit"] == {"value": 2, "unit": "working_day"}


def test_every_reason_and_every_kind_of_day_has_words():
    calendar = calendar_of(make_unit("H32.25").pk)
    pause = [(at("2026-03-10 09:00"), at("2026-03-12 09:00"))]
    for limit in (
        Limit(9, "working_hour"),
        Limit(5, "calendar_day"),
        Limit(1, "month"),
        Limit(0, "working_day", "15:00"),
    ):
        for start in ("2026-03-07 10:00", "2026-03-02 16:00", "2026-03-02 08:00"):
            told = explanation(calendar.due(at(start), limit, pause))
            assert all(day["text"] for day in told["days"])
            assert all("%(" not in reason["text"] for reason in told["reasons"])
