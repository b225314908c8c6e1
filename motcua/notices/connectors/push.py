"""Thông báo đẩy: Web Push (RFC 8030), encrypted for the browser (RFC 8291), signed with our key (RFC 8292).

The push service sees no word of the message. ``Topic`` is the message's key: a second one with the same replaces the
first as long as that was not shown.
"""

import base64
import json
import time
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid02

from motcua.kernel.calling import Partner
from motcua.notices.connectors.base import Declined, Failed, Message, Nobody, Unreachable
from motcua.notices.rules.devices import is_known_host

#: seconds for which a push service keeps a message for a browser that is off
TTL = 3 * 24 * 3600


class Push:
    """A kept connection for each push service."""

    knows_keys = False

    def __init__(self, timeout: float = 10.0) -> None:
        self._given, self._timeout = settings.PUSH, timeout
        self._vapid = Vapid02.from_raw(self._given["key"].encode())
        self._partners: dict[str, Partner] = {}

    def send(self, message: Message) -> str:
        """Hand it over; nothing is told back."""
        parts = urlsplit(message.address)
        if not is_known_host(message.address, self._given["hosts"]):
            raise Declined(f"not a push service: {parts.hostname}")
        origin = f"{parts.scheme}://{parts.netloc}"
        partner = self._partners.setdefault(origin, Partner(origin, self._timeout))
        said = {"title": message.title, "body": message.text, "url": message.link, "lang": message.language}
        try:
            key, secret = (_decoded(text) for text in message.keys)
            body = http_ece.encrypt(
                json.dumps(said, ensure_ascii=False).encode(),
                private_key=ec.generate_private_key(ec.SECP256R1()),
                dh=key,
                auth_secret=secret,
            )
        except (ValueError, http_ece.ECEException) as error:
            raise Nobody(f"the browser's key is none: {error}") from error
        claims = {"aud": origin, "sub": self._given["contact"], "exp": str(int(time.time()) + 12 * 3600)}
        headers = {
            **self._vapid.sign(claims),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(TTL),
            "Urgency": "normal",
            "Topic": message.key.replace("-", "")[:32],
        }
        status, content = partner.post(parts.path + (f"?{parts.query}" if parts.query else ""), body, headers)
        return _told(status, content)

    def close(self) -> None:
        """Close all connections."""
        for partner in self._partners.values():
            partner.close()


def _told(status: int, content: bytes) -> str:
    said = f"HTTP {status} {content[:200].decode('utf-8', 'replace')}"
    if status in (200, 201, 202):
        return ""
    if status in (404, 410):
        raise Nobody(said)
    if status == 429:
        raise Failed(said)
    if status >= 500 or status in (401, 403):
        raise Unreachable(said)
    raise Declined(said)


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
