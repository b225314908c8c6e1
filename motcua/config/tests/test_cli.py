import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection

from motcua.audit.public import record
from motcua.config.cli import main
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now
from motcua.organizations.models import Unit
from motcua.procedures.models import Procedure


def run(*words):
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def seeded(db):
    assert run("seed", "--province", "H32").exit_code == 0


def test_due_answers_with_the_moment_and_the_reason_for_every_day(seeded):
    answer = run("due", "--received", "2026-03-02T09:12", "--hours", "40", "--unit", "H32.25", "--json")
    told = json.loads(answer.output)
    assert answer.exit_code == 0
    assert told["due"] == "2026-03-09T09:12:00+07:00"
    assert [day["counted"] for day in told["days"]] == [True] * 5 + [False] * 2 + [True]


def test_due_refuses_an_unknown_unit_and_a_moment_that_is_none(seeded):
    assert run("due", "--received", "2026-03-02T09:12", "--hours", "40", "--unit", "H99.1").exit_code == 1
    assert run("due", "--received", "ngày mai", "--hours", "40").exit_code == 2
    assert run("due", "--received", "2026-03-02T09:12").exit_code == 2


def test_seeding_twice_changes_nothing(seeded):
    before = (Unit.objects.count(), Procedure.objects.count())
    assert run("seed").exit_code == 0
    assert (Unit.objects.count(), Procedure.objects.count()) == before


def test_the_catalogue_goes_out_and_comes_in_unchanged(seeded, tmp_path):
    assert run("catalogue", "export", str(tmp_path)).exit_code == 0
    assert len(list(tmp_path.rglob("*.yaml"))) == Procedure.objects.count()
    again = run("catalogue", "import", str(tmp_path), "--json")
    assert again.exit_code == 0
    assert {json.loads(line)["outcome"] for line in again.output.splitlines()} == {"unchanged"}


def test_a_broken_pack_is_refused_with_file_and_line_and_the_rest_goes_on(db, tmp_path):
    packs = Path(__file__).resolve().parents[2] / "procedures/packs/H32/quang-cao"
    for source in packs.glob("1.004650*.yaml"):
        (tmp_path / source.name).write_text(source.read_text("utf-8"), "utf-8")
    (tmp_path / "broken.yaml").write_text("key: 1.999999\nname: Hỏng\nlevels: tỉnh\n", "utf-8")
    checked = run("catalogue", "check", str(tmp_path), "--json")
    assert checked.exit_code == 1
    assert any(
        "broken.yaml" in problem["file"] and problem["line"] for problem in map(json.loads, checked.output.splitlines())
    )
    imported = run("catalogue", "import", str(tmp_path), "--json")
    assert imported.exit_code == 1
    assert Procedure.objects.get().key == "1.004650"


def test_audit_verify_says_which_line_was_altered(db, settings, tmp_path):
    settings.VAR = tmp_path
    record(
        agency="H32.25", actor=SYSTEM, at=now(), action="x", subject_kind="x", subject_id=1, sentence="Việc thứ nhất."
    )
    assert run("audit", "verify").exit_code == 0
    from motcua.audit import guard

    guard.unlock(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET sentence = 'Việc khác.' WHERE agency = 'H32.25'")
    guard.lock(connection)
    found = run("audit", "verify")
    assert found.exit_code == 1
    assert "H32.25, dòng 1" in found.output


def test_a_book_cut_short_since_the_last_check_is_found_without_anything_kept_elsewhere(db, settings, tmp_path):
    settings.VAR = tmp_path
    for number in (1, 2, 3):
        record(
            agency="H32.25", actor=SYSTEM, at=now(), action="x", subject_kind="x", subject_id=number, sentence="Việc."
        )
    assert run("audit", "verify").exit_code == 0
    from motcua.audit import guard

    guard.unlock(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE agency = 'H32.25' AND number = 3")
        cursor.execute("SELECT digest FROM audit_entry WHERE agency = 'H32.25' AND number = 2")
        cursor.execute("UPDATE audit_book SET length = 2, head = %s WHERE agency = 'H32.25'", cursor.fetchone())
    guard.lock(connection)
    assert run("audit", "verify").exit_code == 1


def test_every_command_says_what_it_is_for():
    for name, command in main.commands.items():
        assert command.help, name


def test_an_import_says_how_many_came_to_what_and_names_rows_only_when_asked(seeded, tmp_path):
    run("catalogue", "export", str(tmp_path))
    whole = Procedure.objects.count()
    for path in list(tmp_path.rglob("*.yaml"))[:2]:
        content = path.read_text("utf-8")
        path.write_text(content.replace("name: ", "name: Bản thử ", 1), "utf-8")
    said = run("catalogue", "import", str(tmp_path)).stdout.splitlines()
    assert said == [f"new: 0  changed: 2  unchanged: {whole - 2}  refused: 0"]
    for path in list(tmp_path.rglob("*.yaml"))[:2]:
        content = path.read_text("utf-8")
        path.write_text(content.replace("Bản thử ", "Bản sau ", 1), "utf-8")
    said = run("catalogue", "import", str(tmp_path), "--verbose").stdout.splitlines()
    assert [line.split()[0] for line in said] == ["changed", "changed", "new:"]
