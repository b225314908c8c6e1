"""``motcua due``: when something is due, and why."""

import json
from datetime import datetime

import click

from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Refusal
from motcua.kernel.worktime import Limit
from motcua.organizations.public import explain_due


def answer_due(received: datetime, value: int, unit: str, unit_code: str | None, *, as_json: bool) -> int:
    """Print the due moment with its explanation; exit code."""
    moment = received if received.tzinfo else received.replace(tzinfo=VIETNAM)
    try:
        answer = explain_due(moment, Limit(value=value, unit=unit), unit_code)  # type: ignore[arg-type]
    except Refusal as refusal:
        click.echo(refusal.message, err=True)
        return 1
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return 0
    click.echo(f"Hẹn trả: {answer['due']}")
    for line in answer["days"]:
        click.echo(f"  {line}")
    return 0
