"""What the simulated other sides received: the last some hundred, in memory alone."""

from collections import deque
from dataclasses import asdict, dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any


@dataclass(frozen=True)
class One:
    """One message as it arrived."""

    channel: str
    address: str
    title: str
    text: str
    at: datetime
    #: what else came with it
    more: dict[str, Any] = field(default_factory=dict)


class Received:
    """Newest last."""

    def __init__(self, most: int = 500) -> None:
        self._all: deque[One] = deque(maxlen=most)
        self._lock = Lock()

    def add(self, channel: str, address: str, title: str, text: str, **more: Any) -> None:
        """Keep one."""
        with self._lock:
            self._all.append(One(channel, address, title, text, datetime.now().astimezone(), more))

    def newest(self) -> list[One]:
        """Newest first."""
        with self._lock:
            return list(reversed(self._all))

    def of(self, channel: str) -> list[One]:
        """Those of one channel, oldest first."""
        with self._lock:
            return [one for one in self._all if one.channel == channel]

    def told(self) -> list[dict[str, Any]]:
        """As plain values, newest first."""
        return [{**asdict(one), "at": one.at.isoformat()} for one in self.newest()]
