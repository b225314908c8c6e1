"""Read the books from cover to cover and say what no longer fits."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from motcua.audit.actions.record import BOOK_OF_BOOKS
from motcua.audit.models import Book, Entry
from motcua.audit.queries import codes_of_books, lines_of
from motcua.audit.rules.chain import seal
from motcua.audit.rules.faults import Fault, Progress, Reader, capped

CHUNK = 2000
#: what a column raises that no longer holds what belongs in it
UNREADABLE = (ValueError, TypeError, ArithmeticError, AttributeError)


def verify(agency: str | None = None, progress: Progress | None = None, witness: Path | None = None) -> list[Fault]:
    """All faults of the book of ``agency``, or of all books; an empty list: everything is whole.

    Reads in chunks, while others may write. ``progress`` hears (code, lines read so far) after each chunk.
    ``witness`` is a file of earlier heads written by :func:`keep_witness`, best kept outside the
    database: it shows even a book rewritten and sealed again from some line to its end.
    """
    marks = _marks(witness)
    codes = [agency] if agency is not None else sorted({*codes_of_books(), *marks})
    faults: list[Fault] = []
    for code in codes:
        faults += capped(_verify_book(code, marks.get(code, {}), progress), code)
    if agency is None:
        faults += _verify_shelf(codes)
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


def _verify_book(agency: str, marks: dict[int, str], progress: Progress | None) -> Iterator[Fault]:
    reader = Reader(agency, marks=dict(marks))
    after: int | None = None
    while True:
        try:
            yield from reader.read(_told(lines_of(agency, after, CHUNK), agency, progress))
        except UNREADABLE:
            yield _unreadable(agency, reader.number)
            return
        # The head is read after the lines: whoever wrote a line that we saw has moved the head too.
        book = Book.objects.filter(agency=agency).first()
        if book is None or book.length <= reader.number or not _has_more(agency, reader.number):
            break
        after = reader.number
    if book is None:
        yield Fault(agency, None, "book", f"Sổ {agency} không còn đầu sổ: sổ đã bị xóa.")
    else:
        yield from reader.end(book.length, book.head)


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


def _told(lines: Iterable[Entry], agency: str, progress: Progress | None) -> Iterator[Entry]:
    for count, line in enumerate(lines, 1):
        yield line
        if progress and count % CHUNK == 0:
            progress(agency, line.number)


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
