"""Load over HTTP: N connections kept alive, each asking again as soon as it is answered, for some seconds."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

#: method, path, body, headers of the next request; called with a running number
Request = tuple[str, str, bytes | None, dict[str, str]]
Ask = Callable[[int], Request]


@dataclass
class Measured:
    """What was seen."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which ``share`` of the answers came."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else float("nan")


def measure(port: int, ask: Ask, *, connections: int, seconds: float, warm_up: float = 1.0) -> Measured:
    """Ask from ``connections`` threads for ``seconds`` after warming up; answers of 300 and more are failures."""
    numbers = count()
    result = Measured(seconds)
    start = time.perf_counter() + warm_up
    end = start + seconds

    def one() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (began := time.perf_counter()) < end:
            method, path, body, headers = ask(next(numbers))
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            now = time.perf_counter()
            if answer.status >= 300:
                result.failures.append(f"{answer.status} {content[:300].decode(errors='replace')}")
                if len(result.failures) > 20:
                    return
            elif began >= start and now <= end:
                result.latencies.append(now - began)

    threads = [threading.Thread(target=one) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if result.failures:
        raise RuntimeError(f"{len(result.failures)} answers failed, e.g. {result.failures[0]}")
    return result
