import pytest
from django.db import connection

from motcua.audit import guard
from motcua.audit.actions import verify as verifying
from motcua.audit.actions.record import BOOK_OF_BOOKS
from motcua.audit.models import Book, Entry
from motcua.audit.public import keep_witness, verify
from motcua.audit.rules.chain import seal
from motcua.audit.tests import make
from motcua.kernel.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unlocked():
    """Somebody who owns the database and has dropped the triggers."""
    make.book(6)
    make.book(2, "H32.25")
    guard.unlock(connection)
    assert not guard.is_locked(connection)


def sql(statement: str, *values: object) -> None:
    connection.cursor().execute(statement, values)


def tell() -> list[tuple[str, int | None, str]]:
    return [(fault.agency, fault.number, fault.kind) for fault in verify()]


def forge(entry: Entry, **changes: object) -> Entry:
    """Change a line and seal it again, as somebody who knows the recipe would."""
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.digest = seal(entry)
    sql("DELETE FROM audit_entry WHERE agency = %s AND number = %s", entry.agency, entry.number)
    entry._state.adding = True
    entry.id = new_id() if "id" in changes else entry.id
    entry.save()
    return entry


def line(number: int) -> Entry:
    return Entry.objects.get(agency="H32.05", number=number)


def test_whole_books_have_no_faults():
    assert verify() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sentence", "Việc khác."),
        ("actor_name", "Người khác"),
        ("actor_id", None),
        ("at", "2026-03-02 02:12:08+00:00"),
        ("action", "dossiers.refuse"),
        ("subject_kind", "charge"),
        ("subject_id", "H32.05-260302-0002"),
        ("data", '{"giấy tờ": 4, "phí": 0.1}'),
        ("digest", "0" * 64),
        ("previous", "0" * 64),
    ],
)
def test_any_altered_column_is_found_and_the_line_is_named(column, value):
    sql(f"UPDATE audit_entry SET {column} = %s WHERE agency = 'H32.05' AND number = 3", value)
    assert ("H32.05", 3, "altered") in tell()


def test_a_fault_says_in_words_which_line():
    sql("UPDATE audit_entry SET sentence = 'x' WHERE agency = 'H32.05' AND number = 3")
    assert [fault.sentence for fault in verify()] == ["Dòng 3 đã bị sửa: nội dung không khớp dấu niêm phong."]


@pytest.mark.parametrize("number", [1, 3, 6])
def test_a_line_altered_and_sealed_again_is_found(number):
    forge(line(number), sentence="Việc khác.")
    assert tell() == [("H32.05", number, "altered")]


@pytest.mark.parametrize("number", [1, 3, 6])
def test_a_removed_line_is_found_also_the_first_and_the_last(number):
    sql("DELETE FROM audit_entry WHERE agency = 'H32.05' AND number = %s", number)
    assert tell() == [("H32.05", number, "removed")]


def test_lines_closed_up_after_a_removal_are_found():
    sql("DELETE FROM audit_entry WHERE agency = 'H32.05' AND number = 3")
    for number in (4, 5, 6):
        sql("UPDATE audit_entry SET number = %s WHERE agency = 'H32.05' AND number = %s", number - 1, number)
    sql("UPDATE audit_book SET length = 5 WHERE agency = 'H32.05'")
    assert tell() == [("H32.05", 3, "removed")]


def test_a_line_inserted_between_others_is_found_once():
    for number in (6, 5, 4, 3):
        sql("UPDATE audit_entry SET number = %s WHERE agency = 'H32.05' AND number = %s", number + 1, number)
    inserted = line(2)
    inserted.previous, inserted.number, inserted.id = inserted.digest, 3, new_id()
    inserted.digest = seal(inserted)
    inserted._state.adding = True
    inserted.save()
    sql("UPDATE audit_book SET length = 7 WHERE agency = 'H32.05'")
    assert tell() == [("H32.05", 3, "inserted")]


@pytest.mark.parametrize("number", [0, -5, 7])
def test_a_line_put_before_the_first_or_behind_the_last_is_found(number):
    inserted = line(6)
    inserted.previous, inserted.number, inserted.id = inserted.digest, number, new_id()
    inserted.digest = seal(inserted)
    inserted._state.adding = True
    inserted.save()
    assert tell() == [("H32.05", number, "inserted")]


