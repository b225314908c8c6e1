"""``motcua audit``: marks kept outside show even a book that was cut short."""

import pytest
from click.testing import CliRunner
from django.db import connection

from motcua.audit import guard
from motcua.audit.models import Book, Entry
from motcua.audit.public import record
from motcua.config.cli import main
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now

pytestmark = pytest.mark.django_db


def write(count):
    for number in range(count):
        record(
            agency="H32.05",
            actor=SYSTEM,
            at=now(),
            action="test.write",
            subject_kind="thing",
            subject_id=number,
            sentence=f"Ghi dòng {number}.",
        )


def run(*words):
    return CliRunner().invoke(main, ["audit", *map(str, words)])


def cut_short():
    """As somebody with the database in hand would: the last line is gone and the head says so."""
    guard.unlock(connection)
    last, before = Entry.objects.filter(agency="H32.05").order_by("-number")[:2]
    connection.cursor().execute("DELETE FROM audit_entry WHERE agency = %s AND number = %s", ["H32.05", last.number])
    Book.objects.filter(agency="H32.05").update(length=before.number, head=before.digest)


@pytest.fixture(autouse=True)
def var(tmp_path, settings):
    """Where a whole check keeps marks by itself."""
    settings.VAR = tmp_path / "var"
    return settings.VAR


def test_whoever_cuts_a_book_short_and_takes_the_marks_of_the_machine_is_found_by_those_elsewhere(tmp_path, var):
    marks = tmp_path / "marks.jsonl"
    write(3)
    kept = run("witness", marks)
    assert kept.exit_code == 0
    assert str(marks) in kept.output
    write(1)
    assert run("verify", "--witness", marks).exit_code == 0
    cut_short()
    cut_short()
    assert run("verify").exit_code == 1
    (var / "audit-witness.jsonl").unlink()
    assert run("verify").exit_code == 0
    found = run("verify", "--witness", marks)
    assert found.exit_code == 1
    assert "H32.05" in found.output


def test_marks_are_added_to_those_kept_before(tmp_path):
    marks = tmp_path / "marks.jsonl"
    write(1)
    run("witness", marks)
    before = marks.read_text("utf-8")
    run("witness", marks)
    assert marks.read_text("utf-8").startswith(before)
    assert len(marks.read_text("utf-8")) > len(before)


def test_marks_that_are_not_there_are_no_proof_and_a_folder_is_no_file(tmp_path):
    assert run("verify", "--witness", tmp_path / "nowhere.jsonl").exit_code == 1
    (tmp_path / "file").write_text("", "utf-8")
    assert run("witness", tmp_path / "file" / "marks.jsonl").exit_code == 1
