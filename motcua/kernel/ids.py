"""Identifiers of rows that will be many: UUIDv7, ordered by time, so that indexes stay narrow and warm."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new time-ordered identifier; needs no sequence shared between servers or provinces."""
    return uuid7()
