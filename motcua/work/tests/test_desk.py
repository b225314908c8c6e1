import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid
from motcua.work.actions import advance, pause, take
from motcua.work.models import Step
from motcua.work.queries import Filters, clock_of, desk, desk_counts, route_of
from motcua.work.tests.make import CALENDAR, at, matter, office

pytestmark = pytest.mark.django_db


def forwarded(place, number, hour=9, **more):
    found = matter(place, reference=f"H32.25-260302-{number:04}")
    advance(matter_id=found.pk, action="receive", actor=place["reception"], at=at(2, hour, number), calendar=CALENDAR)
    return advance(
        matter_id=found.pk,
        action="forward",
        actor=place["division_head"],
        at=at(2, hour, number),
        calendar=CALENDAR,
        **more,
    )


def references(page):
    return [row.reference[-4:] for row in page.rows]


def test_a_desk_shows_what_is_mine_and_what_nobody_has_yet():
    place = office()
    lan = place["specialist"]
    forwarded(place, 1, officer_id=lan.account_id)
    forwarded(place, 2, officer_id=place["second"].account_id)
    forwarded(place, 3)
    assert references(desk(actor=lan, view="mine", at=at(2, 10))) == ["0001"]
    assert references(desk(actor=lan, view="unit", at=at(2, 10))) == ["0003"]
    assert references(desk(actor=lan, view="late", at=at(20, 10))) == ["0001", "0003"]
    assert references(desk(actor=lan, view="due_soon", at=at(4, 8), soon=at(5, 8))) == ["0001", "0003"]


def test_what_waits_is_never_late():
    place = office()
    found = forwarded(place, 1)
    pause(matter_id=found.pk, reason="Bổ sung", actor=place["reception"], at=at(2, 11))
    lan = place["specialist"]
    assert desk(actor=lan, view="late", at=at(30, 10)).rows == ()
    (row,) = desk(actor=lan, view="waiting", at=at(30, 10)).rows
    assert (row.late, row.waiting) == (False, True)


@pytest.mark.parametrize("view", ["unit", "done"])
def test_pages_follow_each_other_without_gap_or_repetition(view):
    place = office()
    lan = place["specialist"]
    for number in range(1, 8):
        found = forwarded(place, number, hour=9 + number % 3)
        if view == "done":
            advance(matter_id=found.pk, action="submit", actor=lan, at=at(3, 9, number % 2), calendar=CALENDAR)
    whole = references(desk(actor=lan, view=view, at=at(2, 10)))
    assert sorted(whole) == [f"{n:04}" for n in range(1, 8)]
    walked, after = [], None
    while True:
        page = desk(actor=lan, view=view, at=at(2, 10), after=after, limit=3)
        walked += references(page)
        after = page.after
        if after is None:
            break
    assert walked == whole


def test_a_page_takes_one_statement_however_many_posts(django_assert_num_queries):
    place, other = office(), office("H32.26")
    both = Actor(place["leader"].account_id, "Đỗ Thanh Sơn", place["specialist"].posts + other["leader"].posts)
    for number in (1, 2, 3):
        forwarded(place, number)
    with django_assert_num_queries(1):
        assert len(desk(actor=both, view="due_soon", at=at(2, 10), soon=at(9, 9)).rows) == 3
    with django_assert_num_queries(1):
        assert desk_counts(actor=both, at=at(2, 10))["unit"] == 3


def test_filters_narrow_a_desk():
    place = office()
    for number in (1, 2, 3):
        forwarded(place, number)
    lan = place["specialist"]

    def seen(**filters):
        return references(desk(actor=lan, view="unit", at=at(2, 10), filters=Filters(**filters)))

    assert seen(text="H32.25-260302-0002") == ["0002"]
    assert seen(kind="petition") == []
    assert seen(agency="H32.26") == []
    first = Step.objects.filter(node="appraisal").order_by("due_at").first()
    assert seen(due_before=first.due_at) == []
    assert seen(kind="dossier", agency="H32.25", text="H32.25") == ["0001", "0002", "0003"]


def test_counts_stop_at_a_hundred(monkeypatch):
    monkeypatch.setattr("motcua.work.queries.desks.MOST", 2)
    place = office()
    for number in range(1, 6):
        forwarded(place, number)
    counts = desk_counts(actor=place["specialist"], at=at(2, 10))
    assert counts == {"mine": 0, "unit": 3, "due_soon": 0, "late": 0, "waiting": 0}


def test_a_broken_page_address_is_refused_in_words():
    place = office()
    with pytest.raises(Invalid, match="Địa chỉ trang"):
        desk(actor=place["specialist"], view="mine", at=at(), after="1.x")


def test_a_route_names_steps_people_and_what_they_did():
    place = office()
    found = forwarded(place, 1)
    step = Step.objects.get(matter=found, finished_at=None)
    take(step_id=step.pk, actor=place["specialist"], at=at(2, 11))
    route = route_of(found.pk)
    assert [(s.name, s.finished_by, s.outcome_name) for s in route] == [
        ("Tiếp nhận", "Trần Thị Mai", "Tiếp nhận"),
        ("Phân công", "Lê Văn Hòa", "Phân công thụ lý"),
        ("Thẩm định", "", ""),
    ]
    assert route[-1].officer == "Nguyễn Ngọc Lan"
    assert [step.late(at(30, 9)) for step in route] == [False, False, True]
    (span,) = clock_of(found.pk)
    assert (span.kind, span.started_at, span.ended_at) == ("running", at(2, 9, 1), None)


def test_every_part_of_a_desk_is_answered_by_an_index():
    place = office()
    forwarded(place, 1)
    with CaptureQueriesContext(connection) as seen:
        desk(actor=place["specialist"], view="late", at=at(20, 10))
        desk(actor=place["specialist"], view="done", at=at(20, 10))
    plans = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # tables this small would be read whole
        for query in seen.captured_queries:
            how = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
            cursor.execute(f"{how} {query['sql']}")
            plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
    assert "desk_of_officer" in plans[0]
    assert "desk_of_unit" in plans[0]
    assert "steps_done_by" in plans[1]
