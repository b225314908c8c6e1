"""What whoever takes money for us can do, and how it says that it could not.

One protocol for all: an order is begun, its end is told by a signed notice, may be asked for, and is listed once a day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from motcua.kernel.calling import Unreachable

__all__ = [
    "Begun",
    "Connector",
    "Forged",
    "Heard",
    "Listed",
    "Lister",
    "Notice",
    "Order",
    "OrderLine",
    "Unreachable",
    "Unreadable",
]


class Forged(Exception):
    """A notice that was not signed by whom it says, or was changed on the way."""


class Unreadable(Exception):
    """A notice or answer that fits nothing."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One fee or duty of an order; ``amount`` in đồng."""

    kind: str
    name: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be paid: ``code`` is our name of the order, ``amount`` in đồng."""

    code: str
    charge_code: str
    amount: int
    words: str
    reference: str = ""
    lines: tuple[OrderLine, ...] = ()
    at: datetime
    expires_at: datetime
    return_url: str = ""
    visitor: str = ""
    payer: str = ""
    payer_number: str = ""
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Begun:
    """How the payer goes on: an address to go to, or a QR with what to write at the bank."""

    url: str = ""
    qr: str = ""
    #: label → value, to be copied by hand
    transfer: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """News of an order, proven: ``paid`` True, False when it fell through, None while nothing is decided."""

    order: str
    paid: bool | None
    amount: int = 0
    reference: str = ""  #: the provider's name of the money
    at: datetime | None = None
    words: str = ""  #: what the payer wrote, where money comes without an order


@dataclass(frozen=True, slots=True)
class Notice:
    """A call to us as it came over the wire."""

    method: str
    query: Mapping[str, str]
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Money as the provider lists it for a day. ``order`` where it knows ours; ``words`` as the payer wrote them."""

    reference: str
    at: datetime
    amount: int
    order: str = ""
    words: str = ""


class Lister(Protocol):
    """Somebody who lists the money of a day."""

    def listed(self, day: date) -> Iterator[Listed]:
        """All money of a day. Unreachable."""


class Connector(Lister, Protocol):
    """Somebody who takes money for us."""

    def create(self, order: Order) -> Begun:
        """Begin an order; Unreachable when there is no usable answer."""

    def read_return(self, query: Mapping[str, str]) -> Heard:
        """What the payer's browser brings back; Forged unless the provider signed it."""

    def read_notice(self, notice: Notice) -> list[Heard]:
        """What the provider tells us; Forged or Unreadable."""

    def answer(self, outcome: str) -> tuple[int, str, bytes]:
        """Status, media type and body that the provider expects.

        ``outcome``: "taken", "known", "unknown", "other amount", "forged", "unreadable" or "later".
        """

    def ask(self, order: str, started_at: datetime, at: datetime) -> Heard | None:
        """How an order stands; None when the provider does not know it. Unreachable."""
