"""Đồng bộ: fetch what changed in the national database and lay it before the designer; nothing is published here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.public import record
from motcua.exchange.public import Declined, Listed, National
from motcua.kernel.actor import Actor
from motcua.kernel.law import law
from motcua.kernel.worktime import Limit
from motcua.organizations.public import calendar_of, unit_coded
from motcua.procedures.actions.publish import digest_of, require_designer
from motcua.procedures.models import NationalChange, NationalCopy, ProcedureVersion
from motcua.procedures.rules.definition import Definition, read_definition, write_definition
from motcua.procedures.rules.merging import is_national
from motcua.procedures.rules.national.reading import as_national, read_record
from motcua.procedures.rules.national.record import Parsed, Unreadable
from motcua.procedures.rules.terms import Calendar, publish_by
from motcua.procedures.rules.three_way import changed_parts

#: told how many procedures are looked at and how many there are
Progress = Callable[[int, int], None]


class SyncReport(msgspec.Struct):
    """What a synchronisation found."""

    listed: int = 0
    fetched: int = 0
    new: list[str] = []
    amended: list[str] = []
    abolished: list[str] = []
    #: nothing that matters to us: it says what we say already
    same: int = 0
    unreadable: dict[str, str] = {}


def sync_national(
    *,
    national: National,
    actor: Actor,
    at: datetime,
    full: bool = False,
    progress: Progress = lambda done, total: None,
) -> SyncReport:
    """Fetch the records whose mark changed (``full``: all) and write a change for each that differs.

    One transaction a procedure: a line that breaks in the middle leaves what was found, and the next time
    goes on from there. Procedures that left the national list count as abolished only when the whole list
    came and most of what we know is on it.
    """
    require_designer(actor)
    report, calendar = SyncReport(), calendar_of(unit_coded(settings.PROVINCE).pk)
    listed = {one.code: one for one in national.listed()}
    report.listed = len(listed)
    marks = dict(NationalCopy.objects.values_list("code", "mark"))
    for number, one in enumerate(listed.values()):
        progress(number, len(listed))
        if not full and one.mark and marks.get(one.code) == one.mark:
            report.same += 1
            continue
        _look_at(one, national, report, calendar, at)
    _note_abolished(listed.keys(), marks.keys(), report, calendar, at)
    progress(len(listed), len(listed))
    _record(report, actor, at)
    return report


def _look_at(one: Listed, national: National, report: SyncReport, calendar: Calendar, at: datetime) -> None:
    try:
        raw = national.procedure(one.code)
        parsed = read_record(raw)
        read_definition(write_definition(parsed.definition))
        if parsed.definition.national_code != one.code:
            raise Unreadable(f"hỏi {one.code} mà trả lời {parsed.definition.national_code}")
    except (Unreadable, Declined, msgspec.ValidationError, TypeError, AttributeError, ValueError) as error:
        report.unreadable[one.code] = str(error)[:300]
        return
    report.fetched += 1
    outcome = note_change(parsed=parsed, mark=one.mark, calendar=calendar, at=at)
    if outcome is None:
        report.same += 1
    else:
        {"new": report.new, "amended": report.amended}[outcome].append(one.code)


@transaction.atomic
def note_change(*, parsed: Parsed, mark: str, calendar: Calendar, at: datetime) -> str | None:
    """Keep what the national side says now; a waiting change where it matters to us: its kind, else None."""
    theirs = parsed.definition
    copy = NationalCopy.objects.select_for_update().filter(code=theirs.national_code).first()
    before = read_definition(copy.accepted) if copy and copy.accepted else None
    written = write_definition(theirs)
    NationalCopy.objects.update_or_create(
        code=theirs.national_code, defaults={"mark": mark, "definition": written, "fetched_at": at}
    )
    ours = _ours(theirs.national_code)
    if ours is None:
        return _wait(theirs, None, NationalChange.Kind.NEW, parsed, calendar, at)
    canonical = as_national(ours)
    if before is None and is_national(ours):
        before = canonical  # it was imported from a national record and never changed here
    parts = changed_parts(before, theirs, canonical)
    if not parts:
        NationalChange.objects.filter(code=theirs.national_code, state="waiting").delete()  # it was taken back
        NationalCopy.objects.filter(code=theirs.national_code).update(accepted=written)
        return None
    trivial = all(part.is_trivial for part in parts)
    return _wait(theirs, before, NationalChange.Kind.AMENDED, parsed, calendar, at, trivial=trivial)


def _ours(code: str) -> Definition | None:
    rows = ProcedureVersion.objects.filter(procedure__national_code=code, valid_to=None)
    version = rows.select_related("procedure").first()
    return version.content if version else None


def _wait(
    theirs: Definition,
    before: Definition | None,
    kind: NationalChange.Kind,
    parsed: Parsed,
    calendar: Calendar,
    at: datetime,
    *,
    trivial: bool = False,
) -> str | None:
    """The waiting change of the procedure, made or brought up to date; None when it says nothing new."""
    code, written = theirs.national_code, write_definition(theirs)
    waiting = NationalChange.objects.select_for_update().filter(code=code, state="waiting").first()
    if waiting and waiting.national and digest_of(read_definition(waiting.national)) == digest_of(theirs):
        return None
    last = NationalChange.objects.filter(code=code, state="rejected").order_by("-pk").first() if not waiting else None
    if last and last.national == written:
        return None  # the designer said no to exactly this
    row = waiting or NationalChange(code=code, found_at=at)
    if waiting:
        row.revision += 1
    row.kind, row.name, row.national = kind, theirs.name[:1000], written
    row.before = write_definition(before) if before else None
    row.notes = [msgspec.to_builtins(note) for note in parsed.notes]
    row.is_trivial, row.decided_on = trivial, theirs.decision.on
    row.publish_by = publish_by(theirs.decision.on, row.found_at, _limit(at), calendar)
    row.save()
    return str(kind)


def _limit(at: datetime) -> Limit:
    return Limit.from_json(law("procedures.publication_term", on=at.date()))


def _note_abolished(listed: Any, known: Any, report: SyncReport, calendar: Calendar, at: datetime) -> None:
    """Changes for what is no longer listed; none when so much is missing that the list itself must be wrong."""
    in_force = ProcedureVersion.objects.filter(valid_to=None, procedure__national_code__in=list(known - listed))
    gone = dict(in_force.values_list("procedure__national_code", "name"))
    if len(gone) > max(20, len(known) // 5):
        report.unreadable["*"] = _("Danh sách thiếu %(count)s thủ tục đã biết: không coi là bãi bỏ.") % {
            "count": len(gone)
        }
        return
    waiting = set(NationalChange.objects.filter(state="waiting", kind="abolished").values_list("code", flat=True))
    refused = set(NationalChange.objects.filter(state="rejected", kind="abolished").values_list("code", flat=True))
    for code, name in sorted(gone.items()):
        if code in waiting or code in refused:
            continue
        with transaction.atomic():
            NationalChange.objects.filter(code=code, state="waiting").delete()
            NationalChange.objects.create(
                code=code,
                name=name,
                kind=NationalChange.Kind.ABOLISHED,
                found_at=at,
                publish_by=publish_by(None, at, _limit(at), calendar),
            )
        report.abolished.append(code)


def _record(report: SyncReport, actor: Actor, at: datetime) -> None:
    counts = {"new": len(report.new), "amended": len(report.amended), "abolished": len(report.abolished)}
    if not any(counts.values()):
        return
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action="procedures.sync",
        subject_kind="catalogue",
        subject_id=settings.PROVINCE,
        sentence=_(
            "%(who)s đồng bộ với cơ sở dữ liệu quốc gia: %(new)s thủ tục mới, %(amended)s sửa đổi, "
            "%(abolished)s bãi bỏ chờ công khai."
        )
        % {"who": actor.name, **counts},
        data=counts,
    )
