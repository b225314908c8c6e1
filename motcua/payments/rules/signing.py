"""Signatures of providers' messages: keyed hashes, compared without telling how far they agree. Pure.

The national platform's MaXacThuc is a keyed hash over the fields of the message. Which fields, in what order, and which
hash are not published where we could read them: they stand in ``law/platform.yaml`` as unverified data.
"""

import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import quote_plus

#: of a commercial gateway in the style of VNPAY
GATEWAY_HASH, GATEWAY_TYPE = "vnp_SecureHash", "vnp_SecureHashType"


def gateway_text(fields: Mapping[str, str]) -> str:
    """What is hashed: fields in the order of their names, written as in a form; without the hash and what is empty."""
    kept = sorted((name, value) for name, value in fields.items() if name not in (GATEWAY_HASH, GATEWAY_TYPE))
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in kept if value != "")


def gateway_sign(fields: Mapping[str, str], secret: str) -> str:
    """HMAC-SHA512 in small hexadecimal letters."""
    return hmac.new(secret.encode(), gateway_text(fields).encode(), "sha512").hexdigest()


def gateway_holds(fields: Mapping[str, str], secret: str) -> bool:
    """Whether ``fields`` bear the signature of who knows ``secret``."""
    given = fields.get(GATEWAY_HASH, "").lower()
    return same(given, gateway_sign(fields, secret))


def platform_sign(fields: Mapping[str, object], names: Sequence[str], secret: str, digest: str) -> str:
    """MaXacThuc: a keyed hash over the values of ``names`` one after the other, with bars between."""
    text = "|".join(str(fields.get(name, "")) for name in names)
    return hmac.new(secret.encode(), plain_bytes(text), digest).hexdigest()


def bank_sign(moment: str, body: bytes, secret: str) -> str:
    """What a bank's push bears: HMAC-SHA256 over the moment it was sent and the body."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, "sha256").hexdigest()


def same(one: str, other: str) -> bool:
    """Equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(plain_bytes(one), plain_bytes(other))


def plain_bytes(text: str) -> bytes:
    """As bytes, also the half letters that JSON lets through: nonsense must not stop us, only not hold."""
    return text.encode("utf-8", "surrogatepass")
