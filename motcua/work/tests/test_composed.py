"""Statements composed once give and write what the ORM gives and writes."""

import gc

import pytest
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, transaction

from motcua.kernel.composed import (
    Kept,
    KeptRows,
    Slot,
    columns,
    gathered,
    inserting,
    saving,
    updating,
    write,
    write_later,
)
from motcua.kernel.ids import new_id
from motcua.work.models import Matter, Step
from motcua.work.tests.actions.test_life import act, at, matter, office

pytestmark = pytest.mark.django_db

STEPS: Kept[Step] = Kept(
    lambda: (
        Step.objects.filter(matter=Slot("matter", Matter._meta.pk), finished_at=None)
        .select_related("matter__process")
        .only("node", "due_at", "matter__places", "matter__process__name")
    )
)


def plain(row):
    """All columns of ``row`` as the database gives them."""
    return type(row).objects.filter(pk=row.pk).values().get()


def test_what_is_kept_gives_what_the_queryset_gives(django_assert_num_queries):
    place = office()
    first, second = matter(place), matter(place)
    for each in (first, second, first):
        with django_assert_num_queries(1):
            (step,) = STEPS(matter=each.pk)
            known = (step.node, step.due_at, step.matter.places, step.matter.process.name)
        real = Step.objects.select_related("matter__process").get(matter=each)
        assert known == (real.node, real.due_at, real.matter.places, real.matter.process.name)
        assert step.agency == real.agency  # what was left out is read when asked for
    assert STEPS.first(matter=new_id()) is None


def test_rows_that_are_kept_come_as_the_queryset_gives_them_and_are_forgotten_with_it():
    def wanted(number):
        return Step.objects.filter(matter=number, finished_at=None).values_list("id", "due_at", "waiting", "unit_id")

    found = matter(office())
    rows = KeptRows(lambda: wanted(Slot("matter", Matter._meta.pk)))
    assert [tuple(row) for row in rows(matter=found.pk)] == list(wanted(found.pk)) != []
    assert rows(matter=new_id()) == []
    composed = connections[DEFAULT_DB_ALIAS].__dict__["_motcua_composed"]
    before = len(composed)
    del rows
    gc.collect()
    assert len(composed) == before - 1


def own(row):
    """What tells the twin from what it was copied from."""
    return {"id": row.id, "subject_id": row.subject_id, "party": row.party}


def test_rows_are_written_as_the_orm_writes_them():
    place = office()
    found = matter(place)
    twin = Matter.objects.get(pk=found.pk)
    twin.id, twin.subject_id, twin.party = new_id(), new_id(), "100 % Nguyễn; DROP TABLE x; --"
    assert write(inserting([twin])) == [1]
    assert plain(twin) == {**plain(found), **own(twin)}
    twin.title, twin.limit = "Đổi", None
    assert write(saving(twin)) == [1]
    assert plain(twin) == {**plain(found), **own(twin), "title": "Đổi", "limit": None}


def test_each_of_several_writes_tells_how_many_rows_it_changed():
    place = office()
    found = act(matter(place), "receive", place["reception"], at(2, 9))
    counts = write(
        updating(Matter, {"party": "A"}, {"id": found.pk}),
        updating(Matter, {"party": "B"}, {"id": new_id()}),
        inserting([]),
        updating(Step, {"note": "C"}, {"matter_id": found.pk, "finished_at": None}),
    )
    assert counts == [1, 0, 1]
    notes = Step.objects.filter(matter=found)
    assert list(notes.filter(finished_at=None).values_list("note", flat=True)) == ["C"]
    assert list(notes.exclude(finished_at=None).values_list("note", flat=True)) == [""]


def test_a_row_that_is_there_already_is_left_out_when_that_was_asked():
    found = matter(office())
    again = Matter.objects.get(pk=found.pk)
    assert write(inserting([again], unless_there=True)) == [0]
    with pytest.raises(IntegrityError), transaction.atomic():
        write(inserting([again]))


def test_what_fails_among_several_writes_leaves_none_of_them():
    found = matter(office())
    with pytest.raises(IntegrityError), transaction.atomic():
        write(updating(Matter, {"party": "A"}, {"id": found.pk}), inserting([Matter.objects.get(pk=found.pk)]))
    assert Matter.objects.get(pk=found.pk).party != "A"


def test_several_writes_take_one_exchange_on_postgresql(django_assert_num_queries):
    found = matter(office())
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        write(*(updating(Matter, {"party": text}, {"id": found.pk}) for text in "AB"))
    assert Matter.objects.get(pk=found.pk).party == "B"


def named(found, text):
    """The write that gives the party of ``found`` a name."""
    return updating(Matter, {"party": text}, {"id": found.pk})


def both(first, second, check):
    """Two writes that may wait, the first with a check."""
    write_later(first, check=check)
    write_later(second)


def fall_after(waiting):
    """An act that says what to write and then fails."""
    write_later(waiting)
    raise LookupError


def test_only_what_changed_since_it_was_read_is_written():
    found = matter(office())
    read = columns(found)
    found.places["agency"] = 7  # changed in place
    Matter.objects.filter(pk=found.pk).update(party="Người khác ghi")
    assert write(saving(found, read)) == [1]
    assert plain(found)["places"]["agency"] == 7
    assert plain(found)["party"] == "Người khác ghi"
    assert saving(found, columns(found)) is None


def test_what_may_wait_travels_with_the_next_statement_on_postgresql(django_assert_num_queries):
    found = matter(office())
    with gathered(), django_assert_num_queries(1 if connection.vendor == "postgresql" else 3):
        write_later(named(found, "A"))
        write_later(named(found, "B"))
        assert [step.matter_id for step in STEPS(matter=found.pk)] == [found.pk]
    assert plain(found)["party"] == "B"


def test_whoever_asks_next_sees_what_waited():
    found = matter(office())
    with gathered():
        write_later(named(found, "A"))
        assert plain(found)["party"] == "A"
        write_later(named(found, "B"))
    assert plain(found)["party"] == "B"


def test_a_check_sees_the_counts_of_its_own_writes_alone():
    found, seen = matter(office()), []
    with gathered():
        write_later(named(found, "A"))
        write_later(updating(Matter, {"party": "B"}, {"id": new_id()}), named(found, "C"), check=seen.append)
        write_later(named(found, "D"), check=seen.append)
        assert write(updating(Matter, {"party": "E"}, {"id": new_id()})) == [0]
    assert seen == [[0, 1], [1]]


def test_what_a_check_refuses_is_undone_with_all_that_travelled_with_it():
    found = matter(office())

    def refuse(counts):
        raise LookupError

    with pytest.raises(LookupError), transaction.atomic(), gathered():
        both(named(found, "A"), named(found, "B"), check=refuse)
    assert plain(found)["party"] not in "AB"


def test_a_savepoint_taken_back_takes_back_what_waits_since_and_nothing_before():
    found = matter(office())
    with gathered():
        write_later(named(found, "A"))
        with pytest.raises(LookupError), transaction.atomic():
            fall_after(named(found, "B"))
    assert plain(found)["party"] == "A"


def test_an_error_in_the_block_leaves_nothing_waiting_for_the_next_one():
    found = matter(office())
    with pytest.raises(LookupError), transaction.atomic(), gathered():
        fall_after(named(found, "A"))
    with gathered():
        write_later(updating(Matter, {"title": "T"}, {"id": found.pk}))
    assert (plain(found)["party"] != "A", plain(found)["title"]) == (True, "T")
