"""Reads from the books: what was done to a thing, who did what, and whether the books are whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.audit.models import Book, Entry
from motcua.audit.rules.chain import sealed_content
from motcua.kernel.clock import VIETNAM

#: How far back a search by words looks when no day is given: it reads along the index of time.
DAYS_SEARCHED = 7


def entries_about(subject_id: object) -> QuerySet[Entry]:
    """What was done to the thing ``subject_id``, the latest first."""
    return Entry.objects.filter(subject_id=str(subject_id)).order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader of the books looks for; everything empty: the latest lines of all books."""

    words: str = ""  #: identifier of a thing, or words of the sentence
    person: str = ""  #: the name as written in the book
    day: date | None = None
    agency: str = ""


def search(wanted: Wanted, *, today: date, after: tuple[datetime, UUID] | None = None, limit: int = 50) -> list[Entry]:
    """At most ``limit`` lines, the latest first, from behind the line (at, id) ``after``."""
    lines: QuerySet[Entry] = Entry.objects.order_by("-at", "-id").defer("data", "previous", "digest")
    if wanted.agency:
        lines = lines.filter(agency=wanted.agency)
    if wanted.person:
        lines = lines.filter(actor_name=wanted.person)
    if wanted.day:
        lines = lines.filter(at__gte=_start(wanted.day), at__lt=_start(wanted.day + timedelta(days=1)))
    if wanted.words:
        lines = _about(lines, wanted, today)
    if after:
        at, last = after
        lines = lines.filter(at__lte=at).filter(Q(at__lt=at) | Q(id__lt=last))
    return list(lines[:limit])


def _about(lines: QuerySet[Entry], wanted: Wanted, today: date) -> QuerySet[Entry]:
    if _is_id(wanted.words):
        return lines.filter(subject_id=str(UUID(wanted.words)))
    if not wanted.day:
        lines = lines.filter(at__gte=_start(today - timedelta(days=DAYS_SEARCHED)))
    return lines.filter(Q(subject_id=wanted.words) | Q(sentence__icontains=wanted.words))


def lines_of(agency: str, after: int | None, chunk: int) -> Iterator[Entry]:
    """The lines of a book behind number ``after`` (None: from the very first), in order, in chunks."""
    last = after
    while True:
        lines = Entry.objects.filter(agency=agency).order_by("number")
        if last is not None:
            lines = lines.filter(number__gt=last)
        found = list(lines[:chunk])
        yield from found
        if len(found) < chunk:
            return
        last = found[-1].number


def codes_of_books() -> list[str]:
    """Codes of all books, also of those that have only lines or only a head; without reading the lines."""
    codes = set(Book.objects.values_list("agency", flat=True))
    last = ""
    while code := Entry.objects.filter(agency__gt=last).order_by("agency").values_list("agency", flat=True).first():
        codes.add(code)
        last = code
    return sorted(codes)


def export(agency: str, chunk: int = 1000) -> Iterator[dict[str, Any]]:
    """The book as plain lines that a third party can verify (docs/how-to/verify-audit.md)."""
    for entry in lines_of(agency, None, chunk):
        yield {"sealed": sealed_content(entry), "digest": entry.digest}


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, VIETNAM)


def _is_id(words: str) -> bool:
    try:
        UUID(words)
    except ValueError:
        return False
    return True
