"""Faults to order: what a test or a rehearsal wants the simulated other sides to do wrong."""

from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

Kind = Literal["500", "502", "slow", "half", "garbage", "lost", "expired", "refused", "nobody", "later"]


@dataclass
class Fault:
    """``kind`` for the next ``times`` calls of ``channel`` ("*": any).

    500, 502: answers so, does nothing; slow: waits ``seconds`` first; half: does it, cuts the answer; garbage: does
    it, answers no JSON; lost: does it, closes without an answer; expired: the token is over; refused: takes the
    message for wrong; nobody: there is no such address; later: not now, in the vendor's own words.
    """

    kind: Kind
    channel: str = "*"
    times: int = 1
    seconds: float = 1.0


class Faults:
    """Faults that wait for their call."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self._lock = Lock()

    def order(self, orders: list[dict[str, Any]]) -> None:
        """Replace what waits."""
        with self._lock:
            self.waiting = [Fault(**order) for order in orders]

    def next(self, channel: str) -> Fault | None:
        """The fault for a call of ``channel``."""
        with self._lock:
            for fault in self.waiting:
                if fault.channel in ("*", channel):
                    fault.times -= 1
                    if fault.times <= 0:
                        self.waiting.remove(fault)
                    return fault
        return None
