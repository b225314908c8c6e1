"""Who knows what messages are about: rooms above register themselves here, as they do for facts."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol
from uuid import UUID

from motcua.exchange.rules.news import DossierNews, Standing


class DossierBook(Protocol):
    """What the room that owns dossiers tells this one."""

    def news(self, subject_id: UUID, *, again: bool) -> DossierNews | None:
        """The news that the event ``subject_id`` makes; None when it is gone. ``again``: the dossier as it stands."""

    def standings(self, first: date, last: date) -> Iterable[Standing]:
        """Every submitted dossier with an act on the days ``first`` to ``last``, as it stands now."""

    def standings_of(self, codes: Iterable[str]) -> Iterable[Standing]:
        """Where these dossiers stand now; those that do not exist are left out."""


_books: list[DossierBook] = []


def tells_of_dossiers(book: DossierBook) -> DossierBook:
    """Register the room that owns dossiers."""
    _books[:] = [book]
    return book


def dossier_book() -> DossierBook:
    """The room that owns dossiers; RuntimeError in an installation without it."""
    if not _books:
        raise RuntimeError("no room tells of dossiers")
    return _books[0]
