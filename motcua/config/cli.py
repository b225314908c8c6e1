"""The command ``motcua``: run, seed, check and measure an installation.

Exit codes: 0 done, 1 refused or found wrong, 2 called wrongly.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from motcua import __version__
from motcua.config.commands_exchange import (
    add_to,
    connect_simulated,
    connect_simulated_eid,
    connect_simulated_messages,
    connect_simulated_payments,
    connect_simulated_post,
)
from motcua.config.commands_identity import identity
from motcua.config.ready import ready as _ready


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="motcua")
def main() -> None:
    """Motcua (một cửa): chính quyền số của một tỉnh."""


def _show(as_json: bool, data: Any, words: str) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, default=str) if as_json else words)


@main.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--prepare-only", is_flag=True, help="Prepare everything, start nothing.")
def demo(port: int, prepare_only: bool) -> None:
    """Try Motcua: an invented Khánh Hòa on SQLite, with people to sign in as. Never for real data."""
    if os.environ.get("MOTCUA_MODE", "demo") != "demo":
        raise click.ClickException(
            f"MOTCUA_MODE là “{os.environ['MOTCUA_MODE']}”: bản dùng thử không chạy với cấu hình thật."
        )
    os.environ["MOTCUA_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    connect_simulated(port + 1)
    connect_simulated_messages(port + 2)
    connect_simulated_payments(port + 4)
    connect_simulated_eid(port + 5)
    connect_simulated_post(port + 6)
    _ready("demo")
    from motcua.config.demo import prepare, run

    prepare()
    if not prepare_only:
        sys.exit(run(port))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads in each process.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the web (granian). Refuses to start in production with an unsafe setting."""
    _ready()
    from motcua.config.serving import refuse_unsafe, serve_web

    refuse_unsafe()
    serve_web(host, port, workers, threads)


@main.command()
def worker() -> None:
    """Do the jobs that the web leaves behind (papers to draw, messages to send)."""
    _ready()
    from motcua.config.serving import refuse_unsafe, work_jobs

    refuse_unsafe()
    work_jobs()


@main.command()
def migrate() -> None:
    """Bring the database to this version's shape."""
    _ready()
    from motcua.config.serving import migrate as bring_up

    bring_up()


@main.command()
@click.option("--province", default="H32", show_default=True)
@click.option("--people", is_flag=True, help="Also invented officers to sign in as (demo mode only).")
def seed(province: str, people: bool) -> None:
    """Load the province: units, calendar, the seed catalogue."""
    _ready()
    from motcua.config.demo import seed as load

    load(province, people=people)


@main.group()
def catalogue() -> None:
    """The catalogue of procedures."""


add_to(main, catalogue)
main.add_command(identity)


@catalogue.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON line a row.")
@click.option("--verbose", is_flag=True, help="A line for each row that is not unchanged.")
def import_(path: Path, as_json: bool, verbose: bool) -> None:
    """Import packs (a folder or .yaml file) or national records (.jsonl, .jsonl.gz)."""
    _ready()
    from motcua.config.catalogue import import_catalogue

    sys.exit(import_catalogue(path, as_json=as_json, verbose=verbose))


