"""What whoever carries parcels for us can do, and how it says that it could not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from motcua.kernel.calling import Unreachable as Unreachable


class Declined(Exception):
    """The carrier understood and will not: telling it again as it is changes nothing."""


class Forged(Exception):
    """A push that was not signed by whom it says, or was changed on the way."""


class Unreadable(Exception):
    """A push or answer that fits nothing."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who hands over or receives a parcel, and where."""

    name: str
    address: str
    phone: str = ""
    commune: str = ""  #: code of a commune of the province, where known


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A parcel to be carried. ``code`` is our name of it: told twice, it is one parcel."""

    code: str
    kind: str  #: "collect" or "deliver"
    sender: Party
    receiver: Party
    content: str
    grams: int
    price: int
    #: charge → đồng to be collected for us when it is delivered
    cod: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The carrier has the order: its name of the parcel, and its price in đồng where it tells one."""

    tracking: str
    price: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One piece of news of a parcel, proven. ``state``: one of rules.tracking."""

    order: str
    key: str
    state: int
    at: datetime
    tracking: str = ""
    place: str = ""
    words: str = ""
    #: of a delivery: {"receiver", "identity_number", "relation", "signature", "photo"}
    proof: Mapping[str, str] = field(default_factory=dict)
    #: charge → đồng that the postman took
    collected: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Push:
    """A call to us as it came over the wire."""

    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedLine:
    """Money that the carrier took for us, as it lists it for a day."""

    tracking: str
    charge: str
    amount: int
    at: datetime


class Carrier(Protocol):
    """Somebody who carries parcels for us."""

    def create(self, order: Order) -> Accepted:
        """Order; what was ordered before is answered as it was then. Declined, Unreachable."""

    def change(self, order: Order) -> None:
        """Another address or amount to collect, while the parcel has not left. Declined, Unreachable."""

    def cancel(self, code: str) -> None:
        """Take the order back; one that the carrier does not know counts as cancelled. Declined, Unreachable."""

    def news_of(self, code: str) -> Sequence[News]:
        """Everything that happened to a parcel; nothing of one that the carrier does not know. Unreachable."""

    def read_push(self, push: Push) -> list[News]:
        """What the carrier pushes to us; Forged or Unreadable."""

    def answer(self, outcome: str) -> tuple[int, dict[str, Any]]:
        """Status and body that the carrier expects: "taken", "forged", "unreadable" or "later"."""

    def collected(self, day: date) -> Iterator[CollectedLine]:
        """All money that was taken for us on a day. Unreachable."""
