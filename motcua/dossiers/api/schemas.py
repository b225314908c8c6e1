"""What the API reads and answers. Names are ours; moments are ISO 8601 with offset; money is integer đồng."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from motcua.dossiers.models import Dossier, DossierEvent, Status


class PartyIn(Schema):
    """A person or organisation."""

    kind: Literal["citizen", "organisation"] = "citizen"
    full_name: str = Field(min_length=1, max_length=200)
    identity_number: str = Field("", max_length=20)
    date_of_birth: str = ""
    address: str = Field("", max_length=300)
    phone: str = Field("", max_length=20)
    email: str = Field("", max_length=254)


class PaperIn(Schema):
    """A paper by reference to an uploaded file."""

    key: str = Field(description="Key of the required paper, or “other”.", max_length=60)
    file: UUID | None = Field(None, description="Identifier from POST /files; null for a paper handed in on paper.")
    name: str = Field("", max_length=1000)
    originals: int = Field(0, ge=0, le=100)
    copies: int = Field(1, ge=0, le=100)


class DossierIn(Schema):
    """A whole application."""

    procedure: str = Field(max_length=50, examples=["1.004650"])
    case: str = "default"
    agency: str = Field(description="Code of the competent agency.", examples=["H32.25"], max_length=35)
    reception: str = Field("", description="Code of the receiving centre; empty: the one that serves the agency.")
    channel: Literal["online", "counter", "post"] = "online"
    owner: PartyIn
    form: dict[str, Any] = {}
    papers: list[PaperIn] = Field([], max_length=100)
    delivery: Literal["online", "counter", "post"] = "online"
    delivery_address: str = Field("", max_length=300)


class ActIn(Schema):
    """What an act needs; only what the act reads is looked at."""

    note: str = Field("", max_length=4000)
    officer: UUID | None = None
    revision: int | None = Field(None, description="The revision you saw; when it is older than now, 409 tells why.")


class DossierOut(Schema):
    """A dossier, in short."""

    code: str
    id: UUID
    procedure: str
    agency: str
    status: int = Field(description="National status 1–10.")
    status_name: str
    owner: str
    summary: str
    submitted_at: datetime | None
    received_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    revision: int


class EventOut(Schema):
    """One thing that happened."""

    at: datetime
    action: str
    from_status: int
    to_status: int
    actor: str
    unit: str
    note: str


class PageOut(Schema):
    """A page of dossiers; ``next`` is given back as ``after`` for the page that follows."""

    items: list[DossierOut]
    next: str | None


class FileOut(Schema):
    """A stored file."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str


class ProblemOut(Schema):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str = ""
    detail: str = ""
    errors: dict[str, list[str]] = {}


def dossier_out(dossier: Dossier, procedure: str) -> dict[str, Any]:
    """``dossier`` as the API shows it."""
    return {
        "code": dossier.code,
        "id": str(dossier.id),
        "procedure": procedure,
        "agency": dossier.agency,
        "status": dossier.status,
        "status_name": str(Status(dossier.status).label),
        "owner": dossier.owner_name,
        "summary": dossier.summary,
        "submitted_at": _iso(dossier.submitted_at),
        "received_at": _iso(dossier.received_at),
        "due_at": _iso(dossier.due_at),
        "ended_at": _iso(dossier.ended_at),
        "revision": dossier.revision,
    }


def event_out(event: DossierEvent) -> dict[str, Any]:
    """``event`` as the API shows it."""
    return {
        "at": _iso(event.at),
        "action": event.action,
        "from_status": event.from_status,
        "to_status": event.to_status,
        "actor": event.actor_name,
        "unit": event.unit_name,
        "note": event.note,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone().isoformat() if moment else None
