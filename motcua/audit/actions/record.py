"""Write one sentence into the chained book of an agency."""

from datetime import datetime
from typing import Any

from motcua.audit.models import Book, Entry
from motcua.audit.rules.chain import seal
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id


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
    """Append to the book of ``agency``, inside the caller's transaction.

    Call it last: the head of the book stays locked until the transaction ends.
    """
    book = Book.objects.select_for_update().filter(agency=agency).first()
    if book is None:
        Book.objects.bulk_create([Book(agency=agency)], ignore_conflicts=True)
        book = Book.objects.select_for_update().get(agency=agency)
    entry = Entry(
        id=new_id(),
        agency=agency,
        number=book.length + 1,
        at=at,
        action=action,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        actor_id=actor.account_id,
        actor_name=actor.name,
        sentence=sentence,
        data=data or {},
        previous=book.head,
    )
    entry.digest = seal(entry)
    entry.save(force_insert=True)
    Book.objects.filter(agency=agency).update(length=entry.number, head=entry.digest)
