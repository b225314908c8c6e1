"""Signatures of what goes between us and the carrier. Pure.

HMAC-SHA256 over the moment, a dot and the body, in small hexadecimal letters; both sides sign what they say.
"""

import hmac

MOMENT, SIGNATURE, CUSTOMER = "X-Moment", "X-Signature", "X-Customer"


def signature(moment: str, body: bytes, secret: str) -> str:
    """What whoever knows ``secret`` signs ``body`` with."""
    return hmac.new(secret.encode(), moment.encode("utf-8", "surrogatepass") + b"." + body, "sha256").hexdigest()


def holds(given: str, moment: str, body: bytes, secret: str) -> bool:
    """Whether ``given`` is that signature; never with an empty secret. Takes a time that tells nothing."""
    good = signature(moment, body, secret)
    return bool(secret) and hmac.compare_digest(given.lower().encode("utf-8", "surrogatepass"), good.encode())
