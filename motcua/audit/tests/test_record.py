import threading
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.audit import guard
from motcua.audit.actions.record import BOOK_OF_BOOKS
from motcua.audit.models import Book, Entry, Immutable
from motcua.audit.public import entries_about, verify
from motcua.audit.tests import make
from motcua.kernel.ids import new_id

pytestmark = pytest.mark.django_db


def test_a_line_continues_the_chain_of_its_book():
    make.book(3)
    first, second, third = Entry.objects.filter(agency="H32.05").order_by("number")
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert first.previous == ""
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert Book.objects.get(agency="H32.05").head == third.digest


def test_each_agency_has_a_book_of_its_own():
    make.line("H32.05")
    make.line("H32.25")
    assert set(Entry.objects.exclude(agency=BOOK_OF_BOOKS).values_list("agency", "number")) == {
        ("H32.05", 1),
        ("H32.25", 1),
    }


def test_a_line_costs_three_statements_of_which_two_travel_together_on_postgresql():
    make.line()
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as statements,
    ):
        make.line()
    assert len(statements) == (2 if connection.vendor == "postgresql" else 3)


def test_the_first_line_of_a_book_opens_it_in_the_book_of_books():
    make.book(2)
    assert [e.subject_id for e in Entry.objects.filter(agency=BOOK_OF_BOOKS)] == ["H32.05"]


def test_a_moment_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="zone"):
        make.line(at=datetime(2026, 3, 2))  # noqa: DTZ001


@pytest.mark.parametrize(
    "data",
    [
        {"nhỏ": 0.1, "lớn": 1e20, "rất lớn": 1e300, "nguyên": 1.0, "âm không": -0.0, "tí": 5e-324, "2^53": 2.0**53},
        {"không số": float("nan"), "vô cùng": float("inf")},
        {"chữ": "Đặng Thị Ưởng 😀", "tổ hợp": "ô\u0302", "nul": "a\0b", "nửa chữ": "\ud83d", "k\0ey": 1},
        {"ngày": date(2026, 3, 2), "lúc": make.AT, "tiền": Decimal("12000.50"), "mã": new_id()},
        {"b": [1, {"z": 1, "a": (2, 3)}], "a": None, "tập": {3, 1, 2}, 7: True},
        {"số dài": 10**30},
        {},
    ],
)
def test_the_seal_still_holds_when_a_line_is_read_back_from_the_database(data):
    make.line(data=data)
    assert verify("H32.05") == []


def test_words_that_a_database_cannot_keep_are_made_plain():
    make.line(sentence="Hồ sơ\0 có \ud800ký tự lạ", subject_id=new_id())
    assert Entry.objects.get(agency="H32.05").sentence == "Hồ sơ có ?ký tự lạ"
    assert verify() == []


def test_a_moment_keeps_its_microseconds():
    make.line()
    assert Entry.objects.get(agency="H32.05").at == make.AT


def test_a_line_can_be_neither_changed_nor_removed_by_the_program():
    make.line()
    line = Entry.objects.get(agency="H32.05")
    line.sentence = "Không có gì xảy ra."
    for attempt in (
        line.save,
        line.delete,
        lambda: Entry.objects.update(sentence=""),
        Entry.objects.all().delete,
        lambda: Entry.objects.bulk_update([line], ["sentence"]),
    ):
        with pytest.raises(Immutable):
            attempt()
    assert Entry.objects.get(pk=line.pk).sentence.startswith("Trần Thị Hồng Mơ")


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET sentence = ''", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_or_remove_a_line(statement):
    make.line()
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement)
    assert verify() == []


def test_what_was_done_to_a_thing_is_told_the_latest_first():
    thing = new_id()
    make.line(subject_id=thing, sentence="Nộp.")
    make.line(subject_id=thing, sentence="Tiếp nhận.", at=make.AT + timedelta(hours=1))
    make.line(subject_id=new_id())
    assert [entry.sentence for entry in entries_about(thing)] == ["Tiếp nhận.", "Nộp."]


def test_a_change_that_fails_leaves_no_line():
    with transaction.atomic():
        make.line()
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_test_database_can_be_emptied_and_is_locked_again():
    make.line()
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()
    assert guard.is_locked(connection)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_many_who_write_at_once_into_a_book_that_is_not_there_yet_make_one_unbroken_chain():
    failures = []

    def write() -> None:
        try:
            for _ in range(5):
                with transaction.atomic():
                    make.line()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failures
    assert Book.objects.get(agency="H32.05").length == 40
    assert verify() == []
