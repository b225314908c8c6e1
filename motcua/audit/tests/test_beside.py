"""A last line removed together with the head of its book, before anybody ever checked."""

from time import perf_counter

import pytest
from django.db import connection, transaction

from motcua.audit import beside, guard
from motcua.audit.actions.record import BOOK_OF_BOOKS
from motcua.audit.models import Book, Entry
from motcua.audit.public import verify
from motcua.audit.tests import make

pytestmark = pytest.mark.django_db
OURS, OTHER = "H32.05", "H32.25"


@pytest.fixture
def act(django_capture_on_commit_callbacks):
    """One act in a transaction of its own, committed."""

    def committed(agency: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            make.line(agency)

    return committed


def cut(agency: str, length: int) -> None:
    """As somebody with the database in hand cuts a book: lines and head together, without a trace in the book."""
    guard.unlock(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE agency = %s AND number > %s", [agency, length])
    last = Entry.objects.filter(agency=agency).order_by("-number").first()
    Book.objects.filter(agency=agency).update(length=length, head=last.digest if last else "")
    guard.lock(connection)


def test_the_next_line_of_another_book_tells_of_it(act):
    act(OURS)
    act(OURS)
    act(OTHER)
    last = Entry.objects.get(agency=OTHER, number=1)
    ours = Entry.objects.get(agency=OURS, number=2)
    told = {
        line.data[beside.KEY]["agency"]: line.data[beside.KEY]
        for line in Entry.objects.exclude(agency=OURS)
        if beside.KEY in line.data
    }
    assert told[OURS] == {"agency": OURS, "number": 2, "digest": ours.digest}
    assert last.data["giấy tờ"] == 3
    assert verify() == []


def test_a_book_cut_with_its_head_is_found_at_the_first_check(act):
    act(OURS)
    act(OURS)
    act(OTHER)
    cut(OURS, 1)
    (fault,) = verify()
    assert (fault.agency, fault.number, fault.kind) == (OURS, 2, "removed")
    assert "cùng đầu sổ" in fault.sentence
    assert "còn ghi dòng này" in fault.sentence


def test_a_book_cut_and_written_on_is_found_too(act):
    act(OURS)
    act(OURS)
    act(OTHER)
    cut(OURS, 1)
    beside.forget()
    make.line(OURS, sentence="Một việc khác.")
    (fault,) = verify()
    assert (fault.agency, fault.number, fault.kind) == (OURS, 2, "altered")


def test_what_was_rolled_back_is_never_told_of(act, django_capture_on_commit_callbacks):
    act(OTHER)
    act(OURS)
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                make.line(OURS)
                raise RuntimeError
        except RuntimeError:
            pass
    act(OTHER)
    act(OURS)
    act(OTHER)
    assert verify() == []


def test_many_books_tell_of_each_other_and_no_line_is_told_of_twice(act):
    for number in range(30):
        act(f"H32.{number % 4}")
    marks = [
        (line.data[beside.KEY]["agency"], line.data[beside.KEY]["number"])
        for line in Entry.objects.all()
        if beside.KEY in line.data
    ]
    assert len(marks) > 25
    assert len(marks) == len(set(marks))
    assert verify() == []
    for agency in ("H32.0", "H32.1", "H32.2", "H32.3"):
        assert any(told == agency for told, _ in marks)
    assert any(told == BOOK_OF_BOOKS for told, _ in marks)


def test_telling_asks_the_database_nothing(act, django_assert_num_queries):
    act(OURS)
    act(OTHER)
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 3):
        make.line(OURS)


def test_telling_takes_no_time_that_anybody_feels():
    line = beside.Mark(OURS, 1, "0" * 64)
    start = perf_counter()
    for number in range(1000):
        beside.untold(OTHER)
        beside.committed(beside.Mark(OURS, number, "0" * 64), line)
    assert (perf_counter() - start) / 1000 < 0.0005
