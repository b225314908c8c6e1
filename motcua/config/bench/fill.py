"""Fill a database with generated dossiers by COPY: rows like those the API writes, at many desks."""

import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from rich.console import Console
from rich.progress import Progress

from motcua.config.bench.rows import copy_line, pattern, rows_of
from motcua.kernel.ids import new_id

CHUNK = 20_000
TABLES = ("work_matter", "work_step", "dossiers_dossier")


def fill_received(
    database: psycopg.Connection[Any], model: dict[str, Any], agencies: Sequence[str], count: int
) -> Iterator[tuple[str, str]]:
    """``count`` dossiers at reception, spread over ``agencies``; gives (agency, code) to forward, each once."""
    places = _places(agencies)
    made = []

    def rows() -> Iterator[dict[str, Any]]:
        for number in range(count):
            agency = agencies[number % len(agencies)]
            code = f"{agency}-999999-{number:07d}"
            made.append((agency, code))
            yield {"agency": agency, "code": code, "finished": r"\N", "due": None, "party": "Đo", **places[agency]}

    _copy(database, model, rows(), count)
    return iter(made)


def fill_desk(database: psycopg.Connection[Any], count: int, *, start: int) -> None:
    """``count`` dossiers over all agencies: one in twenty still open, on the desks of their centres."""
    from motcua.organizations.models import Unit

    agencies = list(
        Unit.objects.filter(kind__in=("department", "commune"), valid_to=None).values_list("code", flat=True)
    )
    places = _places(agencies)
    model = _model(database)
    dice = random.Random(start)  # noqa: S311 (not for secrets)
    now = datetime.now(UTC)

    def rows() -> Iterator[dict[str, Any]]:
        for number in range(start, start + count):
            agency = agencies[number % len(agencies)]
            open_ = number % 20 == 0
            yield {
                "agency": agency,
                "code": f"{agency}-{number // 10_000:06d}-{number % 10_000:04d}",
                "finished": r"\N" if open_ else now.isoformat(),
                "due": (now + timedelta(hours=dice.uniform(-50, 300))).isoformat(),
                "party": "Người Đo",
                **places[agency],
            }

    _copy(database, model, rows(), count)
    database.execute("VACUUM ANALYZE")
    database.execute("CHECKPOINT")  # else what was filled is still being written while the page is measured


def _places(agencies: Sequence[str]) -> dict[str, dict[str, int]]:
    from motcua.organizations.public import centre_for, unit_coded

    return {code: {"unit": centre_for(unit_coded(code)).id, "competent": unit_coded(code).id} for code in agencies}


def _model(database: psycopg.Connection[Any]) -> dict[str, Any]:
    """A received dossier made by the actions themselves, to copy from."""
    from motcua.config.bench.world import PROCEDURE, answers
    from motcua.dossiers.actions.application import Application, PaperSent
    from motcua.dossiers.actions.submit import submit_application
    from motcua.kernel.actor import Actor, Post
    from motcua.kernel.clock import now
    from motcua.organizations.public import centre_for, unit_coded
    from motcua.procedures.public import version_in_force

    unit = unit_coded("H32.25")
    found = database.execute("SELECT id, agency FROM dossiers_dossier LIMIT 1").fetchone()
    if found:
        return {"id": str(found[0]), "agency": found[1]}
    from django.db import transaction

    with transaction.atomic():
        application = Application(
            version=version_in_force(PROCEDURE, on=now().date()),
            case="default",
            competent_unit=unit,
            reception_unit=centre_for(unit),
            owner={"full_name": "Người Đo"},
            form=answers(),
            papers=[PaperSent("a"), PaperSent("b")],
            channel="online",
        )
        actor = Actor(None, "Đo", (Post("partner", unit.id, unit.name, unit.agency),))
        dossier = submit_application(application, actor=actor, at=now())
    return {"id": str(dossier.id), "agency": dossier.agency}


def _copy(database: psycopg.Connection[Any], model: dict[str, Any], rows: Iterator[dict[str, Any]], count: int) -> None:
    patterns = _patterns(database, model)
    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(f"COPY {count:,} dossiers", total=count)
        buffers: dict[str, list[str]] = {table: [] for table in TABLES}
        for number, row in enumerate(rows, 1):
            row |= {"dossier": new_id(), "matter": new_id(), "step": new_id()}
            for table in TABLES:
                buffers[table].append(patterns[table] % {**row, "due": row["due"] or patterns["due"]})
            if number % CHUNK == 0 or number == count:
                _flush(database, buffers)
                bar.update(task, completed=number)


def _flush(database: psycopg.Connection[Any], buffers: dict[str, list[str]]) -> None:
    with database.transaction():
        for table, lines in buffers.items():
            with database.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                copy.write("\n".join(lines) + "\n")
            lines.clear()


def _patterns(database: psycopg.Connection[Any], model: dict[str, Any]) -> dict[str, str]:
    """One line of each table as a format."""
    (matter,) = rows_of(database, "work_matter", "subject_id", UUID(model["id"]))
    last = rows_of(database, "work_step", "matter_id", matter["id"])[-1]
    fresh = {
        "work_matter": {
            "id": "%(matter)s",
            "subject_id": "%(dossier)s",
            "agency": "%(agency)s",
            "reference": "%(code)s",
        },
        "work_step": {
            "id": "%(step)s",
            "matter_id": "%(matter)s",
            "agency": "%(agency)s",
            "unit_id": "%(unit)s",
            "finished_at": "%(finished)s",
            "due_at": "%(due)s",
            "officer_id": r"\N",
        },
        "dossiers_dossier": {
            "id": "%(dossier)s",
            "matter_id": "%(matter)s",
            "agency": "%(agency)s",
            "code": "%(code)s",
            "reception_unit_id": "%(unit)s",
            "competent_unit_id": "%(competent)s",
        },
    }
    keys = {
        "work_matter": ("id", matter["id"]),
        "work_step": ("id", last["id"]),
        "dossiers_dossier": ("id", UUID(model["id"])),
    }
    made = {table: pattern(*copy_line(database, table, *keys[table]), fresh[table]) for table in TABLES}
    return made | {"due": last["due_at"].isoformat()}
