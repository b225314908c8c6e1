"""``motcua catalogue sync | terms | counts | lacking`` and ``motcua exchange …``."""

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import click
import msgspec
from rich.progress import Progress

from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import day_of, now
from motcua.kernel.refusals import Refusal


def sync_catalogue(*, full: bool, as_json: bool) -> int:
    """Fetch and say what was found; exit 1 where the line broke or a record could not be read."""
    from motcua.exchange.public import Unreachable, national_connector
    from motcua.procedures.actions.sync_national import sync_national

    try:
        national = national_connector()
        with Progress(disable=as_json) as bar:
            task = bar.add_task("Đồng bộ thủ tục", total=None)
            report = sync_national(
                national=national,
                actor=SYSTEM,
                at=now(),
                full=full,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    except (Unreachable, Refusal) as error:
        return _failed(error, as_json=as_json)
    plain = msgspec.to_builtins(report)
    if as_json:
        click.echo(json.dumps(plain, ensure_ascii=False))
    else:
        for outcome in ("new", "amended", "abolished"):
            click.echo(f"{outcome:10} {len(plain[outcome]):5}  {' '.join(plain[outcome][:8])}")
        click.echo(f"{'same':10} {report.same:5}")
        for code, why in report.unreadable.items():
            click.echo(f"{'unreadable':10} {code}: {why}")
    return 1 if report.unreadable else 0


def _failed(error: Exception, *, as_json: bool) -> int:
    words = " ".join(filter(None, (str(error), getattr(error, "advice", ""))))
    click.echo(json.dumps({"error": words}, ensure_ascii=False) if as_json else words, err=not as_json)
    return 1


def show_terms(*, as_json: bool) -> int:
    """What waits and until when."""
    from motcua.procedures.changes import terms_as_data

    found = terms_as_data(now())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        for row in found["changes"]:
            click.echo(
                f"{row['code']:12} {row['kind']:10} {row['publish_by'][:10]}  {row['words']}  {row['name'][:60]}"
            )
        click.echo(f"{found['waiting']} chờ công khai, {found['late']} quá hạn")
    return 1 if found["late"] else 0


def show_counts(*, as_json: bool) -> int:
    """The four counts and the levels by agency."""
    from motcua.procedures.figures import as_data

    found = as_data()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return 0
    for name, count in found["counts"].items():
        click.echo(f"{name:16} {count:7}")
    click.echo(f"{'pairs':16} {found['pairs']:7}")
    for row in found["agencies"]:
        click.echo(
            f"{row['code']:14} {row['public']:6} {row['fully_online']:6} {row['partly_online']:6}  {row['name']}"
        )
    return 0


def show_lacking(*, as_json: bool) -> int:
    """Completeness, and the procedures that lack something."""
    from motcua.procedures.changes import completeness, incomplete

    found = completeness()
    rows: list[dict[str, Any]] = []
    after = ""
    while True:
        page = incomplete(after=after, limit=500)
        rows += [{"key": row.procedure.key, "name": row.name, "missing": row.missing} for row in page.rows]
        after = page.after
        if not after:
            break
    if as_json:
        click.echo(json.dumps({**asdict(found), "ratio": found.ratio, "procedures": rows}, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['key']:16} {', '.join(row['missing']):30} {row['name'][:60]}")
        click.echo(f"{found.complete}/{found.public} đủ bộ phận ({found.ratio} %)")
    return 0


def send_now(*, as_json: bool) -> int:
    """Empty the outbox once."""
    from motcua.exchange.actions.send import send_waiting
    from motcua.exchange.public import national_connector

    try:
        counts = send_waiting(national=national_connector(), at=now())
    except Refusal as refusal:
        return _failed(refusal, as_json=as_json)
    click.echo(json.dumps(counts) if as_json else "  ".join(f"{name}: {count}" for name, count in counts.items()))
    return 1 if counts["unreachable"] else 0


def reconcile_now(days: int, *, as_json: bool) -> int:
    """Compare once."""
    from motcua.exchange.actions.reconcile import reconcile
    from motcua.exchange.public import Unreachable, national_connector

    today = day_of(now())
    try:
        national = national_connector()
        found = reconcile(national=national, first=today - timedelta(days=max(days, 1) - 1), last=today, at=now())
    except (Unreachable, Refusal) as error:
        return _failed(error, as_json=as_json)
    gaps = list(found.discrepancies.order_by("lane").values("lane", "ours", "theirs")[:1000])
    plain = {"ours": found.ours, "theirs": found.theirs, "differing": found.differing, "dossiers": gaps}
    if as_json:
        click.echo(json.dumps(plain, ensure_ascii=False))
    else:
        click.echo(f"tỉnh {found.ours}\nquốc gia {found.theirs}\nlệch {found.differing}")
        for gap in gaps:
            click.echo(f"  {gap['lane']}: {gap['ours']} | {gap['theirs']}")
    return 1 if found.differing else 0
