"""JSON over HTTP to a partner: one kept connection, a timeout, and every fault as one of ours."""

import json
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from select import select
from typing import Any
from urllib.parse import urlsplit

#: seconds for connecting and for each read
TIMEOUT = 20.0
#: bytes; a list of all procedures has a few megabytes
MOST_BYTES = 64 * 1024 * 1024


class Unreachable(Exception):
    """No usable answer: down, too slow, half an answer, a fault of theirs. Try later: it may have arrived or not."""


class Partner:
    """The address of a partner."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"no address of a partner: {url!r}")
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._base, self._timeout = parts.path.rstrip("/"), timeout
        self._kept: HTTPConnection | None = None

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """The status and the bytes of the answer; Unreachable when there is no whole answer."""
        connection = self._connection()
        try:
            connection.request("POST", self._base + path, body, headers)
            answer = connection.getresponse()
            content = answer.read(MOST_BYTES + 1)
        except (OSError, HTTPException) as error:
            self.close()
            raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from error
        if len(content) > MOST_BYTES:
            self.close()
            raise Unreachable("the answer is too long")
        if answer.will_close:
            self.close()
        return answer.status, content

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


def as_json(content: bytes) -> Any:
    """The JSON in ``content``; Unreachable when it is none."""
    try:
        return json.loads(content)
    except ValueError as error:
        raise Unreachable("the answer is no JSON") from error


def json_body(data: Any) -> bytes:
    """``data`` as the bytes of a request."""
    return json.dumps(data, ensure_ascii=False).encode()
