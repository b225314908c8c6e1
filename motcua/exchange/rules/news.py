"""Tin về hồ sơ: all that partners may be told of a dossier and of one act on it, in our own words.

Connectors write it in the partner's fields; the room that owns dossiers knows none of those.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Act:
    """One step in the progress of a dossier."""

    at: datetime
    by: str
    title: str  #: of the person, e.g. "Chuyên viên"
    unit: str
    words: str
    status: int  #: the national status after it
    started_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PaperTold:
    """A paper that was handed in."""

    id: str
    key: str
    name: str
    code: str = ""  #: national code of the paper
    originals: int = 0
    copies: int = 0
    file_name: str = ""
    digitised: bool = False
    link: str = ""
    content: Callable[[], bytes] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class FeeTold:
    """A fee or duty of the dossier; ``amount`` in đồng."""

    name: str
    kind: Literal["fee", "duty"]
    amount: int
    when: Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class RequestTold:
    """A request for papers, and what came of it."""

    id: str
    by: str
    words: str
    asked_at: datetime
    answered_at: datetime | None = None
    accepted_at: datetime | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultTold:
    """The result that was issued."""

    id: str
    name: str
    number: str = ""
    link: str = ""
    content: Callable[[], bytes] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DossierNews:
    """A dossier as it stands, with the act that is told."""

    code: str
    procedure: str  #: national code, else the local one
    procedure_name: str
    sector: str
    sector_name: str
    status: int
    channel: Literal["counter", "online", "post"]
    owner_name: str
    owner_kind: Literal["person", "organisation"]
    unit: str  #: code of the competent agency
    unit_name: str
    reception_unit: str
    act: Act
    local_procedure: str = ""
    slip: str = ""
    identity_number: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    submitter_name: str = ""
    submitter_number: str = ""
    summary: str = ""
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    ended_at: datetime | None = None
    refused_at: datetime | None = None
    handed_over_at: datetime | None = None
    handed_over_how: str = ""
    by_post: bool = False  #: the result goes by post
    identity_verified: bool = False  #: signed in with the national e-ID
    paid_online: bool = False
    papers: tuple[PaperTold, ...] = ()
    fees: tuple[FeeTold, ...] = ()
    requests: tuple[RequestTold, ...] = ()
    results: tuple[ResultTold, ...] = ()
    #: whether earlier news of this dossier was delivered before
    known: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one of our dossiers stands, for comparing with a partner."""

    code: str
    status: int
    agency: str
    sequence: int
    subject_id: UUID
