"""What the measurements run against: a PostgreSQL cluster with the province, a procedure, a token, a web server."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import URLError

from motcua.config.bench.cluster import Cluster, cluster

PROCEDURE = "BENCH-01"
FIELDS = 20


@dataclass(frozen=True)
class World:
    """Where to send requests, with what."""

    ports: tuple[int, ...]  #: of the web's processes, one each
    server: Cluster
    tokens: dict[str, str]  #: agency → secret of a partner's system
    files: dict[str, list[str]]  #: agency → identifiers of files that its system uploaded
    webs: tuple[int, ...] = ()  #: who started the web's processes

    @property
    def port(self) -> int:
        """One of the ports, for what is asked once."""
        return self.ports[0]

    def cpu_seconds(self) -> float:
        """Processor time that the web's processes have used so far (Linux)."""
        ticks = sum(sum(_ticks(pid)) for web in self.webs for pid in [web, *_children(web)])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def world() -> Iterator[World]:
    """Start all, give it, stop all."""
    with cluster(durable=True) as server, TemporaryDirectory(prefix="motcua-bench-") as var:
        environment = {
            **os.environ,
            "DATABASE_URL": server.url,
            "MOTCUA_MODE": "demo",
            "MOTCUA_DEBUG": "0",
            "MOTCUA_VAR": var,
            "DJANGO_SETTINGS_MODULE": "motcua.config.settings",
        }
        os.environ.update(environment)
        import django

        django.setup()
        tokens, files = prepare()
        with ExitStack() as running:
            webs = [running.enter_context(_web(environment)) for _ in range(2)]
            ports, pids = zip(*webs, strict=True)
            yield World(ports, server, tokens, files, pids)


@contextmanager
def _web(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """A web process as a province runs it: its port, and who started it."""
    port = free_port()
    command = [sys.executable, "-m", "motcua", "serve", "--port", str(port), "--threads", "2"]
    web = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 (our own command)
    try:
        wait_for(port, web)
        yield port, web.pid
    finally:
        web.terminate()
        web.wait(timeout=20)


def prepare() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Schema, province, the bench's procedure, a token for every department."""
    from datetime import timedelta

    from django.core.management import call_command

    from motcua.config.demo import seed
    from motcua.config.serving import migrate
    from motcua.files.models import StoredFile
    from motcua.identity.public import issue_token
    from motcua.kernel.actor import SYSTEM
    from motcua.kernel.clock import now
    from motcua.kernel.ids import new_id
    from motcua.organizations.models import Unit
    from motcua.procedures.public import publish_version
    from motcua.procedures.rules.definition import read_definition

    migrate(verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    seed("H32", people=True)
    at = now() - timedelta(days=1)
    publish_version(definition=read_definition(definition()), actor=SYSTEM, at=at)
    departments = Unit.objects.filter(kind="department", valid_to=None).values_list("code", flat=True)
    issued = {
        code: issue_token(agency=code, name=f"Đo {code}", roles=["partner"], is_demo=True, actor=SYSTEM, at=at)
        for code in departments
    }
    files = [
        StoredFile(
            id=new_id(),
            digest=f"{i:064x}",
            name="a.pdf",
            media_type="application/pdf",
            size=1,
            stored_at=at,
            stored_by_id=client.account_id,
        )
        for client, _token in issued.values()
        for i in range(2)
    ]
    StoredFile.objects.bulk_create(files)
    uploaded = {
        code: [str(file.id) for file in files if file.stored_by_id == client.account_id]
        for code, (client, _token) in issued.items()
    }
    return {code: token for code, (_client, token) in issued.items()}, uploaded


def definition() -> dict[str, Any]:
    """A procedure with a twenty-field e-form and two papers."""
    fields = [
        {"key": f"q{i}", "label": f"Câu hỏi {i}", "type": "date" if i % 5 == 0 else "text", "required": True}
        for i in range(FIELDS)
    ]
    channel = {"limit": {"value": 40, "unit": "working_hour"}}
    return {
        "key": PROCEDURE,
        "name": "Thủ tục dùng để đo",
        "sector": "Đo",
        "levels": ["province"],
        "online_level": "fully_online",
        "source": "đo",
        "verified": False,
        "cases": [
            {
                "key": "default",
                "name": "Chung",
                "form": "don",
                "channels": [{"channel": "online", **channel}, {"channel": "counter", **channel}],
                "papers": [{"key": "a", "name": "Đơn"}, {"key": "b", "name": "Bản vẽ"}],
            }
        ],
        "forms": {"don": {"title": "Đơn", "sections": [{"key": "s", "title": "Đơn", "fields": fields}]}},
    }


def answers() -> dict[str, str]:
    """A filled e-form."""
    return {f"q{i}": "2026-03-02" if i % 5 == 0 else f"Trả lời số {i}, đủ dài như thật" for i in range(FIELDS)}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_port(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Until somebody listens there."""
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not listen")


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found + [deeper for child in found for deeper in _children(child)]


def _ticks(pid: int) -> tuple[int, int]:
    """User and system time, after the name in brackets, which may hold anything."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]), int(fields[12])


def wait_for(port: int, web: "subprocess.Popen[bytes]") -> None:
    """Until the web server answers."""
    for _ in range(1200):  # a busy machine takes a minute to import everything
        if web.poll() is not None:
            raise RuntimeError("the web server did not start")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/khoe/", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the web server does not answer")
