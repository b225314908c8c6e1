"""All or nothing, without paying twice for it."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from motcua.kernel.composed import gathered

P = ParamSpec("P")
R = TypeVar("R")


def whole(action: Callable[P, R]) -> Callable[P, R]:
    """Run ``action`` in the caller's transaction when there is one, else in its own.

    No savepoint is set inside a transaction: it would cost two statements at every act and keep nothing,
    because an action here refuses before it writes, never after.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return action(*args, **kwargs)
        with transaction.atomic(), gathered():
            return action(*args, **kwargs)

    return run
