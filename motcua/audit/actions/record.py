"""Write one sentence into the chained book of an agency."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.audit import beside
from motcua.audit.models import Book, Entry
from motcua.audit.rules.chain import seal
from motcua.audit.rules.plain import plain, plain_text
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.composed import Kept, Slot, inserting, updating, write_later
from motcua.kernel.ids import new_id

#: The book of books: one line for each book opened, so that a whole book cannot vanish unseen.
BOOK_OF_BOOKS = "SO-CAI"
_LOCKED: Kept[Book] = Kept(
    lambda: Book.objects.select_for_update().filter(agency=Slot("agency", Book._meta.get_field("agency")))
)


def record(
    *,
    agency: str,
    actor: Actor,
    at: datetime,
    action: str,
    subject_kind: str,
    subject_id: object,
    sentence: str,
    data: dict[str, Any] | None = None,
) -> None:
    """Append to the book of ``agency``, inside the caller's transaction: three statements.

    Call it last: the head of the book stays locked until the transaction ends. A transaction that writes
    into two books writes into them in the order of their codes, so that two such never wait for each
    other. ``data`` is kept as plain JSON (``rules.plain``). Raises ValueError for a moment without zone.
    """
    if at.tzinfo is None:
        raise ValueError("the moment of an act needs its time zone")
    with transaction.atomic(savepoint=False):
        told = beside.untold(but=agency)
        book = _LOCKED.first(agency=agency) or _open(agency, at)
        entry = Entry(
            id=new_id(),
            agency=agency,
            number=book.length + 1,
            at=at,
            action=action,
            subject_kind=subject_kind,
            subject_id=str(subject_id),
            actor_id=actor.account_id,
            actor_name=plain_text(actor.name)[:200],
            sentence=plain_text(sentence),
            data=plain({**(data or {}), beside.KEY: told.as_data()} if told else data or {}),
            previous=book.head,
        )
        entry.digest = seal(entry)
        write_later(
            inserting([entry]),
            updating(Book, {"length": entry.number, "head": entry.digest}, {"agency": agency}),
        )
        line = beside.Mark(agency, entry.number, entry.digest)
        transaction.on_commit(lambda: beside.committed(line, told))


def _open(agency: str, at: datetime) -> Book:
    """The new book of ``agency``, locked; whoever comes first writes it into the book of books."""
    Book.objects.bulk_create([Book(agency=agency)], ignore_conflicts=True)
    book = Book.objects.select_for_update().get(agency=agency)
    if book.length == 0 and agency != BOOK_OF_BOOKS:
        record(
            agency=BOOK_OF_BOOKS,
            actor=SYSTEM,
            at=at,
            action="audit.open_book",
            subject_kind="book",
            subject_id=agency,
            sentence=f"Mở sổ nhật ký của cơ quan {agency}.",
        )
    return book
