"""Put a message into the outbox: as a row for the statement that writes the change itself."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from motcua.exchange.models import Outgoing

NATIONAL = "national"


def to_send(*, agency: str, lane: str, sequence: int, subject_id: UUID, at: datetime) -> list[Outgoing]:
    """The rows to write, in the transaction of the change; none where no partner is connected.

    The caller writes them with the change itself: a crash loses both or neither.
    """
    if not settings.NATIONAL["style"]:
        return []
    return [
        Outgoing(
            agency=agency,
            partner=NATIONAL,
            lane=lane,
            sequence=sequence,
            kind="dossier",
            subject_id=subject_id,
            next_at=at,
        )
    ]
