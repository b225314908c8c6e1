"""Tiền mặt: nobody is called. What an officer counts is settled at once, and the receipts are the statement."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from motcua.payments.connectors.base import Begun, Heard, Listed, Notice, Order, Unreadable


class Cash:
    """The counter."""

    def create(self, order: Order) -> Begun:
        """Nothing to begin: the payer comes to the counter."""
        return Begun()

    def read_return(self, query: Mapping[str, str]) -> Heard:
        """Nobody comes back from the counter through a browser."""
        raise Unreadable("cash has no return")

    def read_notice(self, notice: Notice) -> list[Heard]:
        """Nobody tells of cash over the wire."""
        raise Unreadable("cash has no notices")

    def answer(self, outcome: str) -> tuple[int, str, bytes]:
        """As to anybody who asks for what there is not."""
        return 404, "text/plain", b""

    def ask(self, order: str, started_at: datetime, at: datetime) -> Heard | None:
        """Only the officer knows."""
        return None

    def listed(self, day: date) -> Iterator[Listed]:
        """No statement."""
        return iter(())
