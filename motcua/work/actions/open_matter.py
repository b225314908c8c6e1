"""Open a matter: its first step begins."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.composed import inserting, write
from motcua.kernel.facts import announce
from motcua.kernel.ids import new_id
from motcua.kernel.whole import whole
from motcua.kernel.worktime import Limit
from motcua.work.actions.ledger import definition_of, matter_values, new_spans, new_steps
from motcua.work.events import MatterMoved
from motcua.work.models import Matter, Process
from motcua.work.rules.clock import Calendar
from motcua.work.rules.core import enter
from motcua.work.rules.states import Act, MatterState


@whole
def open_matter(
    *,
    process: Process,
    agency: str,
    kind: str,
    subject_id: UUID,
    reference: str,
    title: str,
    party: str,
    places: Mapping[str, int],
    limit: Limit | None,
    calendar: Calendar,
    actor: Actor,
    at: datetime,
    officer_id: UUID | None = None,
) -> Matter:
    """A new matter with its first step. Only inserts: nothing is read.

    ``limit`` is None when no time is appointed. The matter's clock starts
    here only if the first step is counted.
    """
    state = MatterState(places=places, limit=limit)
    changes = enter(definition_of(process), state, at, calendar, Act("", officer_id=officer_id))
    matter = Matter(
        id=new_id(),
        agency=agency,
        kind=kind,
        subject_id=subject_id,
        process=process,
        reference=reference,
        title=title[:300],
        party=party[:200],
        places=dict(places),
        limit=limit.as_json() if limit is not None else None,
        opened_at=at,
        last_act="Mở việc",
        last_actor=actor.name,
        last_at=at,
        **matter_values(changes, at),
    )
    write(
        inserting([matter]),
        inserting(new_steps(matter, changes.opened, at)),
        inserting(new_spans(matter, changes, at)),
    )
    nodes = tuple(step.node for step in changes.opened)
    announce(MatterMoved(matter.id, kind, subject_id, agency, nodes, matter.outcome, at))
    return matter
