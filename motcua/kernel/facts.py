"""Facts: what a room announces to the rooms above it, after the change is committed.

A fact is a frozen dataclass declared in the announcing room's ``events.py``. Rooms above hear it in
their ``handlers.py`` with :func:`hears`. A handler that fails is logged and never undoes the change. News that
must not be lost, even if the process is killed right after the commit, is heard ``within`` the change: such
a handler writes a job (``django_tasks``) in the same transaction and does nothing else.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from django.db import transaction

F = TypeVar("F")
_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
_within: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
log = structlog.get_logger(__name__)


def hears(kind: type[F], *, within: bool = False) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Register the decorated function as a listener to facts of ``kind``: after the commit, or ``within`` the change.

    What is heard within the change commits with it or not at all, and undoes it by failing.
    """

    def register(handler: Callable[[F], None]) -> Callable[[F], None]:
        (_within if within else _handlers)[kind].append(handler)
        return handler

    return register


def announce(fact: object) -> None:
    """Tell ``fact`` to those who listen within the change now, to the others once it is committed."""
    for handler in _within.get(type(fact), ()):
        handler(fact)
    handlers = _handlers.get(type(fact))
    if handlers:
        transaction.on_commit(lambda: _tell(fact, handlers))


def _tell(fact: object, handlers: list[Callable[[Any], None]]) -> None:
    for handler in handlers:
        try:
            handler(fact)
        except Exception:
            log.exception("handler failed", fact=type(fact).__name__, handler=handler.__name__)
