"""``motcua audit verify``: is any row of the book altered, removed or inserted?"""

import json
from dataclasses import asdict
from pathlib import Path

import click

from motcua.audit.public import verify


def verify_books(agency: str | None, witness: Path | None, *, as_json: bool) -> int:
    """Print every fault; exit code 1 when there is one."""
    faults = verify(agency, witness=witness)
    if as_json:
        click.echo(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, default=str))
    elif faults:
        for fault in faults:
            click.echo(f"{fault.agency}, dòng {fault.number}: {fault.sentence}")
    else:
        click.echo("Sổ nhật ký nguyên vẹn: không dòng nào bị sửa, bỏ hay chèn.")
    return 1 if faults else 0
