"""Thiết bị: which addresses a browser may name for push messages. Anybody may send one, so it is not believed."""

import base64
import binascii
from collections.abc import Sequence
from urllib.parse import urlsplit


def is_known_host(endpoint: str, hosts: Sequence[str]) -> bool:
    """Whether ``endpoint`` is at one of ``hosts`` over https.

    ".example.org" stands for every host below it; "http://127.0.0.1:8072" for that very origin (the simulated one).
    """
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    if f"{parts.scheme}://{parts.netloc}" in [one for one in hosts if "://" in one]:
        return True
    if parts.scheme != "https" or parts.username or parts.port not in (None, 443):
        return False
    return any(host == one or (one.startswith(".") and host.endswith(one)) for one in hosts)


def are_keys(key: str, secret: str) -> bool:
    """Whether these are a browser's public key (uncompressed point of P-256) and its secret (16 bytes), base64url."""
    try:
        point, shared = (base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) for text in (key, secret))
    except (binascii.Error, ValueError):
        return False
    return len(point) == 65 and point[0] == 4 and len(shared) == 16
