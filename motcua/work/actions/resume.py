"""Resume: the clock of a paused matter goes on."""

from datetime import datetime
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.whole import whole
from motcua.work.actions.ledger import calendar_for, held, still_since, write
from motcua.work.models import Matter
from motcua.work.rules import core
from motcua.work.rules.clock import Calendar


@whole
def resume(
    *,
    matter_id: UUID,
    actor: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    calendar: Calendar | None = None,
) -> Matter:
    """The clock goes on from ``at``; the matter returned has its new ``due_at``, and its steps theirs."""
    found = held(matter_id, expected_version)
    state = found.state(still_since(found.matter))
    days = calendar_for(found.matter, calendar)
    changes = core.resume(found.process, state, found.open_steps(), at, days, reason)
    return write(found, changes, actor=actor, act="Tiếp tục", at=at)
