"""Báo tin về tiền: tell the rooms above what is stored, until they have heard it.

A fact is stored in the transaction that makes it true. Telling it opens a transaction of its own in which the listeners
act and the fact is marked as heard: both or neither. A process that is killed anywhere loses nothing and does nothing
twice; a listener that fails is told again later, with growing pauses, and the failure is on the page of differences.
"""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction

from motcua.kernel.facts import announce
from motcua.payments.events import FACTS
from motcua.payments.models import MoneyNews

log = structlog.get_logger(__name__)
PAUSES = (5, 30, 120, 600, 3600)


def tell_waiting(*, at: datetime, charge_id: UUID | None = None, most: int = 200) -> int:
    """Tell what is due at ``at`` (of one charge: all that is unheard); how many were heard."""
    rows = MoneyNews.objects.filter(heard_at=None)
    rows = rows.filter(charge_id=charge_id) if charge_id else rows.filter(next_at__lte=at)
    heard = 0
    for key in list(rows.order_by("at", "id").values_list("id", flat=True)[:most]):
        heard += tell_one(key, at=at)
    return heard


def tell_one(key: UUID, *, at: datetime) -> bool:
    """Whether the fact ``key`` was heard now."""
    try:
        with transaction.atomic():
            news = MoneyNews.objects.select_for_update(of=("self",), skip_locked=True).filter(id=key, heard_at=None)
            row = news.select_related("charge").first()
            if row is None:
                return False
            charge = row.charge
            row.heard_at = at
            row.save(update_fields=["heard_at"])
            announce(
                FACTS[row.kind](
                    charge_id=charge.id,
                    agency=charge.agency,
                    subject_kind=charge.subject_kind,
                    subject_id=charge.subject_id,
                    purpose=charge.purpose,
                    at=row.at,
                )
            )
    except Exception as error:
        log.exception("nobody heard news of money", news=str(key))
        _later(key, f"{type(error).__name__}: {error}", at)
        return False
    return True


def _later(key: UUID, said: str, at: datetime) -> None:
    row = MoneyNews.objects.get(id=key)
    row.next_at = at + timedelta(seconds=PAUSES[min(row.attempts, len(PAUSES) - 1)])
    row.attempts = min(row.attempts + 1, 30_000)
    row.error = said[:300]
    row.save(update_fields=["next_at", "attempts", "error"])
