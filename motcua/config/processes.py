"""``motcua process``: a process as BPMN, a drawing as the lines of a pack, open matters under the version in force."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now
from motcua.kernel.refusals import Refusal
from motcua.procedures.public import process_for, version_in_force
from motcua.work.public import Process, acts


def export_process(key: str, case: str | None) -> int:
    """Print the process in force of ``case`` as BPMN 2.0; exit code."""
    from motcua.procedures.rules.process_exchange import bpmn_of

    try:
        chosen, process = _process(key, case)
    except Refusal as refusal:
        return _refused(refusal)
    click.echo(bpmn_of(process.definition, key, chosen))
    return 0


def read_drawing(file: Path) -> int:
    """Print what the BPMN file draws as the lines of a pack, or all that cannot run; exit code."""
    from motcua.procedures.rules.process_exchange import pack_lines

    try:
        click.echo(pack_lines(file.read_bytes()), nl=False)
    except Refusal as refusal:
        return _refused(refusal)
    return 0


def move_matters(key: str, case: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Move open matters of older versions to the process in force, matter by matter; exit 1 when one stays."""
    try:
        _chosen, process = _process(key, case)
    except Refusal as refusal:
        return _refused(refusal)
    moves = acts.move_to_version(process=process, actor=SYSTEM, at=now(), dry_run=dry_run)
    done, stays = ("sẽ chuyển", "sẽ ở lại") if dry_run else ("đã chuyển", "ở lại")
    for move in moves:
        if as_json:
            click.echo(json.dumps(asdict(move) | {"dry_run": dry_run}, ensure_ascii=False, default=str))
        else:
            click.echo(f"{move.reference}: {done if move.moved else stays}. {move.sentence}")
    if not as_json:
        click.echo(f"{sum(move.moved for move in moves)}/{len(moves)} việc {done}, phiên bản {process.version}.")
    return 0 if all(move.moved for move in moves) else 1


def _process(key: str, case: str | None) -> tuple[str, Process]:
    version = version_in_force(key, now().date())
    chosen = case or version.content.cases[0].key
    return chosen, process_for(version, chosen)


def _refused(refusal: Refusal) -> int:
    faults = [fault for faults in refusal.fields.values() for fault in faults]
    for line in [refusal.message, *(f"  {fault}" for fault in faults), refusal.advice]:
        if line:
            click.echo(line, err=True)
    return 1
