"""One call to a provider: a deadline, a limit on the answer, and every fault as ours."""

import json
import ssl
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError

from motcua.payments.connectors.base import Unreachable

#: seconds for connecting and for each read
TIMEOUT = 8.0
MOST_BYTES = 8 * 1024 * 1024


class _Stays(urllib.request.HTTPRedirectHandler):
    """A provider that sends us elsewhere is not followed: what we signed is for it alone."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def call(url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, *, timeout: float = 0) -> bytes:
    """The bytes of a good answer; Unreachable for anything else."""
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"no address of a provider: {url!r}")
    request = urllib.request.Request(url, data=body, headers=dict(headers or {}))  # noqa: S310 (checked above)
    opener = urllib.request.build_opener(_Stays, urllib.request.HTTPSHandler(context=ssl.create_default_context()))
    try:
        with opener.open(request, timeout=timeout or TIMEOUT) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
            told = answer.headers.get("Content-Length")
    except HTTPError as error:
        raise Unreachable(f"HTTP {error.code}") from error
    except (OSError, HTTPException) as error:
        raise Unreachable(type(getattr(error, "reason", error)).__name__) from error
    if len(content) > MOST_BYTES:
        raise Unreachable("the answer is too long")
    if told is not None and told.isdigit() and int(told) != len(content):
        raise Unreachable("only a part of the answer came")
    return content


def call_json(url: str, data: Any, headers: Mapping[str, str] | None = None, *, timeout: float = 0) -> Any:
    """``data`` posted as JSON, the answer read as JSON; Unreachable when it is none."""
    heads = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    return as_json(call(url, json.dumps(data, ensure_ascii=False).encode(), heads, timeout=timeout))


def as_json(content: bytes) -> Any:
    """The JSON in ``content``; Unreachable when it is none."""
    try:
        return json.loads(content)
    except ValueError as error:
        raise Unreachable("the answer is no JSON") from error
