"""Reads over the changes that came from the national database, and over what procedures lack."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q

from motcua.kernel.refusals import NotFound
from motcua.organizations.public import calendar_of, unit_coded
from motcua.procedures.models import NationalChange, NationalCopy, ProcedureVersion
from motcua.procedures.queries import Page, in_force
from motcua.procedures.rules.completeness import Part
from motcua.procedures.rules.terms import left_words


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that waits, and how long is left in words."""

    change: NationalChange
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Terms:
    """How the terms of publishing stand."""

    waiting: int
    late: int
    trivial: int
    next_by: datetime | None
    fetched_at: datetime | None  #: when the national side was last read


def waiting_changes(now: datetime, *, after: str = "", limit: int = 40) -> tuple[list[Waiting], str]:
    """Changes that wait, the most urgent first; ``after`` leads to the next page."""
    rows = NationalChange.objects.filter(state="waiting").defer("before", "national").order_by("publish_by", "pk")
    last = NationalChange.objects.filter(pk=int(after)).first() if after.isascii() and after.isdigit() else None
    if last:
        rows = rows.filter(Q(publish_by__gt=last.publish_by) | Q(publish_by=last.publish_by, pk__gt=last.pk))
    found = list(rows[: limit + 1])
    calendar = calendar_of(unit_coded(settings.PROVINCE).pk) if found else None
    shown = [Waiting(row, *left_words(row.publish_by, now, calendar)) for row in found[:limit] if calendar]
    return shown, str(found[limit - 1].pk) if len(found) > limit else ""


def terms(now: datetime) -> Terms:
    """Two queries."""
    found = NationalChange.objects.filter(state="waiting").aggregate(
        waiting=Count("pk"),
        late=Count("pk", filter=Q(publish_by__lt=now)),
        trivial=Count("pk", filter=Q(is_trivial=True)),
        next_by=Min("publish_by"),
    )
    fetched = NationalCopy.objects.order_by("-fetched_at").values_list("fetched_at", flat=True).first()
    return Terms(**found, fetched_at=fetched)


def terms_as_data(now: datetime) -> dict[str, Any]:
    """The terms with every change that waits, as plain data."""
    found = terms(now)
    rows, after = waiting_changes(now, limit=500)
    while after:
        more, after = waiting_changes(now, after=after, limit=500)
        rows += more
    return {
        "waiting": found.waiting,
        "late": found.late,
        "trivial": found.trivial,
        "next_by": found.next_by.isoformat() if found.next_by else None,
        "changes": [
            {
                "code": row.change.code,
                "name": row.change.name,
                "kind": row.change.kind,
                "decided_on": row.change.decided_on.isoformat() if row.change.decided_on else None,
                "publish_by": row.change.publish_by.isoformat(),
                "late": row.tone == "late",
                "words": str(row.words),
            }
            for row in rows
        ],
    }


def change_by_id(change_id: int) -> NationalChange:
    """One change; NotFound when there is none."""
    found = NationalChange.objects.filter(pk=change_id).select_related("version").first()
    if found is None:
        raise NotFound("Không có thay đổi này.")
    return found


@dataclass(frozen=True, slots=True)
class Completeness:
    """Chỉ số 1.3: how many procedures in force tell everything they must."""

    public: int
    complete: int
    #: how many lack each part
    lacking: dict[Part, int]

    @property
    def ratio(self) -> float | None:
        """Complete of public, two decimals of a percent; None where nothing is public."""
        return round(100 * self.complete / self.public, 2) if self.public else None


def completeness() -> Completeness:
    """One query over what publishing computed."""
    lacking: dict[Part, int] = {}
    public = complete = 0
    for missing in ProcedureVersion.objects.filter(valid_to=None).values_list("missing", flat=True):
        public, complete = public + 1, complete + (not missing)
        for part in missing:
            lacking[part] = lacking.get(part, 0) + 1
    return Completeness(public, complete, lacking)


def incomplete(*, after: str = "", limit: int = 40) -> Page:
    """Procedures in force that lack a part, by code."""
    rows = in_force().exclude(missing=[]).order_by("procedure__key")
    if after:
        rows = rows.filter(procedure__key__gt=after[:50])
    found = list(rows[: limit + 1])
    return Page(found[:limit], found[limit - 1].procedure.key if len(found) > limit else "")
