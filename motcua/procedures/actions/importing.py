"""What both imports share: decide row by row, write all or nothing, report."""

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.facts import announce
from motcua.kernel.refusals import Refusal
from motcua.procedures.actions.processes import Processes
from motcua.procedures.actions.publish import digest_of, fault_of, require_designer, write_versions
from motcua.procedures.events import VersionPublished
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules.definition import Definition, write_definition
from motcua.procedures.rules.difference import differences
from motcua.procedures.rules.merging import disagreements, filled, is_national
from motcua.procedures.rules.report import ImportReport, RowReport

#: told how many rows are done and how many there are
Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Tell nobody."""


class Row(msgspec.Struct):
    """One row on its way in: what will be said of it, and its definition unless it is refused."""

    report: RowReport
    definition: Definition | None = None


def reason_of(error: Exception) -> str:
    """Why a row is refused, with what to do."""
    if isinstance(error, Refusal):
        return " ".join(part for part in (error.message, error.advice) if part)
    return _("Không đọc được tệp: %(error)s") % {"error": error}


def import_rows(
    rows: list[Row], origin: str, actor: Actor, at: datetime, dry_run: bool, progress: Progress
) -> ImportReport:
    """Publish what is new or changed of ``rows`` in one transaction; ``origin`` says in words where they are from."""
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


def _decide(rows: list[Row], processes: Processes, progress: Progress) -> list[Definition]:
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


def _mark(row: Row, current: tuple[str, int] | None, processes: Processes) -> bool:
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
        fault = reason_of(error)
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


def _refuse(row: Row, reason: str) -> None:
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
