"""What can be said of a signature in a PDF, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Change(StrEnum):
    """What happened to the document after a signature was made."""

    NOTHING = "nothing"
    SIGNED_AGAIN = "signed_again"  #: further signatures
    TECHNICAL = "technical"  #: nothing that is shown: data about the file, or for checking it for longer
    FILLED_IN = "filled_in"  #: form fields or notes were added, which a signature does not forbid
    CONTENT = "content"  #: something else: what is shown today may not be what was signed


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature: who, when, and whether it can be relied upon."""

    signer: str  #: name in the certificate
    unit: str  #: organisation in the certificate
    at: datetime | None  #: time that the signer claims
    issuer: str  #: who issued the certificate
    reason: str
    intact: bool  #: the bytes that were signed are unchanged and the signature fits the certificate
    trusted: bool  #: the certificate leads to a root that this installation trusts, and was valid
    covers_whole: bool  #: nothing at all was added after this signature
    changed_after: Change
    field: str

    @property
    def holds(self) -> bool:
        """Whether what is shown is what a trusted signer signed."""
        return self.intact and self.trusted and self.changed_after is not Change.CONTENT
