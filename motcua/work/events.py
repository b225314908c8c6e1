"""Facts that the engine announces once they are committed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MatterMoved:
    """A step ended or began; the matter may have ended with it (``outcome`` is not empty then)."""

    matter_id: UUID
    kind: str
    subject_id: UUID
    agency: str
    nodes: tuple[str, ...]  #: steps that began
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StepAssigned:
    """A step was given to an officer by name."""

    step_id: UUID
    matter_id: UUID
    officer_id: UUID
    at: datetime
