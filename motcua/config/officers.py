"""``motcua officer``: let the people of the agencies in, the first administrator before all."""

import csv
import json
import secrets
from datetime import timedelta
from pathlib import Path

import click
from django.db import transaction

from motcua.identity.public import Account, issue_reset_code, open_account
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import day_of, now
from motcua.kernel.refusals import Refusal
from motcua.organizations.actions.appoint import appoint, dismiss
from motcua.organizations.public import unit_coded

#: how long a code lasts with which a new officer chooses a password
CODE_LASTS = timedelta(days=3)
#: columns of a list of officers
COLUMNS = ("username", "name", "unit", "role", "title")


def appoint_one(row: dict[str, str]) -> dict[str, str]:
    """Open the account where there is none, give the post; the code to choose a password with, for a new account.

    All or nothing. Raises :class:`Refusal` in words.
    """
    at = now()
    with transaction.atomic():
        account = Account.objects.filter(username=row["username"].strip().lower()).first()
        code = ""
        if account is None:
            # a password that nobody knows: the code is the only way in
            account = open_account(
                username=row["username"],
                password=secrets.token_urlsafe(32),
                full_name=row["name"],
                actor=SYSTEM,
                at=at,
            )
            code = issue_reset_code(account_id=account.id, lasts=CODE_LASTS, actor=SYSTEM, at=at)
        posting = appoint(
            account=account,
            unit=unit_coded(row["unit"]),
            role=row["role"],
            title=row.get("title", ""),
            first=day_of(at),
            actor=SYSTEM,
            at=at,
        )
    done = "mở tài khoản" if code else "thêm việc" if posting else "đã có"
    return {"username": account.username, "name": account.full_name, "done": done, "code": code}


def appoint_many(rows: list[dict[str, str]], *, as_json: bool) -> int:
    """Each row by itself, and what came of it; exit 1 when one was refused."""
    refused = 0
    for row in rows:
        try:
            done = appoint_one(row)
        except Refusal as refusal:
            refused += 1
            done = {"username": row["username"], "done": "từ chối", "reason": _why(refusal)}
        click.echo(json.dumps(done, ensure_ascii=False) if as_json else "  ".join(filter(None, done.values())))
    if not as_json and any(rows) and refused < len(rows):
        click.echo("Mã ở cuối dòng chỉ hiện một lần, dùng trong 3 ngày tại trang /tai-khoan/dat-lai-mat-khau/.")
    return 1 if refused else 0


def rows_in(path: Path) -> list[dict[str, str]]:
    """The officers in a CSV file with the columns :data:`COLUMNS` (the title may be missing)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    lacking = [name for name in COLUMNS[:-1] if rows and name not in rows[0]]
    if lacking or not rows:
        raise click.ClickException(f"{path.name} cần dòng đầu {','.join(COLUMNS)} và ít nhất một người.")
    return [{name: (row.get(name) or "").strip() for name in COLUMNS} for row in rows]


def leave(username: str) -> int:
    """Today is the last day of every post of ``username``; exit 1 when there is none."""
    account = Account.objects.filter(username=username.strip().lower()).first()
    at = now()
    count = dismiss(account=account, last=day_of(at), actor=SYSTEM, at=at) if account else 0
    if not count:
        click.echo(f"{username} không giữ việc nào.", err=True)
        return 1
    click.echo(f"Hết hôm nay, {username} thôi {count} việc. Tài khoản vẫn dùng được như của một người dân.")
    return 0


def _why(refusal: Refusal) -> str:
    details = (problem for problems in refusal.fields.values() for problem in problems)
    return " ".join(map(str, filter(None, (refusal.message, *details, refusal.advice))))
