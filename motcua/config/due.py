"""``motcua due``: when something is due, and why."""

import json
from datetime import datetime
from typing import Any

import click
from django.conf import settings
from django.db import DatabaseError

from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Refusal
from motcua.kernel.worktime import Limit
from motcua.organizations.provinces import demo_calendar
from motcua.organizations.public import explain_due, explanation


def answer_due(received: datetime, limit: Limit, unit_code: str, *, as_json: bool) -> int:
    """Print the due moment with its explanation; exit code 1 with the reason when there is none."""
    moment = received if received.tzinfo else received.replace(tzinfo=VIETNAM)
    try:
        answer = _answer(moment, limit, unit_code)
    except Refusal as refusal:
        click.echo(" ".join(filter(None, (refusal.message, refusal.advice))), err=True)
        return 1
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return 0
    click.echo(f"Hẹn trả: {answer['due_text']} ({answer['limit_text']})")
    for day in answer["days"]:
        click.echo(f"  {day['weekday']} {day['date']}: {day['text']}")
    for reason in answer["reasons"]:
        click.echo(f"  {reason['text']}")
    return 0


def _answer(moment: datetime, limit: Limit, unit_code: str) -> dict[str, Any]:
    """By the calendar in the database; on a machine without one, by the calendar that comes with Motcua."""
    try:
        return explain_due(moment, limit, unit_code)
    except DatabaseError as error:
        if unit_code:
            raise Refusal(
                "Chưa có cơ sở dữ liệu nên chưa biết lịch của đơn vị.",
                advice="Chạy “motcua migrate” và “motcua seed” trước, hoặc bỏ --unit để tính theo lịch chung.",
            ) from error
        click.echo(f"Chưa có cơ sở dữ liệu: tính theo lịch chung của tỉnh {settings.PROVINCE}.", err=True)
        return explanation(demo_calendar().due(moment, limit)) | {"unit": None}
