"""When a message to the carrier is tried again. Pure. It is never given up: a partner may be away for days."""

from datetime import timedelta

#: how long who sends a message holds it
LEASE = timedelta(minutes=5)
_PAUSES = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1))


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many tries (from 1)."""
    return _PAUSES[min(max(attempts, 1), len(_PAUSES)) - 1]
