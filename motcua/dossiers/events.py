"""Facts that dossiers announce."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DossierMoved:
    """A dossier went from one status to another (or acted within one)."""

    dossier_id: UUID
    agency: str
    code: str
    action: str
    from_status: int
    to_status: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FormIssued:
    """A form of the one-stop was numbered; its PDF is to be drawn and signed."""

    form_id: UUID
