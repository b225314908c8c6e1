"""Hộp gửi đi: what becomes of a message after an answer, and which may be sent now. Plain values, no clock.

Messages of one lane go out in order; a lane whose first message waits or was refused holds its own later
ones back and nobody else's. Delivery is at least once: the receiver knows a message by its key.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

#: how long one sending may take before it counts as given up (the process was killed); longer than every timeout
LEASE = timedelta(minutes=3)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
#: so long a partner may go on with a call on which we gave up; then the state is told once more (kind "settle")
SETTLE = timedelta(minutes=2)
#: what the partner says it will never take is dead at once; what fails for no stated reason, after so many
MOST_ATTEMPTS = 12

State = Literal["waiting", "sent", "dead", "skipped"]
Outcome = Literal["delivered", "refused", "failed", "unreachable"]


@dataclass(frozen=True, slots=True)
class Message:
    """A message as far as order and repetition are concerned."""

    lane: str
    sequence: int
    state: State = "waiting"
    attempts: int = 0
    next_at: datetime | None = None


def wait_before(attempt: int, jitter: float) -> timedelta:
    """How long to wait after failure number ``attempt`` (1 …): doubled each time, up to a quarter of an hour.

    ``jitter`` (0 to 1) spreads the attempts of many over half to one and a half of that.
    """
    doubled: timedelta = FIRST_WAIT * 2 ** min(max(attempt - 1, 0), 16)
    return min(doubled, LONGEST_WAIT) * (0.5 + jitter)


def may_go(messages: Iterable[Message], now: datetime) -> list[Message]:
    """The messages that may be sent at ``now``: waiting, due, and nothing before them in their lane."""
    blocked: set[str] = set()
    going = []
    for message in sorted(messages, key=lambda one: (one.lane, one.sequence)):
        if (
            message.lane not in blocked
            and message.state == "waiting"
            and (not message.next_at or message.next_at <= now)
        ):
            going.append(message)
        if message.state in ("waiting", "dead"):
            blocked.add(message.lane)
    return going


def taken(message: Message, now: datetime) -> Message:
    """``message`` while somebody sends it: nobody else takes it before the lease is over."""
    return replace(message, attempts=message.attempts + 1, next_at=now + LEASE)


def is_unsettled(message: Message) -> bool:
    """Whether an earlier attempt may still be acted on: it was made, and nobody knows what became of it."""
    return message.attempts > 1


def answered(message: Message, outcome: Outcome, now: datetime, jitter: float) -> Message:
    """``message`` after what the partner said.

    A partner that cannot be reached says nothing against the message: it waits, however often.
    """
    if outcome == "delivered":
        return replace(message, state="sent", next_at=now)
    if outcome == "refused" or (outcome == "failed" and message.attempts >= MOST_ATTEMPTS):
        return replace(message, state="dead", next_at=now)
    return replace(message, next_at=now + wait_before(message.attempts, jitter))
