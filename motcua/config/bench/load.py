"""Load over HTTP: N connections kept alive, each asking again as soon as it is answered, for some seconds.

One thread watches all connections and sends bytes that were prepared before, so that on a small machine
the measuring takes little from what is measured (some 50 µs of processor time a request).
"""

import selectors
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

#: the bytes of the next request; called with a running number
Ask = Callable[[int], bytes]


@dataclass
class Measured:
    """What was seen."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def __add__(self, other: "Measured") -> "Measured":
        """Both together, as if measured in one go."""
        return Measured(self.seconds + other.seconds, self.latencies + other.latencies, self.failures + other.failures)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which ``share`` of the answers came."""
        return percentile(self.latencies, share) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that at least ``share`` of them do not exceed; nan of none."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    return ordered[max(-int(-len(ordered) * share // 1), 1) - 1]


def request_bytes(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {text}" for name, text in headers.items())]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def read_answer(received: bytes) -> tuple[int, bytes] | None:
    """Status and body once ``received`` is a whole answer, else None; ValueError for one without length."""
    head, gap, body = received.partition(b"\r\n\r\n")
    if not gap:
        return None
    lines = head.lower().split(b"\r\n")
    length = next((line[15:] for line in lines if line.startswith(b"content-length:")), None)
    if length is None:
        raise ValueError(f"an answer without content-length: {head.decode(errors='replace')}")
    if len(body) < int(length):
        return None
    return int(lines[0].split()[1]), body


@dataclass
class _Line:
    """One connection and what is under way on it."""

    wire: socket.socket
    began: float = 0.0
    received: bytes = b""

    def send(self, request: bytes) -> None:
        self.received = b""
        self.began = time.perf_counter()
        self.wire.sendall(request)


def measure(ports: Sequence[int], ask: Ask, *, connections: int, seconds: float, warm_up: float = 1.0) -> Measured:
    """Ask over ``connections``, spread evenly over ``ports``, for ``seconds`` after warming up.

    An answer of 300 and more ends it.
    """
    numbers = count()
    result = Measured(seconds)
    start = time.perf_counter() + warm_up
    end = start + seconds
    with selectors.DefaultSelector() as watch:
        for number in range(connections):
            line = _Line(socket.create_connection(("127.0.0.1", ports[number % len(ports)]), timeout=30))
            line.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            watch.register(line.wire, selectors.EVENT_READ, line)
            line.send(ask(next(numbers)))
        while watch.get_map():
            ready = watch.select(timeout=30)
            if not ready:
                raise RuntimeError("no answer within 30 seconds")
            for key, _ in ready:
                _serve(key.data, result, start, end)
                if result.failures:
                    raise RuntimeError(f"an answer failed: {result.failures[0]}")
                if key.data.received:
                    continue
                if time.perf_counter() < end:
                    key.data.send(ask(next(numbers)))
                else:
                    watch.unregister(key.data.wire)
                    key.data.wire.close()
    return result


def _serve(line: _Line, result: Measured, start: float, end: float) -> None:
    """Take in what has come; a whole answer is counted and the line is free again (nothing received)."""
    part = line.wire.recv(262_144)
    line.received += part
    answer = read_answer(line.received) if part else (0, b"the connection was closed")
    if answer is None:
        return
    now = time.perf_counter()
    status, body = answer
    if not 200 <= status < 300:
        result.failures.append(f"{status} {body[:300].decode(errors='replace')}")
    elif line.began >= start and now <= end:
        result.latencies.append(now - line.began)
    line.received = b""
