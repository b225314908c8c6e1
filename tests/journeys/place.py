"""A demo of its own for journeys: prepared in a temporary folder, served on a free port, stopped at the end."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from motcua.config.bench.world import free_port, wait_for
from motcua.exchange.simulators.national.server import DSTCODE, SECRET, USER
from motcua.identity.simulators.server import simulated_settings as simulated_eid
from motcua.payments.simulators.server import simulated_settings
from motcua.payments.simulators.store import Store

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "motcua-dung-thu"
#: connected as ``make demo`` is; nobody listens there, for nothing is sent without a worker
SIMULATED = {
    "MOTCUA_NATIONAL": "session",
    "MOTCUA_NATIONAL_URL": "http://127.0.0.1:1",
    "MOTCUA_NATIONAL_USER": USER,
    "MOTCUA_NATIONAL_SECRET": SECRET,
    "MOTCUA_NATIONAL_DSTCODE": DSTCODE,
}


@dataclass(frozen=True)
class Demo:
    """Where a demo answers, and the folder of all it keeps."""

    address: str
    folder: Path


#: takers of money that nobody asks: the ways to pay are offered, and a QR needs no answer
TAKERS = {f"MOTCUA_{name.upper()}": value for name, value in simulated_settings("http://127.0.0.1:9", Store()).items()}


@contextmanager
def demo_served() -> Iterator[str]:
    """The address of a fresh demo, without its worker."""
    with demo_prepared() as demo:
        yield demo.address


@contextmanager
def demo_prepared() -> Iterator[Demo]:
    """A fresh demo, without its worker."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="motcua-demo-") as folder:
        address = f"http://127.0.0.1:{port}"
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "MOTCUA_MODE": "demo",
            "MOTCUA_DEBUG": "0",
            "MOTCUA_VAR": str(Path(folder)),
            "MOTCUA_PUBLIC_URL": address,
            **SIMULATED,
            **TAKERS,
            **simulated_eid("http://127.0.0.1:9"),  # offered, and nobody is there
        }
        command = [sys.executable, "-m", "motcua"]
        prepared = subprocess.run(
            [*command, "demo", "--prepare-only"], env=environment, capture_output=True, text=True, check=False
        )
        if prepared.returncode:
            raise RuntimeError(prepared.stdout + prepared.stderr)
        web = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(port, web)
            yield Demo(address, Path(folder))
        finally:
            web.terminate()
            web.wait(timeout=20)


@contextmanager
def demo_alive() -> Iterator[int]:
    """The port of a whole fresh demo as ``make demo`` starts it: web, worker, every simulated other side."""
    port = _seven_free_ports()
    with tempfile.TemporaryDirectory(prefix="motcua-demo-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_URL"))}
        environment = {**kept, "MOTCUA_MODE": "demo", "MOTCUA_VAR": folder}
        command = [sys.executable, "-m", "motcua", "demo", "--port", str(port)]
        with (Path(folder) / "said").open("wb") as said:
            subprocess.run([*command, "--prepare-only"], env=environment, stdout=said, stderr=said, check=True)
            whole = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
            try:
                wait_for(port, whole)
                yield port
            finally:
                whole.terminate()
                whole.wait(timeout=60)


def _seven_free_ports() -> int:
    """The first of seven in a row where nobody listens."""
    for _try in range(50):
        first = free_port()
        if first < 65_000 and all(_is_free(first + more) for more in range(7)):
            return first
    raise RuntimeError("no seven free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket() as door:
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
