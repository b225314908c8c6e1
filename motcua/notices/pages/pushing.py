"""What a browser must know to be written to."""

from functools import lru_cache

from cryptography.hazmat.primitives import serialization
from django.conf import settings
from py_vapid import Vapid02, b64urlencode


def public_key() -> str:
    """The public half of MOTCUA_PUSH_KEY, base64url; nothing where this installation sends no push messages."""
    return _public(settings.PUSH["key"]) if settings.PUSH["key"] else ""


@lru_cache(maxsize=4)
def _public(key: str) -> str:
    point = Vapid02.from_raw(key.encode()).public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return str(b64urlencode(point))
