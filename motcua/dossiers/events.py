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
    #: grows with every act: with the dossier it names the act for good
    revision: int = 0
    #: whoever applied with an account; None: at the counter, or through a system of an agency
    applicant_id: UUID | None = None
    version_id: int = 0
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FormIssued:
    """A form of the one-stop was numbered; its PDF is to be drawn and signed."""

    form_id: UUID
