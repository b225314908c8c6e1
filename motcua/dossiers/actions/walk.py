"""Move the dossier's matter along its process and tell what was entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import process_of
from motcua.kernel.actor import Actor
from motcua.organizations.public import Where, calendar_of, may
from motcua.work.public import Matter, acts


@dataclass(frozen=True, slots=True)
class Entered:
    """The matter after a move, and the national status that the entered step sets (None: stays)."""

    matter: Matter
    mark: int | None


def walk(
    dossier: Dossier,
    action: str,
    *,
    actor: Actor,
    at: datetime,
    note: str = "",
    officer_id: UUID | None = None,
    step_id: UUID | None = None,
    asked: Mapping[str, int] | None = None,
    authorised: bool = False,
) -> Entered:
    """Do ``action`` of the step that the matter is at.

    ``asked``: of a consultation, the side steps to open, each with its unit.
    ``authorised``: the caller has required a right that is wider than having the step in hand.
    """
    dossier.matter = acts.advance(
        matter_id=dossier.in_work,
        action=action,
        actor=actor,
        at=at,
        calendar=calendar_of(dossier.competent_unit_id),
        note=note,
        officer_id=officer_id,
        step_id=step_id,
        asked=asked,
        authorised=authorised or may(actor, "dossiers.forward_for_agency", Where(agency=dossier.agency)),
    )
    dossier.due_at = dossier.matter.due_at
    steps = {step.key: step for step in process_of(dossier.matter.process_id).steps}
    marks = (steps[node].mark for node in dossier.matter.entered)
    return Entered(dossier.matter, next((mark for mark in marks if mark is not None), None))