def test_a_line_moved_to_another_book_is_missed_here_and_found_there():
    sql("UPDATE audit_entry SET agency = 'H32.25', number = 3 WHERE agency = 'H32.05' AND number = 6")
    assert ("H32.05", 6, "removed") in tell()
    assert ("H32.25", 3, "altered") in tell()


def test_a_whole_book_removed_is_found():
    sql("DELETE FROM audit_entry WHERE agency = 'H32.05'")
    sql("DELETE FROM audit_book WHERE agency = 'H32.05'")
    assert tell() == [("H32.05", None, "book")]


def test_a_removed_head_of_a_book_is_found():
    sql("DELETE FROM audit_book WHERE agency = 'H32.05'")
    assert tell() == [("H32.05", None, "book")]


def test_all_lines_of_a_book_removed_are_found():
    sql("DELETE FROM audit_entry WHERE agency = 'H32.05'")
    assert tell() == [("H32.05", 1, "removed")]


def test_a_book_slipped_in_is_found():
    Book.objects.create(agency="H32.99")
    assert tell() == [("H32.99", None, "book")]


def test_the_book_of_books_cannot_be_removed_unseen():
    sql("DELETE FROM audit_entry WHERE agency = %s", BOOK_OF_BOOKS)
    sql("DELETE FROM audit_book WHERE agency = %s", BOOK_OF_BOOKS)
    assert {code for code, _, _ in tell()} == {"H32.05", "H32.25"}


def test_a_tail_cut_off_together_with_the_head_is_found_by_the_witness(tmp_path):
    witness = tmp_path / "witness.jsonl"
    assert keep_witness(witness, make.AT) == 3
    sql("DELETE FROM audit_entry WHERE agency = 'H32.05' AND number > 4")
    Book.objects.filter(agency="H32.05").update(length=4, head=line(4).digest)
    assert verify() == []
    assert [(f.agency, f.number, f.kind) for f in verify(witness=witness)] == [("H32.05", 6, "removed")]


def test_a_book_rewritten_from_some_line_to_its_end_is_found_by_the_witness(tmp_path):
    witness = tmp_path / "witness.jsonl"
    keep_witness(witness, make.AT)
    previous = line(4).digest
    for number in (5, 6):
        previous = forge(line(number), previous=previous, sentence="Viết lại.").digest
    Book.objects.filter(agency="H32.05").update(head=previous)
    assert verify() == []
    assert [(f.number, f.kind) for f in verify(witness=witness)] == [(6, "altered")]


def test_a_book_that_grew_since_the_witness_is_whole(tmp_path):
    witness = tmp_path / "witness.jsonl"
    keep_witness(witness, make.AT)
    make.book(3)
    keep_witness(witness, make.AT)
    assert verify(witness=witness) == []


def test_books_are_read_in_chunks_and_progress_is_told(monkeypatch):
    monkeypatch.setattr(verifying, "CHUNK", 2)
    heard = []
    sql("UPDATE audit_entry SET sentence = 'x' WHERE agency = 'H32.05' AND number = 5")
    faults = verify("H32.05", progress=lambda code, count: heard.append((code, count)))
    assert [fault.number for fault in faults] == [5]
    assert heard == [("H32.05", 2), ("H32.05", 4), ("H32.05", 6)]


def test_a_ruined_book_is_told_in_a_bounded_list():
    make.book(250)
    sql("UPDATE audit_entry SET sentence = 'x' WHERE agency = 'H32.05'")
    faults = verify()
    assert len(faults) == 201
    assert "chỉ kể 200 lỗi đầu" in faults[-1].sentence


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps what is no date out of a date's column")
@pytest.mark.parametrize(("column", "junk"), [("at", "hôm qua"), ("actor_id", "không phải mã")])
def test_a_line_that_cannot_be_read_any_more_is_named(column, junk):
    sql(f"UPDATE audit_entry SET {column} = %s WHERE agency = %s AND number = 4", junk, "H32.05")
    assert ("H32.05", 4, "altered") in tell()
