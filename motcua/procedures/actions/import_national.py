"""Import the raw records of the national portal: all or nothing, a bad record refused by itself, a report a row."""

import gzip
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from motcua.kernel.actor import Actor
from motcua.procedures.actions.importing import Progress, Row, import_rows, silent
from motcua.procedures.rules.definition import read_definition, write_definition
from motcua.procedures.rules.national.reading import read_record
from motcua.procedures.rules.national.record import Unreadable
from motcua.procedures.rules.report import ImportReport, RowReport


def import_national(
    *, path: Path, actor: Actor, at: datetime, dry_run: bool = False, progress: Progress = silent
) -> ImportReport:
    """Publish the raw national records of the JSON-lines file ``path`` (``.gz`` or plain)."""
    rows = list(_read_national(path))
    return import_rows(rows, _("từ bản ghi quốc gia"), actor, at, dry_run, progress)


def _read_national(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            where = f"{path.name}:{number}"
            raw: Any = None
            try:
                raw = msgspec.json.decode(line)
                parsed = read_record(raw)
                read_definition(write_definition(parsed.definition))
            except (Unreadable, msgspec.DecodeError, msgspec.ValidationError, TypeError, AttributeError) as error:
                known = raw if isinstance(raw, dict) else {}
                report = RowReport(where, str(known.get("ma", "")), str(known.get("ten", "")), "refused")
                report.reason = _("Bản ghi không đọc được: %(error)s") % {"error": error}
                yield Row(report)
            else:
                definition = parsed.definition
                yield Row(RowReport(where, definition.key, definition.name, "new", notes=parsed.notes), definition)
