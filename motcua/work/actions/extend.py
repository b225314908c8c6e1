"""Extend: the appointed time moves; what was first appointed stays on record."""

from datetime import datetime
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.whole import whole
from motcua.work.actions.ledger import held, write
from motcua.work.models import Matter
from motcua.work.rules import core


@whole
def extend(
    *,
    matter_id: UUID,
    due_at: datetime,
    reason: str,
    actor: Actor,
    at: datetime,
    evidence: str = "",
    expected_version: int | None = None,
) -> Matter:
    """Appoint ``due_at`` instead. ``original_due_at`` stays; how often this may happen is the caller's law."""
    found = held(matter_id, expected_version)
    changes = core.extend(found.state(), due_at, at, reason, evidence)
    return write(found, changes, actor=actor, act="Hẹn lại", at=at)
