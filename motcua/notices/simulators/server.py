"""The other sides of the channels on 127.0.0.1: a mail server, an SMS gateway, Zalo, a push service; and what came.

HTTP and SMTP in one process. ``/`` is a page to read what was sent; ``/_control`` tells it as JSON (GET) and orders
faults (POST ``{"faults": [{"kind": "500", "channel": "sms", "times": 1, "seconds": 1}]}``). Never for real data.
"""

import json
import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any, Protocol
from urllib.parse import urlsplit

from motcua.notices.simulators.faults import Fault, Faults
from motcua.notices.simulators.mail import MailSink
from motcua.notices.simulators.page import drawn
from motcua.notices.simulators.received import Received


class Style(Protocol):
    """How one vendor speaks: status and answer for a call; what came goes into ``received``."""

    def answer(
        self, path: str, body: bytes, headers: Any, fault: Fault | None
    ) -> tuple[int, dict[str, Any] | None, dict[str, str]]:
        """Status, JSON (None: no content), headers."""


class Simulator(ThreadingHTTPServer):
    """All other sides."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, styles: dict[str, Style], *, port: int = 0, smtp_port: int = 0, received: Received) -> None:
        #: beginning of the path → (channel, style)
        self.styles = styles
        self.received = received
        self.faults = Faults()
        self.lock = Lock()
        super().__init__(("127.0.0.1", port), _Handler)
        self.mail = MailSink(self.received, self.faults, smtp_port)
        self.mail.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who hung up before the answer did so on purpose."""

    def server_close(self) -> None:
        """Stop both."""
        self.mail.stop()
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Simulator
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""

    def do_GET(self) -> None:
        """The page, and what came as JSON."""
        if self.path == "/_control":
            self._send(200, {"messages": self.server.received.told()})
        elif self.path == "/":
            self._page(drawn(self.server.received.newest()))
        else:
            self._send(404, {"message": "/"})

    def do_POST(self) -> None:
        """A call in the style that the beginning of the path names."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        if path == "/_control":
            self.server.faults.order(json.loads(body)["faults"])
            self._send(200, {"faults": len(self.server.faults.waiting)})
            return
        name = path.split("/")[1]
        style = self.server.styles.get(name)
        if style is None:
            self._send(404, {"message": path})
            return
        fault = self.server.faults.next("token" if path.endswith("/token") else name)
        if fault and fault.kind in ("500", "502"):
            self._send(int(fault.kind), {"message": "fault to order"})
            return
        if fault and fault.kind == "slow":
            time.sleep(fault.seconds)
        with self.server.lock:
            status, answer, headers = style.answer(path, body, self.headers, fault)
        self._after(fault, status, answer, headers)

    def _after(self, fault: Fault | None, status: int, answer: dict[str, Any] | None, headers: dict[str, str]) -> None:
        content = b"" if answer is None else json.dumps(answer, ensure_ascii=False).encode()
        kind = fault.kind if fault else ""
        if kind == "lost":
            self._hang_up()
        elif kind == "half":
            self._head(status, len(content) + 10, headers)
            self.wfile.write(content[: len(content) // 2])
            self.wfile.flush()
            self._hang_up()
        elif kind == "garbage":
            self._head(200, 21, headers)
            self.wfile.write(b"<html>Service</html>\n")
        else:
            self._head(status, len(content), headers)
            self.wfile.write(content)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _head(self, status: int, length: int, headers: dict[str, str], kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        content = json.dumps(answer, ensure_ascii=False, default=str).encode()
        self._head(status, len(content), {})
        self.wfile.write(content)

    def _page(self, html: str) -> None:
        content = html.encode()
        policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        self._head(200, len(content), policy, "text/html")
        self.wfile.write(content)
