"""Gửi lại: what becomes of a delivery after an attempt. Plain values, no clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

#: how long one sending may take before it counts as given up (the process was killed); longer than every timeout
LEASE = timedelta(minutes=3)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
#: what fails for no stated reason is dead after so many attempts; what was refused is dead at once
MOST_ATTEMPTS = 12

#: nobody: the other side says that there is no such address
Outcome = Literal["sent", "refused", "nobody", "failed", "unreachable"]
State = Literal["sent", "failed", "dead"]


@dataclass(frozen=True, slots=True)
class Next:
    """The state and the moment before which nothing happens."""

    state: State
    at: datetime


def wait_before(attempt: int, jitter: float) -> timedelta:
    """How long to wait after failure number ``attempt`` (1 …): doubled each time, up to half an hour.

    ``jitter`` (0 to 1) spreads the attempts of many over half to one and a half of that.
    """
    doubled: timedelta = FIRST_WAIT * 2 ** min(max(attempt - 1, 0), 16)
    return min(doubled, LONGEST_WAIT) * (0.5 + jitter)


def after(outcome: Outcome, attempts: int, made: datetime, now: datetime, jitter: float, patience: timedelta) -> Next:
    """What becomes of it after attempt number ``attempts``.

    An other side that is silent says nothing against the message: it waits, until it is ``patience`` old and of no
    use to anybody.
    """
    if outcome == "sent":
        return Next("sent", now)
    too_often = outcome == "failed" and attempts >= MOST_ATTEMPTS
    if outcome in ("refused", "nobody") or too_often or now - made > patience:
        return Next("dead", now)
    return Next("failed", now + wait_before(attempts, jitter))
