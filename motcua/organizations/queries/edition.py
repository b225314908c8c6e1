"""What a process remembers of units and calendars, and how it notices that somebody edited them.

Units and calendars are read with every dossier and change a few times a year. Each process keeps
them; an edit raises one number in the database, which every process reads again at most every few
seconds. So an edit is felt everywhere within that time, and nearly all reads cost no query.
"""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F

from motcua.organizations.models import Edition

#: A process may lag behind an edit by so many seconds; the process that edits, not at all.
CHECK_SECONDS = 5.0

T = TypeVar("T")


class _Remembered:
    """One process's memory, thrown away whole when the edition moves on."""

    def __init__(self) -> None:
        self.things: dict[Any, Any] = {}
        self.number: int | None = None
        self.checked = 0.0


_memory = _Remembered()


def remembered(key: object, read: Callable[[], T]) -> T:
    """What ``read`` answered last time for ``key``, or its answer now when something was edited since."""
    global _memory
    memory = _memory
    if memory.number is None or monotonic() - memory.checked > CHECK_SECONDS:
        number = _number()
        if number != memory.number:
            memory = _memory = _Remembered()
            memory.number = number
        memory.checked = monotonic()
    if key not in memory.things:
        memory.things[key] = read()
    found: T = memory.things[key]
    return found


def forget(*_: object, **__: object) -> None:
    """Forget everything: after an edit in this process, and between tests."""
    global _memory
    _memory = _Remembered()


def _number() -> int:
    return Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def raise_edition() -> None:
    """Tell every process that units or calendars changed. Called by the actions that change them."""
    if not Edition.objects.filter(pk=1).update(number=F("number") + 1):
        Edition.objects.bulk_create([Edition(pk=1, number=1)], ignore_conflicts=True)
    forget()
    transaction.on_commit(forget)  # another thread may have read the old state meanwhile
