"""Tokens of partners' systems: what they look like and how they are kept."""

import secrets
from hashlib import sha256

PREFIX = "mct_"  #: so that scanners of leaked secrets can tell one


def new_token() -> str:
    """A secret with 256 bits of chance."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """SHA-256, hex. A secret of 256 bits needs no slow hash."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
