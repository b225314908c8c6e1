"""Từ chối: everything that the system will not do, as one family of exceptions.

An action raises a refusal; one place (``config.refusing``) turns it into a page or into problem
details (RFC 9457). The message is written for the person who reads it: what happened and what to do.
"""

from collections.abc import Mapping, Sequence


class Refusal(Exception):
    """Something that was asked and is not done. Nothing has been changed."""

    status = 400
    code = "refused"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        fields: Mapping[str, Sequence[str]] | None = None,
        advice: str = "",
    ) -> None:
        """``message`` says what happened; ``advice`` what to do; ``fields`` maps a field to its messages."""
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.fields = {name: list(texts) for name, texts in (fields or {}).items()}
        if code:
            self.code = code


class Invalid(Refusal):
    """What was typed or sent is not right; ``fields`` says where."""

    status = 422
    code = "invalid"


class SignInNeeded(Refusal):
    """Nobody is signed in, and this needs somebody."""

    status = 401
    code = "sign-in-needed"


class NotAllowed(Refusal):
    """The table of permissions does not give this to this person here."""

    status = 403
    code = "not-allowed"


class NotFound(Refusal):
    """There is no such thing, or this person may not know that there is."""

    status = 404
    code = "not-found"


class NotNow(Refusal):
    """The thing is in a state in which this cannot happen."""

    status = 409
    code = "not-now"


class Conflict(Refusal):
    """Somebody else was faster; the message says what they changed."""

    status = 409
    code = "conflict"


class TooLarge(Refusal):
    """More bytes than the limit allows."""

    status = 413
    code = "too-large"


class TooMany(Refusal):
    """Too many attempts in a short time."""

    status = 429
    code = "too-many"

    def __init__(self, message: str, *, advice: str = "", retry_after: int = 60) -> None:
        """``retry_after``: seconds after which to try again, at the latest; told in the header ``Retry-After``."""
        super().__init__(message, advice=advice)
        self.retry_after = retry_after
