"""Close: a matter ends wherever it lies, e.g. stopped or withdrawn."""

from datetime import datetime
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.facts import announce
from motcua.kernel.whole import whole
from motcua.work.actions.ledger import held, write
from motcua.work.events import MatterMoved
from motcua.work.models import Matter
from motcua.work.rules import core


@whole
def close(
    *,
    matter_id: UUID,
    outcome: str,
    actor: Actor,
    at: datetime,
    note: str = "",
    expected_version: int | None = None,
) -> Matter:
    """End the matter: open steps end with ``outcome`` (a key of the caller's), the clock stops."""
    found = held(matter_id, expected_version)
    changes = core.close(found.state(), found.open_steps(), outcome)
    matter = write(found, changes, actor=actor, act="Kết thúc", at=at, note=note)
    announce(MatterMoved(matter.id, matter.kind, matter.subject_id, matter.agency, (), outcome, at))
    return matter