@catalogue.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write every procedure in force as a pack file into FOLDER."""
    _ready()
    from motcua.config.catalogue import export_catalogue

    export_catalogue(folder)


@catalogue.command("check")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def check(folder: Path, as_json: bool) -> None:
    """Say what is wrong with the packs in FOLDER: file, line, advice."""
    _ready()
    from motcua.config.catalogue import check_catalogue

    sys.exit(check_catalogue(folder, as_json=as_json))


@main.group()
def process() -> None:
    """The processes that settle procedures."""


@process.command("export")
@click.argument("key")
@click.option("--case", default=None, help="Key of the case; the first when left out.")
def export_(key: str, case: str | None) -> None:
    """Write the process of procedure KEY as BPMN 2.0 to standard output."""
    _ready()
    from motcua.config.processes import export_process

    sys.exit(export_process(key, case))


@process.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def read(file: Path) -> None:
    """Read a BPMN drawing: its process as YAML for a pack, or why it cannot run."""
    _ready()
    from motcua.config.processes import read_drawing

    sys.exit(read_drawing(file))


@process.command("move")
@click.argument("key")
@click.option("--case", default=None, help="Key of the case; the first when left out.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a matter.")
def move(key: str, case: str | None, dry_run: bool, as_json: bool) -> None:
    """Let open matters of older versions go on under the process in force of procedure KEY."""
    _ready()
    from motcua.config.processes import move_matters

    sys.exit(move_matters(key, case, dry_run=dry_run, as_json=as_json))


@main.command()
@click.option("--received", required=True, help="Moment of reception, e.g. 2026-03-02T09:12.")
@click.option("--hours", type=click.IntRange(min=0), help="Working hours allowed.")
@click.option("--days", type=click.IntRange(min=0), help="Working days allowed.")
@click.option("--calendar-days", type=click.IntRange(min=0), help="Calendar days allowed.")
@click.option("--unit", "unit_code", default="", help="Code of the agency whose calendar counts.")
@click.option("--json", "as_json", is_flag=True)
def due(
    received: str, hours: int | None, days: int | None, calendar_days: int | None, unit_code: str, as_json: bool
) -> None:
    """When a dossier received then is due, and why."""
    given = [
        (value, unit)
        for value, unit in ((hours, "working_hour"), (days, "working_day"), (calendar_days, "calendar_day"))
        if value is not None
    ]
    if len(given) != 1:
        raise click.UsageError("say one of --hours, --days, --calendar-days")
    try:
        moment = datetime.fromisoformat(received)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--received") from error
    _ready()
    from motcua.config.due import answer_due
    from motcua.kernel.worktime import Limit

    value, unit = given[0]
    sys.exit(answer_due(moment, Limit.from_json({"value": value, "unit": unit}), unit_code, as_json=as_json))


@main.group()
def audit() -> None:
    """The chained book of acts."""


@audit.command("verify")
@click.option("--agency", default=None, help="Code of one agency; all when left out.")
@click.option("--witness", type=click.Path(path_type=Path), help="Heads kept earlier: finds a book cut short.")
@click.option("--json", "as_json", is_flag=True)
def verify(agency: str | None, witness: Path | None, as_json: bool) -> None:
    """Find any row altered, removed or inserted, and say which."""
    _ready()
    from motcua.config.auditing import verify_books

    sys.exit(verify_books(agency, witness, as_json=as_json))


@audit.command("witness")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def witness(file: Path) -> None:
    """Append the present heads of all books to FILE: keep it where the province cannot change it."""
    _ready()
    from motcua.config.auditing import write_witness

    sys.exit(write_witness(file))


@main.group()
def officer() -> None:
    """The people of the agencies: accounts and posts."""


@officer.command("appoint")
@click.argument("username")
@click.option("--name", required=True, help="Full name.")
@click.option("--unit", required=True, help="Code of the unit, e.g. H32 or H32.25.")
@click.option("--role", required=True, help="e.g. administrator, reception, specialist, leader.")
@click.option("--title", default="", help="The position as on paper, e.g. Chuyên viên.")
@click.option("--json", "as_json", is_flag=True)
def officer_appoint(as_json: bool, **row: str) -> None:
    """Give somebody a post; for a new person also an account, and a code to choose a password with."""
    _ready()
    from motcua.config.officers import appoint_many

    sys.exit(appoint_many([row], as_json=as_json))


@officer.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON line a row.")
def officer_import(path: Path, as_json: bool) -> None:
    """The same for every row of a CSV file: username, name, unit, role, title. Safe to repeat."""
    _ready()
    from motcua.config.officers import appoint_many, rows_in

    sys.exit(appoint_many(rows_in(path), as_json=as_json))


@officer.command("leave")
@click.argument("username")
def officer_leave(username: str) -> None:
    """Today is the last day of every post of USERNAME."""
    _ready()
    from motcua.config.officers import leave

    sys.exit(leave(username))


@main.group()
def token() -> None:
    """Secrets of the systems that call the API."""


@token.command("issue")
@click.option("--agency", required=True, help="Code of the agency, e.g. H32.25.")
@click.option("--name", required=True, help="What the system is called.")
@click.option("--json", "as_json", is_flag=True)
def issue(agency: str, name: str, as_json: bool) -> None:
    """Issue a secret for a system of an agency; it is shown this one time."""
    _ready()
    from motcua.config.tokens import issue as issue_secret

    sys.exit(issue_secret(agency, name, as_json=as_json))


@token.command("revoke")
@click.option("--agency", required=True, help="Code of the agency, e.g. H32.25.")
@click.option("--name", required=True, help="What the system is called.")
def revoke(agency: str, name: str) -> None:
    """From now on the system's secret opens nothing."""
    _ready()
    from motcua.config.tokens import revoke as revoke_secret

    sys.exit(revoke_secret(agency, name))


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, options: tuple[str, ...]) -> None:
    """Measure: intake, step, desk, slip, due, search, pages, or all. One JSON line each."""
    os.environ.setdefault("MOTCUA_MODE", "demo")
    from motcua.config.bench import run_bench

    sys.exit(run_bench(name, options))
