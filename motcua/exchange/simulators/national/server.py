"""A simulated national system on 127.0.0.1: speaks either style, does wrong to order, tells what it noticed.

``/_control`` is its own: GET tells what it holds and noticed; POST orders faults, changes of procedures
(``{"amend": {code: {field: value}}, "add": [record], "abolish": [code]}``) and plays them.
"""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal
from urllib.parse import urlsplit

from motcua.exchange.simulators.national.faults import Fault, Faults
from motcua.exchange.simulators.national.session import SessionStyle
from motcua.exchange.simulators.national.store import Store
from motcua.exchange.simulators.national.token import TokenStyle

#: what the simulator lets in; production refuses to run with these (``config.safety``)
USER, SECRET, DSTCODE = "gia-lap", "gia-lap-chi-de-thu", "VN:GOV:GIA-LAP"


class Simulator(ThreadingHTTPServer):
    """One simulated system."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        style: Literal["session", "token"],
        records: list[dict[str, Any]],
        *,
        port: int = 0,
        journal: Path | None = None,
        faults: Faults | None = None,
    ) -> None:
        kind: type[SessionStyle] | type[TokenStyle] = SessionStyle if style == "session" else TokenStyle
        self.store = Store(records, kind.key, journal)
        self.style = kind(self.store, USER, SECRET, DSTCODE)
        self.faults = faults or Faults()
        self.served: list[str] = []
        #: calls that are acted on only when :meth:`catch_up` says so
        self.held: list[tuple[str, dict[str, Any], Any]] = []
        #: (number of a call, "before" it is taken or "after", what happens then): for tests that end the caller
        self.at_call: tuple[int, str, Callable[[], object]] | None = None
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def control(self, orders: dict[str, Any]) -> dict[str, Any]:
        """Do what ``orders`` say; how many procedures there are then."""
        with self.store.lock:
            if "faults" in orders:
                self.faults.order(orders["faults"])
            for code, changes in orders.get("amend", {}).items():
                self.store.procedures[code] = {**self.store.procedures[code], **changes}
            for record in orders.get("add", []):
                self.store.procedures[str(record[self.store.key])] = record
            for code in orders.get("abolish", []):
                self.store.procedures.pop(code, None)
            return {"procedures": len(self.store.procedures)}

    def catch_up(self) -> int:
        """Act on the calls that were held back, long after the caller gave up; how many."""
        with self.store.lock:
            held, self.held = self.held, []
            for path, body, headers in held:
                self.style.answer(path, body, headers, None)
        return len(held)

    def told(self) -> dict[str, Any]:
        """What it holds and noticed."""
        with self.store.lock:
            return {
                "procedures": len(self.store.procedures),
                "dossiers": dict(self.store.dossiers.items()),
                "progress": self.store.progress,
                "noticed": self.store.noticed,
                "served": len(self.served),
            }


class _Handler(BaseHTTPRequestHandler):
    server: Simulator
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes: the second would wait for an answer to the first

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""

    def do_GET(self) -> None:
        """Only ``/_control``."""
        if self.path == "/_control":
            self._send(200, self.server.told())
        else:
            self._send(404, {"message": "POST"})

    def do_POST(self) -> None:
        """A call in the style that is simulated."""
        try:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        except ValueError:
            self._send(400, {"error_code": "400", "code": 400, "message": "no JSON"})
            return
        path = urlsplit(self.path).path
        if path == "/_control":
            self._send(200, self.server.control(body))
            return
        service = self.server.style.service(path, body)
        self.server.served.append(service)
        self._at_call("before")
        fault = self.server.faults.next(service)
        if fault and fault.kind == "late":
            self.server.held.append((path, body, self.headers))
            self._hang_up()
            return
        if fault and self._before(fault):
            return
        with self.server.store.lock:
            status, answer = self.server.style.answer(path, body, self.headers, fault)
        self._at_call("after")
        self._after(fault, status, answer)

    def _at_call(self, when: str) -> None:
        number, moment, do = self.server.at_call or (0, "", None)
        if do and when == moment and len(self.server.served) == number:
            self.server.at_call = None
            do()

    def _before(self, fault: Fault) -> bool:
        """Faults that happen before anything is done; whether the call is over."""
        if fault.kind in ("500", "502"):
            self._send(int(fault.kind), {"message": "fault to order"})
            return True
        if fault.kind == "slow":
            time.sleep(fault.seconds)
        if fault.kind == "expired":
            self.server.style.forget()
        return False

    def _after(self, fault: Fault | None, status: int, answer: dict[str, Any]) -> None:
        content = json.dumps(answer, ensure_ascii=False).encode()
        kind = fault.kind if fault else ""
        if kind == "lost":
            self._hang_up()
        elif kind == "half":
            self._head(status, len(content))
            self.wfile.write(content[: len(content) // 2])
            self.wfile.flush()
            self._hang_up()
        elif kind == "garbage":
            self._head(status, 21)
            self.wfile.write(b"<html>Service</html>\n")
        else:
            self._head(status, len(content))
            self.wfile.write(content)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _head(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        content = json.dumps(answer, ensure_ascii=False, default=str).encode()
        self._head(status, len(content))
        self.wfile.write(content)


@contextmanager
def running(style: Literal["session", "token"], records: list[dict[str, Any]], **options: Any) -> Iterator[Simulator]:
    """A simulator in a thread of this process, stopped at the end."""
    simulator = Simulator(style, records, **options)
    thread = Thread(target=simulator.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield simulator
    finally:
        simulator.shutdown()
        simulator.server_close()
        thread.join()
