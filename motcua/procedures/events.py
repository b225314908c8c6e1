"""Facts that the catalogue announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VersionPublished:
    """A procedure has a new version in force."""

    procedure: str  #: key of the procedure
    version_id: int
    number: int
