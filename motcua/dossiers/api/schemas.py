"""What the API reads and answers. Names are ours; moments are ISO 8601 with offset; money is integer đồng."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext
from ninja import Field
from ninja import Schema as Loose
from pydantic import ConfigDict, field_validator

from motcua.dossiers.models import Dossier, DossierEvent, Status
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid


class Schema(Loose):
    """What is not known is refused, so that a misspelt name is noticed."""

    model_config = ConfigDict(extra="forbid")


class PartyIn(Schema):
    """A person or organisation."""

    kind: Literal["citizen", "organisation"] = "citizen"
    full_name: str = Field(min_length=1, max_length=200)
    identity_number: str = Field("", max_length=20)
    date_of_birth: str = Field("", max_length=10)
    representative: str = Field("", max_length=200)
    address: str = Field("", max_length=300)
    phone: str = Field("", max_length=20)
    email: str = Field("", max_length=254)

    @field_validator("*", mode="before")
    @classmethod
    def _one_line(cls, value: Any) -> Any:
        """A party is written on one line of each paper."""
        return " ".join(value.split()) if isinstance(value, str) else value


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
    case: str = Field("default", max_length=60)
    agency: str = Field(description="Code of the competent agency.", examples=["H32.25"], max_length=35)
    reception: str = Field("", description="Code of the receiving centre; empty: the one that serves the agency.")
    channel: Literal["online", "counter", "post"] = "online"
    owner: PartyIn
    form: dict[str, Any] = {}
    papers: list[PaperIn] = Field([], max_length=100)
    delivery: Literal["online", "counter", "post"] = "online"
    delivery_address: str = Field("", max_length=300)


class ItemIn(Schema):
    """A paper that the applicant shall bring or mend."""

    key: str = Field("", max_length=60)
    name: str = Field(min_length=1, max_length=1000)
    defect: str = Field(min_length=1, max_length=1000)
    advice: str = Field("", max_length=1000)


class ActIn(Schema):
    """What an act needs; only what the act reads is looked at."""

    note: str = Field("", max_length=4000, description="Reason or opinion; what the applicant or next officer reads.")
    officer: UUID | None = Field(None, description="assign, forward: who takes the next step.")
    step: UUID | None = Field(None, description="Which step, where several lie open.")
    asked: dict[str, str] | None = Field(
        None,
        max_length=20,
        description="Of an action that asks for opinions: key of the step → code of the unit that is asked. "
        "Left out: as the process says.",
    )
    items: list[ItemIn] = Field([], max_length=50, description="ask_for_papers: what is missing.")
    outcome: Literal["", "positive", "negative"] = Field("", description="draft_result")
    template: str = Field("", max_length=60, description="draft_result")
    content: dict[str, Any] = Field({}, description="draft_result: the template's fields.")
    way: Literal["", "online", "counter", "post"] = Field("", description="hand_over; empty: as the applicant chose.")
    receiver: str = Field("", max_length=200, description="hand_over; empty: the owner.")
    receiver_number: str = Field("", max_length=20, description="hand_over: identity number of the receiver.")
    revision: int | None = Field(
        None, ge=1, description="The revision you saw; when it is older than now, 409 tells why."
    )


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


class ProcedureShort(Schema):
    """A procedure in force, in short."""

    key: str
    national_code: str
    name: str
    sector: str
    online_level: str
    by_post: bool
    payable_online: bool
    valid_from: str


class ProceduresOut(Schema):
    """A page of procedures."""

    items: list[ProcedureShort]
    next: str | None


class CaseOut(Schema):
    """A case: what time, fee, papers and e-form depend on."""

    key: str
    name: str
    form: str = Field(description="Address of the e-form's JSON Schema.")
    channels: list[dict[str, Any]]
    papers: list[dict[str, Any]]


class ProcedureOut(ProcedureShort):
    """A procedure in force."""

    version: int
    cases: list[CaseOut]


class DueOut(Loose):
    """A due moment with its explanation."""

    received: datetime
    counted_from: datetime
    due: datetime
    due_text: str
    limit: dict[str, Any]
    limit_text: str
    reasons: list[dict[str, Any]]
    days: list[dict[str, Any]]
    unit: dict[str, Any] | None


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


def moment_of(given: datetime, field: str) -> datetime:
    """An aware moment within the years that the calendar and the database know; without offset: Việt Nam's."""
    if not 1900 <= given.year <= 2200:
        raise Invalid(gettext("Thời điểm ngoài khoảng dùng được."), fields={field: ["1900…2200"]})
    return given if given.tzinfo else given.replace(tzinfo=VIETNAM)


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(VIETNAM).isoformat() if moment else None
