"""Statements composed once give and write what the ORM gives and writes."""

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.kernel.composed import Kept, Slot, inserting, saving, updating, write
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
