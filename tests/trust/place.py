"""A province of its own on the database of this test run, served by ``motcua serve`` as a real one is."""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from motcua.config.bench.world import PROCEDURE, answers, free_port, wait_for

AGENCY, OTHER = "H32.25", "H32.16"
PAPER = Path(__file__).resolve().parent.parent / "journeys" / "paper.pdf"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.content)


@dataclass
class Place:
    """The served province: its environment, its tokens, and the process that serves it."""

    environment: dict[str, str]
    tokens: dict[str, list[str]]
    port: int
    web: "subprocess.Popen[bytes] | None" = None
    files: dict[str, list[str]] = field(default_factory=dict)

    def start(self) -> None:
        """``motcua serve`` in a process group of its own, as a supervisor would start it."""
        command = [sys.executable, "-m", "motcua", "serve", "--port", str(self.port), "--workers", "2"]
        self.web = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, start_new_session=True)
        wait_for(self.port, self.web)

    def kill(self) -> None:
        """As a failing machine ends them: all processes of the web at once, none is asked."""
        assert self.web is not None
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait(timeout=20)

    def stop(self) -> None:
        if self.web is not None and self.web.poll() is None:
            self.web.terminate()
            self.web.wait(timeout=20)

    def motcua(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command of the program ``motcua`` on this province."""
        return subprocess.run(
            [sys.executable, "-m", "motcua", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def ask(self, method: str, path: str, body: Any = None, *, token: str, key: str = "") -> Answer:
        """One call of the API on a connection of its own; OSError where nobody answers."""
        headers = {"Authorization": f"Bearer {token}"}
        if key:
            headers["Idempotency-Key"] = key
        data = None
        if isinstance(body, bytes):
            data, headers["Content-Type"] = body, "multipart/form-data; boundary=xx"
        elif body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, f"/api/v1{path}", data, headers)
            response = line.getresponse()
            content = response.read()
        finally:
            line.close()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, content)

    def paper(self, token: str) -> str:
        """A paper that the system of ``token`` uploaded, its identifier."""
        if token not in self.files:
            head = b'--xx\r\nContent-Disposition: form-data; name="file"; filename="don.pdf"\r\n\r\n'
            sent = self.ask("POST", "/files", head + PAPER.read_bytes() + b"\r\n--xx--\r\n", token=token)
            assert sent.status == 201, sent.content
            self.files[token] = [sent.data["id"]]
        return self.files[token][0]

    def application(self, agency: str, token: str, channel: str = "counter") -> dict[str, Any]:
        """A whole application to ``agency``."""
        paper = self.paper(token)
        return {
            "procedure": PROCEDURE,
            "case": "default",
            "agency": agency,
            "channel": channel,
            "owner": {"full_name": "Nguyễn Thị Bền", "identity_number": "000188000001"},
            "form": answers(),
            "papers": [{"key": key, "file": paper} for key in "ab"],
        }

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """What the database itself answers, past our own code."""
        url = self.environment["DATABASE_URL"]
        if url.startswith("sqlite"):
            import sqlite3

            with sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20) as file:
                return file.execute(question).fetchall()
        with psycopg.connect(_dsn(url)) as database:
            return database.execute(question).fetchall()


def new_key() -> str:
    return uuid4().hex


@contextmanager
def province_served() -> Iterator[Place]:
    """Prepared in a folder and a database of its own (beside the one of this run), served, and removed again."""
    with tempfile.TemporaryDirectory(prefix="motcua-trust-") as folder, _database(Path(folder)) as url:
        Path(folder, "static").mkdir()
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "MOTCUA_MODE": "demo",
            "MOTCUA_DEBUG": "0",
            "MOTCUA_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
        }
        prepared = subprocess.run(
            [sys.executable, "-m", "tests.trust.prepare"], env=environment, capture_output=True, text=True, check=False
        )
        if prepared.returncode:
            raise RuntimeError(prepared.stderr[-3000:])
        place = Place(environment, json.loads(prepared.stdout), free_port())
        try:
            place.start()
            yield place
        finally:
            place.stop()


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder / 'trust.sqlite3'}"
        return
    name = f"trust_{secrets.token_hex(4)}"
    with psycopg.connect(_dsn(url), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield url.replace("/motcua?", f"/{name}?")
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _dsn(url: str) -> str:
    return url.replace("postgres://", "postgresql://", 1)
