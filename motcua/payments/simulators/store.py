"""What the simulated side knows: orders begun there, money that moved, faults to do, and how news is pushed to us."""

import urllib.request
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from threading import RLock
from typing import Any

VIETNAM = timezone(timedelta(hours=7))
#: what the simulated side lets in; production refuses to run with it (``config.safety``)
SECRET, PARTNER = "gia-lap-chi-de-thu", "GIALAP01"


def vietnam_now() -> datetime:
    """The simulated side has a clock of its own."""
    return datetime.now(VIETNAM).replace(microsecond=0)


@dataclass
class Order:
    """An order begun at the simulated side."""

    code: str
    amount: int
    return_url: str
    words: str = ""
    at: datetime = field(default_factory=vietnam_now)
    #: "" nothing yet, "paid", "failed"
    state: str = ""
    number: str = ""
    paid_at: datetime | None = None


@dataclass
class Fault:
    """``kind`` for the next ``times`` calls of ``service`` ("*": any)."""

    kind: str  #: 500 | slow | half | garbage | unsigned | lost
    service: str = "*"
    times: int = 1
    seconds: float = 1.0


class Store:
    """Everything, behind one lock."""

    def __init__(self, target: str = "", secret: str = SECRET, partner: str = PARTNER) -> None:
        self.lock = RLock()
        #: our address, to which news is pushed; empty: nothing is pushed
        self.target = target.rstrip("/")
        self.secret, self.partner = secret, partner
        self.orders: dict[tuple[str, str], Order] = {}
        #: lines of the bank's statement
        self.lines: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        #: what our side answered to pushes
        self.answers: list[tuple[str, int, str]] = []
        self._number = int(vietnam_now().timestamp())

    def next_number(self) -> str:
        """A number of money that was never given before."""
        self._number += 1
        return str(self._number)

    def fault(self, service: str) -> Fault | None:
        """The fault for a call of ``service``."""
        for one in self.faults:
            if one.service in ("*", service):
                one.times -= 1
                if one.times <= 0:
                    self.faults.remove(one)
                return one
        return None

    def push(self, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        """Tell our side; what it answered. (0, …) when it did not."""
        if not self.target:
            return 0, "no target"
        request = urllib.request.Request(self.target + path, data=body, headers=headers)  # noqa: S310 (our own side)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                got = (answer.status, answer.read().decode())
        except OSError as error:
            got = (getattr(error, "code", 0) or 0, str(error))
        self.answers.append((path, *got))
        return got
