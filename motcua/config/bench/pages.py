"""Public pages over HTTP through granian, at the full size of the catalogue."""

import http.client
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from motcua.config.bench.load import Ask, Measured, measure, request_bytes
from motcua.config.bench.world import World, free_port, wait_for_port, world

CONNECTIONS = 16
BARE = "motcua.config.bench.bare"
_AS_BROWSERS = {"Accept-Encoding": "gzip, deflate, br", "Accept": "text/html", "Accept-Language": "vi"}
#: answers a second for pages of varied addresses; milliseconds of processor time for a popular one
TARGET, CPU_TARGET = 1_000, 1.0


def bench_pages(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Pages of procedures, each asked for the first time, then again; then one popular page."""
    with world() as here:
        from motcua.config.bench.catalogue import fill_catalogue
        from motcua.kernel.clock import now

        fill_catalogue(now() - timedelta(days=1))
        procedures, pairs = _addresses()
        dice = random.Random(1)  # noqa: S311 (not for secrets)
        bare = _bare(_page(here.port, procedures[0]), options["seconds"])
        yield _cold(here, dice.sample(pairs, len(pairs)), options["seconds"], bare)
        yield from _warm(here, procedures, pairs, dice, options["seconds"], bare)
        yield _popular(here, procedures[0], options["seconds"], bare)


def _cold(here: World, addresses: Sequence[str], seconds: float, bare: float) -> dict[str, Any]:
    seen = measure(here.ports, _in_turn(addresses), connections=CONNECTIONS, seconds=seconds)
    return _line("pages-first", seen, bare, met=None) | {"addresses": len(addresses)}


def _warm(
    here: World, procedures: Sequence[str], pairs: Sequence[str], dice: random.Random, seconds: float, bare: float
) -> Iterator[dict[str, Any]]:
    """The procedures' own pages, any as likely as any other; then all pages, as people ask: few often, many seldom."""
    for _ in range(4):  # each of the two processes draws its own
        measure_all(here.port, procedures)
    seen = measure(here.ports, _any_of(procedures, dice), connections=CONNECTIONS, seconds=seconds)
    yield _line("pages", seen, bare, met=seen.rate >= TARGET) | {"addresses": len(procedures)}
    every = [*procedures, *pairs]
    asks = _as_people_ask(every, dice)
    measure(here.ports, asks, connections=CONNECTIONS, seconds=max(seconds, 20.0))
    seen = measure(here.ports, asks, connections=CONNECTIONS, seconds=seconds)
    yield _line("pages-all", seen, bare, met=seen.rate >= TARGET) | {"addresses": len(every)}


def _popular(here: World, address: str, seconds: float, bare: float) -> dict[str, Any]:
    before = here.cpu_seconds()
    seen = measure(here.ports, _in_turn([address]), connections=4, seconds=seconds, warm_up=0.0)
    cpu = (here.cpu_seconds() - before) / len(seen.latencies) * 1000
    return _line("page-popular", seen, bare, met=cpu < CPU_TARGET) | {"cpu_ms": round(cpu, 3)}


def _line(name: str, seen: Measured, bare: float, *, met: bool | None) -> dict[str, Any]:
    return {
        "bench": name,
        "value": round(seen.rate, 1),
        "unit": "pages/s",
        "against": f"the same server answering the same bytes, nothing else: {bare:.0f}/s",
        "ratio": round(seen.rate / bare, 3),
        "p99_ms": round(seen.percentile(0.99), 1),
        "median_ms": round(seen.percentile(0.5), 1),
    } | ({} if met is None else {"met": met})


def measure_all(port: int, addresses: Sequence[str]) -> None:
    """Ask for each of ``addresses`` once, over several connections."""
    left = iter(addresses)
    lines = [http.client.HTTPConnection("127.0.0.1", port) for _ in range(4)]
    for number, address in enumerate(left):
        line = lines[number % len(lines)]
        line.request("GET", address, headers=_AS_BROWSERS)
        line.getresponse().read()
    for line in lines:
        line.close()


def _addresses() -> tuple[list[str], list[str]]:
    from motcua.procedures.models import Offering, ProcedureVersion

    keys = ProcedureVersion.objects.filter(valid_to=None).values_list("procedure__key", flat=True)
    pairs = Offering.objects.values_list("procedure__key", "unit__code")
    return [f"/thu-tuc/{key}/" for key in keys], [f"/thu-tuc/{key}/{code}/" for key, code in pairs]


def _in_turn(addresses: Sequence[str]) -> Ask:
    ready = [request_bytes("GET", address, _AS_BROWSERS) for address in addresses]
    return lambda number: ready[number % len(ready)]


def _any_of(addresses: Sequence[str], dice: random.Random) -> Ask:
    ready = [request_bytes("GET", address, _AS_BROWSERS) for address in addresses]
    return lambda _number: dice.choice(ready)


def _as_people_ask(addresses: Sequence[str], dice: random.Random) -> Ask:
    """The n-th page is asked for a n-th as often as the first (Zipf's law)."""
    shuffled = dice.sample(list(addresses), len(addresses))
    ready = [request_bytes("GET", address, _AS_BROWSERS) for address in shuffled]
    weights = [1 / rank for rank in range(1, len(ready) + 1)]
    wanted = dice.choices(range(len(ready)), weights, k=200_000)
    return lambda number: ready[wanted[number % len(wanted)]]


def _page(port: int, address: str) -> bytes:
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", address, headers=_AS_BROWSERS)
    return line.getresponse().read()


def _bare(body: bytes, seconds: float) -> float:
    """Answers a second of granian with an application that does nothing but answer ``body``."""
    with _bare_server(body) as port:
        return measure([port], _in_turn(["/"]), connections=CONNECTIONS, seconds=seconds).rate


@contextmanager
def _bare_server(body: bytes) -> Iterator[int]:
    with TemporaryDirectory(prefix="motcua-bare-") as folder:
        path, port = Path(folder) / "body", free_port()
        path.write_bytes(body)
        options = "--interface wsgi --host 127.0.0.1 --workers 2 --blocking-threads 4 --no-log"
        command = [sys.executable, "-m", "granian", *options.split(), "--port", str(port), f"{BARE}:application"]
        environment = {**os.environ, "BARE_BODY": str(path)}
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 (our own command)
        try:
            wait_for_port(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=20)
