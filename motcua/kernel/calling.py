"""HTTP to a partner: the one place where we call out, and where every fault becomes ours.

A redirect is never followed (what we signed is for that address alone), an answer of which only a part came is none, a
call ends by its deadline however slowly bytes trickle in, and no answer is longer than we can hold.
"""

import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from select import select
from threading import Event, Timer
from typing import Any
from urllib.parse import urlsplit

#: seconds that a whole call may take where nobody waits for it
TIMEOUT = 20.0
#: seconds that a whole call may take while a person waits
SOON = 8.0
#: bytes; a list of all procedures has a few megabytes
MOST_BYTES = 64 * 1024 * 1024


class Unreachable(Exception):
    """No usable answer: down, too slow, half an answer, a fault of theirs. Try later: it may have arrived or not."""


class Partner:
    """The address of a partner, and one kept connection to it; not shared between threads."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"no address of a partner: {url!r}")
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._base, self._timeout = parts.path.rstrip("/"), timeout
        self._kept: HTTPConnection | None = None

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """The status and the bytes of the answer; Unreachable when there is no whole answer."""
        return self._ask("POST", path, body, headers)[:2]

    def get(self, path: str, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """As ``post``, with nothing to tell."""
        return self._ask("GET", path, None, headers)[:2]

    def post_heard(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes, Message]:
        """As ``post``, with the headers of the answer, whatever their letters' size: an answer may be signed there."""
        return self._ask("POST", path, body, headers)

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes, Message]:
        connection = self._connection()
        try:
            if connection.sock is None:
                connection.connect()
            with _deadline(connection.sock, self._timeout):
                connection.request(method, self._base + path, body, dict(headers))
                answer = connection.getresponse()
                content = _whole(answer)
        except (OSError, HTTPException) as error:
            self.close()
            raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from error
        except Unreachable:
            self.close()
            raise
        if answer.will_close:
            self.close()
        return answer.status, content, answer.headers

    def _connection(self) -> HTTPConnection:
        """The kept connection unless the other side closed it meanwhile, else a new one.

        Looked at before it is used and never tried twice: a call whose answer is missing may have been taken.
        """
        if self._kept is not None and (self._kept.sock is None or select([self._kept.sock], [], [], 0)[0]):
            self.close()
        if self._kept is None:
            self._kept = self._opened()
        return self._kept

    def _opened(self) -> HTTPConnection:
        if not self._secure:
            return HTTPConnection(self._host, self._port, timeout=self._timeout)
        return HTTPSConnection(self._host, self._port, timeout=self._timeout, context=ssl.create_default_context())

    def close(self) -> None:
        """Close the kept connection."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None


@contextmanager
def _deadline(sock: socket.socket, seconds: float) -> Iterator[None]:
    """The connection is cut after ``seconds``: a timeout for each read alone never ends with who sends byte by byte."""
    late = Event()

    def cut() -> None:
        late.set()
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # under TLS as well: nothing is said, it is over

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, HTTPException, Unreachable) as error:
        raise (TimeoutError("too slow") if late.is_set() else error) from error
    finally:
        timer.cancel()
    if late.is_set():
        raise TimeoutError("too slow")


def _whole(answer: HTTPResponse) -> bytes:
    """The content, all of it: ``read`` with a limit tells nothing of a connection that ended early."""
    told = answer.length
    if told is not None and told > MOST_BYTES:
        raise Unreachable("the answer is too long")
    content = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreachable("the answer is too long")
    if told is not None and len(content) != told:
        raise Unreachable("only a part of the answer came")
    return content


def call(url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, *, timeout: float = 0) -> bytes:
    """The bytes of one good answer (2xx) over a connection of its own; Unreachable for anything else.

    Without ``body`` it is a GET. ``timeout`` in seconds, else SOON.
    """
    parts = urlsplit(url)
    partner = Partner(f"{parts.scheme}://{parts.netloc}", timeout or SOON)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    heads = {"Connection": "close", **(headers or {})}
    try:
        status, content = partner.get(path, heads) if body is None else partner.post(path, body, heads)
    finally:
        partner.close()
    if not 200 <= status < 300:
        raise Unreachable(f"HTTP {status}")
    return content


def call_json(url: str, data: Any, headers: Mapping[str, str] | None = None, *, timeout: float = 0) -> Any:
    """``data`` posted as JSON, the answer read as JSON; Unreachable when it is none."""
    heads = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    return as_json(call(url, json_body(data), heads, timeout=timeout))


def as_json(content: bytes) -> Any:
    """The JSON in ``content``; Unreachable when it is none."""
    try:
        return json.loads(content)
    except ValueError as error:
        raise Unreachable("the answer is no JSON") from error


def json_body(data: Any) -> bytes:
    """``data`` as the bytes of a request."""
    return json.dumps(data, ensure_ascii=False).encode()
