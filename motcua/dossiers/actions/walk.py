"""Move the dossier's matter along its process and tell what was entered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.dossiers.models import Dossier
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotAllowed
from motcua.organizations.public import calendar_of
from motcua.work.public import Matter, advance


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
) -> Entered:
    """Do ``action`` of the step that the matter is at."""
    if dossier.matter_id is None:
        raise NotAllowed("Hồ sơ này chưa được nộp.")
    moved = advance(
        matter_id=dossier.matter_id,
        action=action,
        actor=actor,
        at=at,
        calendar=calendar_of(dossier.competent_unit_id),
        note=note,
        officer_id=officer_id,
        step_id=step_id,
    )
    dossier.matter = moved.matter
    dossier.due_at = moved.matter.due_at
    return Entered(moved.matter, moved.mark)
