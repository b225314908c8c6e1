"""What a connector to the national system can do, whatever its style, and how it says that it could not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from motcua.exchange.rules.news import DossierNews
from motcua.kernel.calling import Unreachable as Unreachable


class Failed(Exception):
    """The answer fits nothing. Try the message again a few times; others may go on."""


class Declined(Exception):
    """The partner read the message and will not take it as it is: trying again is no use."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A procedure in the national list. ``mark`` changes when the procedure does; empty: the list does not tell."""

    code: str
    name: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A dossier as the partner holds it."""

    code: str
    status: int


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it went over the wire, for the record."""

    service: str
    sent: Any
    got: Any


class National(Protocol):
    """The national system."""

    #: calls made since the connector was made, newest last; the caller may empty it
    calls: list[Call]

    def agencies(self) -> list[dict[str, Any]]:
        """The list of agencies, in the partner's fields."""

    def sectors(self) -> list[dict[str, Any]]:
        """The list of sectors, in the partner's fields."""

    def listed(self) -> Iterator[Listed]:
        """Every procedure that is public there."""

    def procedure(self, code: str) -> dict[str, Any]:
        """The record of one procedure, in the partner's fields; Declined when there is none."""

    def send(self, news: DossierNews, key: str, *, again: bool) -> str:
        """Tell the partner of an act; what it answered.

        ``again``: an earlier attempt may have arrived, so look first. ``key`` names the message for good.
        """

    def settle(self, news: DossierNews, key: str) -> str:
        """Tell the partner once more how the dossier stands, no act with it.

        Without a key, for it must count each time; ``key`` is for a dossier that is no longer there: it is sent whole.
        """

    def dossier(self, code: str) -> Held | None:
        """How the partner holds one dossier; None when it has none."""

    def dossiers(self, first: date, last: date) -> Iterator[Held]:
        """Every dossier that the partner received news of from ``first`` to ``last``."""

    def close(self) -> None:
        """Let go of the connection."""
