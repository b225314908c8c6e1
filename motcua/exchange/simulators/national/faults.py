"""Faults to order: what a test or a rehearsal wants the simulated system to do wrong."""

import random
import time
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["500", "502", "slow", "half", "garbage", "lost", "expired", "denied", "refused", "late"]
KINDS: tuple[Kind, ...] = ("500", "502", "slow", "half", "garbage", "lost", "expired", "denied", "refused")
#: what is answered to a message that is refused to order
REFUSED = "MaLinhVuc không có trong danh mục lĩnh vực"


@dataclass
class Fault:
    """``kind`` for the next ``times`` calls of ``service`` ("*": any).

    500, 502: answers so, does nothing; slow: waits ``seconds`` first; half: does it, cuts the answer;
    garbage: does it, answers no JSON; lost: does it, closes without an answer; expired: forgets sessions and
    tokens; denied: refuses the log-in; refused: takes the message for wrong, and says so;
    late: closes without an answer and does it only at ``Simulator.catch_up``.
    """

    kind: Kind
    service: str = "*"
    times: int = 1
    seconds: float = 1.0


class Faults:
    """Faults that wait for their call, and how often one happens by chance."""

    def __init__(self, rate: float = 0.0, seed: int = 0, delay: float = 0.0) -> None:
        self.waiting: list[Fault] = []
        self.rate, self.delay = rate, delay
        self._chance = random.Random(seed)  # noqa: S311 (a rehearsal, repeatable on purpose)

    def order(self, orders: list[dict[str, Any]]) -> None:
        """Replace what waits."""
        self.waiting = [Fault(**order) for order in orders]

    def next(self, service: str) -> Fault | None:
        """The fault for a call of ``service``; every call waits ``delay`` seconds."""
        if self.delay:
            time.sleep(self.delay)
        for fault in self.waiting:
            if fault.service in ("*", service):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        if self.rate and self._chance.random() < self.rate:
            return Fault(self._chance.choice(["500", "502", "half", "garbage", "lost", "expired"]))
        return None
