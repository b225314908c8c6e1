"""Import pack files: all or nothing, a bad file refused by itself, a report for every file."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import yaml
from django.utils.translation import gettext as _

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, Refusal
from motcua.procedures.actions.importing import Progress, Row, import_rows, reason_of, silent
from motcua.procedures.rules.check_pack import check_packs
from motcua.procedures.rules.definition import Definition, read_definition
from motcua.procedures.rules.pack_file import pack_files
from motcua.procedures.rules.report import ImportReport, RowReport


def import_packs(
    *, paths: Iterable[Path], actor: Actor, at: datetime, dry_run: bool = False, progress: Progress = silent
) -> ImportReport:
    """Publish the pack files ``paths`` (a folder stands for every ``*.yaml`` in and below it)."""
    rows = list(_read_packs(paths))
    return import_rows(rows, _("từ các tệp thủ tục"), actor, at, dry_run, progress)


def _files(paths: Iterable[Path]) -> list[Path]:
    """The pack files that ``paths`` stand for, in a stable order, each once."""
    return list(dict.fromkeys(file for path in paths for file in pack_files(path)))


def read_pack(text: str, where: str) -> Definition:
    """The definition in a pack's text; :class:`Invalid` says what is wrong and where."""
    try:
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the safe loader, in C where there is one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise Invalid(
            _("%(where)s, dòng %(line)s: không đọc được YAML.") % {"where": where, "line": line},
            advice=_("Kiểm tra thụt đầu dòng, dấu hai chấm và dấu nháy quanh dòng ấy."),
        ) from error
    if not isinstance(data, dict):
        raise Invalid(_("%(where)s: tệp không phải một thủ tục.") % {"where": where})
    try:
        return read_definition(data)
    except msgspec.ValidationError as error:
        raise Invalid(
            _("%(where)s: %(error)s.") % {"where": where, "error": error},
            advice=_("Sửa đúng chỗ được nêu (sau dấu $); lược đồ của tệp thủ tục liệt kê mọi trường."),
        ) from error


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _read_packs(paths: Iterable[Path]) -> Iterator[Row]:
    """A row for each file; what the check of packs calls an error keeps a file out."""
    for path in _files(paths):
        try:
            definition = read_pack(path.read_text("utf-8"), path.name)
            faults = _faults(path)
        except (Refusal, OSError, UnicodeDecodeError) as error:
            yield Row(RowReport(str(path), path.stem, "", "refused", reason=_faults(path) or reason_of(error)))
        else:
            if faults:
                yield Row(RowReport(str(path), definition.key, definition.name, "refused", reason=faults))
            else:
                yield Row(RowReport(str(path), definition.key, definition.name, "new"), definition)


def _faults(path: Path) -> str:
    """What is wrong with a file, by line; empty: nothing that keeps it out."""
    faults = [problem for problem in check_packs(path) if problem.severity == "error"] if path.is_file() else []
    return "; ".join(str(problem) for problem in faults[:5])
