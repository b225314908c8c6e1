"""``motcua audit``: is any row of the books altered, removed or inserted; marks that show it from outside."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from django.conf import settings

from motcua.audit.public import keep_witness, verify
from motcua.kernel.clock import now
from motcua.organizations.public import Unit


def verify_books(agency: str | None, witness: Path | None, *, as_json: bool) -> int:
    """Print every fault; exit code 1 when there is one.

    Without ``witness`` the heads that the last whole check left in MOTCUA_VAR are compared, and after
    a whole check the present ones are added: so even a book cut short since then is found.
    """
    if witness is not None and not witness.exists():
        click.echo(f"Không có tệp {witness}: chưa đối chiếu được với mốc nào.", err=True)
        return 1
    if agency is not None and not Unit.objects.filter(code=agency, agency=agency).exists():
        click.echo(f"Không có cơ quan nào mã {agency}.", err=True)
        return 2
    kept = settings.VAR / "audit-witness.jsonl"
    faults = verify(agency, witness=witness or kept)
    if not faults and agency is None:
        keep_witness(kept, now())
    if as_json:
        click.echo(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, default=str))
    elif faults:
        for fault in faults:
            where = fault.agency if fault.number is None else f"{fault.agency}, dòng {fault.number}"
            click.echo(f"{where}: {fault.sentence}")
    else:
        click.echo("Sổ nhật ký nguyên vẹn: không dòng nào bị sửa, bỏ hay chèn.")
    return 1 if faults else 0


def write_witness(file: Path) -> int:
    """Append the heads of all books to ``file``; exit code."""
    try:
        kept = keep_witness(file, now())
    except OSError as error:
        click.echo(f"Không ghi được {file}: {error.strerror}.", err=True)
        return 1
    click.echo(f"{kept} sổ → {file}. Hãy giữ tệp này ở nơi khác, ngoài máy chủ của tỉnh.")
    return 0
