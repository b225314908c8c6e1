"""Each line also carries the head of another book, so that a last line cannot vanish with the head of its book.

A process remembers which lines it has committed that no line elsewhere has told of yet; its next line in
another book tells of one. That asks the database nothing. Only what is committed is ever told of.
"""

from dataclasses import dataclass
from threading import Lock

#: in the data of a line: what it tells of another book
KEY = "_beside"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a book as it was when another book told of it."""

    agency: str
    number: int
    digest: str

    def as_data(self) -> dict[str, str | int]:
        """As it stands in the data of a line."""
        return {"agency": self.agency, "number": self.number, "digest": self.digest}


_lock = Lock()
_untold: dict[str, Mark] = {}


def untold(but: str) -> Mark | None:
    """The longest untold head of a book other than ``but``."""
    with _lock:
        return next((mark for agency, mark in _untold.items() if agency != but), None)


def committed(line: Mark, told: Mark | None) -> None:
    """``line`` is in its book for good, and with it what it told of ``told``."""
    with _lock:
        if told and _untold.get(told.agency) == told:
            del _untold[told.agency]
        known = _untold.get(line.agency)
        if known is None or known.number < line.number:
            _untold[line.agency] = line


def forget() -> None:
    """Between tests, whose books are emptied."""
    with _lock:
        _untold.clear()
