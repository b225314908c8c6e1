"""Facts of money. They are stored with the change and told until they are heard: see ``actions/tell.py``."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """What all have in common: the charge and what it is for."""

    charge_id: UUID
    agency: str
    subject_kind: str
    subject_id: UUID
    purpose: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChargePaid(MoneyFact):
    """A charge is settled: work may go on."""


@dataclass(frozen=True, slots=True)
class ChargeRefunded(MoneyFact):
    """The money of a charge went back."""


FACTS: dict[str, type[MoneyFact]] = {fact.__name__: fact for fact in (ChargePaid, ChargeRefunded)}


@dataclass(frozen=True, slots=True)
class ReceiptIssued:
    """A receipt was numbered; its PDF is to be drawn and signed."""

    receipt_id: UUID
