"""Pause: the clock of a matter stands still, with the reason and the evidence for it."""

from datetime import datetime
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.whole import whole
from motcua.work.actions.ledger import held, write
from motcua.work.models import Matter
from motcua.work.rules import core


@whole
def pause(
    *,
    matter_id: UUID,
    reason: str,
    actor: Actor,
    at: datetime,
    evidence: str = "",
    expected_version: int | None = None,
) -> Matter:
    """The clock stands still from ``at``; open steps wait and are never late meanwhile."""
    found = held(matter_id, expected_version)
    changes = core.pause(found.state(), found.open_steps(), reason, evidence)
    return write(found, changes, actor=actor, act=f"Tạm dừng: {reason}", at=at)
