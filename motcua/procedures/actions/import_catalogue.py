"""Import packs and national records: all or nothing, a bad row refused by itself, a report for every row."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import yaml
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.facts import announce
from motcua.kernel.refusals import Invalid, Refusal
from motcua.procedures.actions.processes import Processes
from motcua.procedures.actions.publish import digest_of, fault_of, require_designer, write_versions
from motcua.procedures.events import VersionPublished
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules.definition import Definition, read_definition, write_definition
from motcua.procedures.rules.difference import differences
from motcua.procedures.rules.merging import disagreements, filled, is_national
from motcua.procedures.rules.national.record import Unreadable, parse_record
from motcua.procedures.rules.report import ImportReport, RowReport

#: told how many rows are done and how many there are
Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def import_packs(
    *, paths: Iterable[Path], actor: Actor, at: datetime, dry_run: bool = False, progress: Progress = _silent
) -> ImportReport:
    """Publish the pack files ``paths`` (a folder stands for every ``*.yaml`` in and below it)."""
    rows = list(_read_packs(paths))
    return _import(rows, _("từ các tệp thủ tục"), actor, at, dry_run, progress)


def import_national(
    *, path: Path, actor: Actor, at: datetime, dry_run: bool = False, progress: Progress = _silent
) -> ImportReport:
    """Publish the raw national records of the JSON-lines file ``path`` (``.gz`` or plain)."""
    rows = list(_read_national(path))
    return _import(rows, _("từ bản ghi quốc gia"), actor, at, dry_run, progress)


class _Row(msgspec.Struct):
    report: RowReport
    definition: Definition | None = None


def pack_files(paths: Iterable[Path]) -> list[Path]:
    """The pack files that ``paths`` stand for, in a stable order; a folder's own lists (no ``key``) are no packs."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return [path for path in dict.fromkeys(found) if path.name != "life_events.yaml"]


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


def _read_packs(paths: Iterable[Path]) -> Iterator[_Row]:
    for path in pack_files(paths):
        try:
            definition = read_pack(path.read_text("utf-8"), path.name)
        except (Refusal, OSError, UnicodeDecodeError) as error:
            yield _Row(RowReport(str(path), path.stem, "", "refused", reason=_reason(error)))
        else:
            yield _Row(RowReport(str(path), definition.key, definition.name, "new"), definition)


def _read_national(path: Path) -> Iterator[_Row]:
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            where = f"{path.name}:{number}"
            raw: Any = None
            try:
                raw = msgspec.json.decode(line)
                parsed = parse_record(raw)
                read_definition(write_definition(parsed.definition))
            except (Unreadable, msgspec.DecodeError, msgspec.ValidationError, TypeError, AttributeError) as error:
                known = raw if isinstance(raw, dict) else {}
                report = RowReport(where, str(known.get("ma", "")), str(known.get("ten", "")), "refused")
                report.reason = _("Bản ghi không đọc được: %(error)s") % {"error": error}
                yield _Row(report)
            else:
                definition = parsed.definition
                yield _Row(RowReport(where, definition.key, definition.name, "new", notes=parsed.notes), definition)


def _reason(error: Exception) -> str:
    if isinstance(error, Refusal):
        return " ".join(part for part in (error.message, error.advice) if part)
    return _("Không đọc được tệp: %(error)s") % {"error": error}


def _import(
    rows: list[_Row], origin: str, actor: Actor, at: datetime, dry_run: bool, progress: Progress
) -> ImportReport:
    require_designer(actor)
    report = ImportReport([row.report for row in rows], dry_run=dry_run)
    with transaction.atomic():
        processes = Processes(at)
        writing = _decide(rows, processes, progress)
        if writing and not dry_run:
            versions = _write(writing, processes, at, progress)
            _record(report, origin, actor, at)
            for version, definition in zip(versions, writing, strict=True):
                announce(VersionPublished(definition.key, version.pk, version.number))
        if dry_run:
            transaction.set_rollback(True)
    progress(len(rows), len(rows))
    return report


def _decide(rows: list[_Row], processes: Processes, progress: Progress) -> list[Definition]:
    """Mark every row, and give the definitions that need a new version."""
    current = _current(row.definition.key for row in rows if row.definition)
    seen: set[str] = set()
    writing: list[Definition] = []
    for number, row in enumerate(rows):
        if row.definition is None:
            continue
        if row.definition.key in seen:
            _refuse(row, _("Mã %(key)s đã có ở một dòng trước.") % {"key": row.definition.key})
            continue
        seen.add(row.definition.key)
        if _mark(row, current.get(row.definition.key), processes):
            writing.append(row.definition)
        if number % 100 == 0:
            progress(number // 2, len(rows))
    return writing


def _current(keys: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Digest and id of the version in force of each procedure: the content is read only where it differs."""
    wanted = set(keys)
    rows = ProcedureVersion.objects.filter(valid_to=None).values_list("procedure__key", "digest", "pk")
    return {key: (digest, pk) for key, digest, pk in rows if key in wanted}


def _mark(row: _Row, current: tuple[str, int] | None, processes: Processes) -> bool:
    """Set the outcome of ``row``; whether a new version is to be written."""
    definition = row.definition
    if definition is None:
        return False
    if current and current[0] != digest_of(definition):
        before = ProcedureVersion.objects.get(pk=current[1]).content
        row.definition = definition = _joined(definition, before, row.report)
        row.report.outcome = "changed"
        row.report.differences = differences(write_definition(before), write_definition(definition))
    if current and current[0] == digest_of(definition):
        row.report.outcome = "unchanged"
        row.report.differences = []
        return False
    try:
        fault = fault_of(definition)
        for case in [] if fault else definition.cases:
            processes.of(definition, case)
    except (Refusal, KeyError, TypeError, ValueError) as error:
        fault = _reason(error)
    if fault:
        _refuse(row, fault)
    return not fault


def _joined(definition: Definition, before: Definition, report: RowReport) -> Definition:
    """Pack and national record of one code: the pack stands, the other fills what it leaves out."""
    if is_national(definition) and not is_national(before):
        report.disagreements = disagreements(before, definition)
        return filled(before, definition)
    if not is_national(definition):
        return filled(definition, before)
    return definition


def _refuse(row: _Row, reason: str) -> None:
    row.report.outcome, row.report.reason, row.report.differences = "refused", reason, []


def _write(writing: list[Definition], processes: Processes, at: datetime, progress: Progress) -> list[ProcedureVersion]:
    progress(len(writing) // 2, len(writing))
    return write_versions(writing, processes, at)


def _record(report: ImportReport, origin: str, actor: Actor, at: datetime) -> None:
    counts = report.counts
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action="procedures.import",
        subject_kind="catalogue",
        subject_id=settings.PROVINCE,
        sentence=_(
            "%(who)s nạp danh mục thủ tục %(origin)s: %(new)s mới, %(changed)s thay đổi, %(refused)s bị từ chối."
        )
        % {"who": actor.name, "origin": origin, **{str(outcome): count for outcome, count in counts.items()}},
        data={"counts": counts, "keys": [row.key for row in report.rows if row.outcome in ("new", "changed")]},
    )
