"""Read the books from cover to cover and say what no longer fits."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.audit.actions.record import BOOK_OF_BOOKS
from motcua.audit.beside import Mark
from motcua.audit.models import Book, Entry
from motcua.audit.queries import codes_of_books, lines_of
from motcua.audit.rules.chain import seal
from motcua.audit.rules.faults import Fault, Progress, Reader, capped

CHUNK = 2000
#: what a column raises that no longer holds what belongs in it
UNREADABLE = (ValueError, TypeError, ArithmeticError, AttributeError)


@dataclass(frozen=True, slots=True)
class Told:
    """What a line of one book tells of another."""

    mark: Mark
    agency: str  #: the book that tells
    number: int  #: its line


def verify(agency: str | None = None, progress: Progress | None = None, witness: Path | None = None) -> list[Fault]:
    """All faults of the book of ``agency``, or of all books; an empty list: everything is whole.

    Reads in chunks, while others may write. ``progress`` hears (code, lines read so far) after each chunk.
    ``witness`` is a file of earlier heads written by :func:`keep_witness`, best kept outside the
    database: it shows even a book rewritten and sealed again from some line to its end.
    """
    marks = _marks(witness)
    codes = [agency] if agency is not None else sorted({*codes_of_books(), *marks})
    faults: list[Fault] = []
    told: dict[str, Told] = {}
    for code in codes:
        faults += capped(_verify_book(code, marks.get(code, {}), progress, told), code)
    if agency is None:
        faults += _verify_shelf(codes)
        known = {(fault.agency, fault.number) for fault in faults}
        faults += [fault for fault in _verify_told(told) if (fault.agency, fault.number) not in known]
    return faults


def keep_witness(witness: Path, at: datetime) -> int:
    """Append the present head of every book to the file ``witness``; how many."""
    witness.parent.mkdir(parents=True, exist_ok=True)
    heads = list(Book.objects.exclude(length=0).order_by("agency"))
    with witness.open("a", encoding="utf-8") as file:
        for book in heads:
            mark = {"at": at.isoformat(), "agency": book.agency, "number": book.length, "digest": book.head}
            file.write(json.dumps(mark) + "\n")
    return len(heads)


def _verify_book(
    agency: str, marks: dict[int, str], progress: Progress | None, told: dict[str, Told]
) -> Iterator[Fault]:
    reader = Reader(agency, marks=dict(marks))
    after: int | None = None
    while True:
        try:
            yield from reader.read(_heard(lines_of(agency, after, CHUNK), agency, progress, told))
        except UNREADABLE:
            yield _unreadable(agency, reader.number)
            return
        # The head is read after the lines: whoever wrote a line that we saw has moved the head too.
        book = Book.objects.filter(agency=agency).first()
        if book is None or book.length <= reader.number or not _has_more(agency, reader.number):
            break
        after = reader.number
    if book is None and not reader.number and not marks and not _opened(agency):
        return  # nothing was ever written here
    if book is None:
        yield Fault(agency, None, "book", f"Sổ {agency} không còn đầu sổ: sổ đã bị xóa.")
    else:
        yield from reader.end(book.length, book.head)


def _opened(agency: str) -> bool:
    """Whether the book of books tells of the book."""
    return Entry.objects.filter(agency=BOOK_OF_BOOKS, action="audit.open_book", subject_id=agency).exists()


def _unreadable(agency: str, after: int) -> Fault:
    """The first line behind ``after`` whose columns no longer hold what belongs in them."""
    for number in Entry.objects.filter(agency=agency, number__gt=after).order_by("number").values_list("number"):
        try:
            seal(Entry.objects.get(agency=agency, number=number[0]))
        except UNREADABLE:
            return Fault(agency, number[0], "altered", f"Dòng {number[0]} của sổ {agency} đã bị sửa: không đọc được.")
    return Fault(agency, after + 1, "altered", f"Sổ {agency} không đọc được từ dòng {after + 1}.")


def _has_more(agency: str, number: int) -> bool:
    return Entry.objects.filter(agency=agency, number__gt=number).exists()


def _heard(lines: Iterable[Entry], agency: str, progress: Progress | None, told: dict[str, Told]) -> Iterator[Entry]:
    """``lines`` as they are, while what they tell of other books is gathered: of each, the furthest line alone.

    A line's digest rests on all before it, so the furthest vouches for the rest.
    """
    for count, line in enumerate(lines, 1):
        mark = _mark_in(line.data)
        if mark and (mark.agency not in told or told[mark.agency].mark.number < mark.number):
            told[mark.agency] = Told(mark, agency, line.number)
        yield line
        if progress and count % CHUNK == 0:
            progress(agency, line.number)


def _mark_in(data: object) -> Mark | None:
    match data:
        case {"_beside": {"agency": str(agency), "number": int(number), "digest": str(digest)}}:
            return Mark(agency, number, digest)
    return None


def _verify_told(told: dict[str, Told]) -> Iterator[Fault]:
    """Lines that another book tells of, and that are gone or no longer what they were."""
    for code, one in sorted(told.items()):
        number = one.mark.number
        line = Entry.objects.filter(agency=code, number=number).values_list("digest", flat=True).first()
        source = f"dòng {one.number} của sổ {one.agency}"
        if line is None:
            yield Fault(code, number, "removed", f"Dòng {number} bị xóa cùng đầu sổ: {source} còn ghi dòng này.")
        elif line != one.mark.digest:
            yield Fault(code, number, "altered", f"Dòng {number} đã bị viết lại: {source} ghi dấu khác.")


def _verify_shelf(codes: list[str]) -> Iterator[Fault]:
    """Books that the book of books knows and that are gone, and books that it does not know."""
    opened = set(
        Entry.objects.filter(agency=BOOK_OF_BOOKS, action="audit.open_book").values_list("subject_id", flat=True)
    )
    present = set(codes) - {BOOK_OF_BOOKS}
    for code in sorted(opened - present):
        yield Fault(code, None, "book", f"Cả sổ {code} bị xóa: sổ cái ghi là sổ này đã được mở.")
    for code in sorted(present - opened):
        yield Fault(code, None, "book", f"Sổ {code} không có trong sổ cái: bị thêm vào, hoặc sổ cái đã bị sửa.")


def _marks(witness: Path | None) -> dict[str, dict[int, str]]:
    marks: dict[str, dict[int, str]] = {}
    if witness and witness.exists():
        with witness.open(encoding="utf-8") as file:
            for text in filter(str.strip, file):
                mark = json.loads(text)
                marks.setdefault(mark["agency"], {})[mark["number"]] = mark["digest"]
    return marks
