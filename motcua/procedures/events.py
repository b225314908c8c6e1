"""Facts that the catalogue announces."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """A procedure has a new version in force."""

    procedure: str  #: key of the procedure
    version_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ProcedureClosed:
    """A procedure was abolished: from ``from_day`` on it has no version in force."""

    procedure: str  #: key of the procedure
    from_day: date
