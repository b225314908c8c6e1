"""Facts of parcels. They are stored with the change and told until they are heard: see ``actions/tell.py``."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

#: picked_up: left with the postman · taken: papers are at the office · kept: a result stays at the office ·
#: delivered, failed, returned, lost, refused: as the carrier says
Became = Literal["picked_up", "taken", "delivered", "failed", "returned", "lost", "refused", "kept"]
BECAME: frozenset[str] = frozenset(get_args(Became))


@dataclass(frozen=True, slots=True)
class ParcelMoved:
    """Something happened to a parcel that whoever ordered it must know."""

    parcel_id: UUID
    agency: str
    kind: str  #: "collect" or "deliver"
    subject_kind: str
    subject_id: UUID
    became: str
    at: datetime  #: by the clock of whoever told it
    news_id: UUID
    tracking: str = ""
    reason: str = ""
    #: who got it, as the proof of delivery says
    receiver: str = ""
    receiver_number: str = ""
    #: money that the postman took: [{"code", "amount", "reference"}]
    collected: list[dict[str, Any]] = field(default_factory=list)
