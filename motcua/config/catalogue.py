"""``motcua catalogue``: import, export and check from the command line."""

import json
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import Progress

from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now


def import_catalogue(path: Path, *, as_json: bool, verbose: bool = False) -> int:
    """Import packs or national records, and say how many came to what, and why rows were refused.

    ``verbose``: a line for each row that is not unchanged; ``as_json``: one for every row, with all that is known of
    it. Exit 1 when a row was refused.
    """
    from motcua.procedures.actions.import_national import import_national
    from motcua.procedures.actions.import_packs import import_packs

    with Progress(disable=as_json, console=Console(stderr=True)) as bar:
        task = bar.add_task("Nhập thủ tục", total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        if ".jsonl" in path.name:
            report = import_national(path=path, actor=SYSTEM, at=now(), progress=progress)
        else:
            report = import_packs(paths=[path], actor=SYSTEM, at=now(), progress=progress)
    shown = ("new", "changed", "refused") if verbose else ("refused",)
    for row in report.rows:
        if as_json:
            click.echo(json.dumps(msgspec.to_builtins(row, enc_hook=str), ensure_ascii=False, default=str))
        elif row.outcome in shown:
            click.echo(f"{row.outcome:10} {row.key:16} {row.reason or ''}".rstrip())
    if not as_json:
        click.echo("  ".join(f"{name}: {count}" for name, count in report.counts.items()))
    return 1 if report.counts["refused"] else 0


def export_catalogue(folder: Path) -> None:
    """Write every procedure in force as a pack."""
    from motcua.procedures.actions.export_packs import export_packs

    written = export_packs(folder=folder)
    click.echo(f"{len(written)} thủ tục → {folder}")


def check_catalogue(folder: Path, *, as_json: bool) -> int:
    """Every problem with file, line and advice; exit 1 when one is an error."""
    from motcua.procedures.rules.check_pack import check_packs
    from motcua.procedures.rules.pack_file import pack_files

    if not pack_files(folder):
        click.echo(f"{folder} không có tệp thủ tục nào (*.yaml).", err=True)
        return 1
    problems = check_packs(folder)
    for problem in problems:
        if as_json:
            click.echo(json.dumps(msgspec.to_builtins(problem, enc_hook=str), ensure_ascii=False, default=str))
        else:
            click.echo(f"{problem.file}:{problem.line}: {problem.kind}: {problem.what}\n    → {problem.advice}")
    if not problems and not as_json:
        click.echo("Không có lỗi nào.")
    return 1 if any(problem.severity == "error" for problem in problems) else 0
