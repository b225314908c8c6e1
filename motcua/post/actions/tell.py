"""Báo tin về bưu gửi: tell the rooms above what is stored, until they have heard it.

A fact is stored in the transaction that makes it true. Telling it opens a transaction of its own in which the listeners
act and the fact is marked as heard: both or neither. A process that is killed anywhere loses nothing and does nothing
twice.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from motcua.kernel.facts import announce
from motcua.post.events import ParcelMoved
from motcua.post.models import Parcel, ParcelNews

log = structlog.get_logger(__name__)
PAUSES = (5, 30, 120, 600, 3600)


def tell_waiting(*, at: datetime, parcel_id: UUID | None = None, most: int = 200) -> int:
    """Tell what is due at ``at`` (of one parcel: all that is unheard); how many were heard."""
    rows = ParcelNews.objects.filter(heard_at=None)
    rows = rows.filter(parcel_id=parcel_id) if parcel_id else rows.filter(next_at__lte=at)
    return sum(_tell_one(key, at=at) for key in list(rows.order_by("at", "id").values_list("id", flat=True)[:most]))


def _tell_one(key: UUID, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            news = ParcelNews.objects.select_for_update(of=("self",), skip_locked=True).filter(id=key, heard_at=None)
            row = news.select_related("parcel").first()
            if row is None:
                return False
            row.heard_at = at
            row.save(update_fields=["heard_at"])
            announce(_fact(row))
    except Exception as error:
        log.exception("nobody heard news of a parcel", news=str(key))
        _later(key, f"{type(error).__name__}: {error}", at)
        return False
    return True


def _fact(row: ParcelNews) -> ParcelMoved:
    parcel = row.parcel
    return ParcelMoved(
        parcel_id=parcel.id,
        agency=parcel.agency,
        kind=parcel.kind,
        subject_kind=parcel.subject_kind,
        subject_id=parcel.subject_id,
        became=row.became,
        at=row.at,
        news_id=row.id,
        tracking=parcel.tracking,
        reason=parcel.reason,
        receiver=str(parcel.proof.get("receiver") or parcel.address.get("name") or ""),
        receiver_number=str(parcel.proof.get("identity_number") or ""),
        collected=_collected(parcel) if row.became == "delivered" else [],
    )


def _collected(parcel: Parcel) -> list[dict[str, Any]]:
    taken: dict[str, int] = parcel.proof.get("collected") or {}
    return [
        {"code": code, "amount": amount, "reference": money_reference(parcel.tracking, code)}
        for code, amount in taken.items()
        if amount > 0
    ]


def money_reference(tracking: str, charge: str) -> str:
    """The name of money that the postman took, the same in the news of a delivery and in the list of a day."""
    return f"{tracking}/{charge}"[:60]


def _later(key: UUID, said: str, at: datetime) -> None:
    row = ParcelNews.objects.get(id=key)
    row.next_at = at + timedelta(seconds=PAUSES[min(row.attempts, len(PAUSES) - 1)])
    row.attempts = min(row.attempts + 1, 30_000)
    row.error = said[:300]
    row.save(update_fields=["next_at", "attempts", "error"])
