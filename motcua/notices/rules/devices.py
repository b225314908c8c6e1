"""Thiết bị: which addresses a browser may name for push messages. Anybody may send one, so it is not believed."""

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
