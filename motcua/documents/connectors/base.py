"""What can sign: one small protocol, so that keys may live in files, in tokens or at a remote service."""

from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa


class Signer(Protocol):
    """Người ký: a person or an agency with a certificate, whose private key only this object can use.

    Hashable, because what pyHanko makes of its certificates is kept.
    """

    def __hash__(self) -> int: ...

    @property
    def name(self) -> str:
        """Họ tên, hoặc tên cơ quan."""

    @property
    def unit(self) -> str:
        """Cơ quan, đơn vị; empty when an agency itself signs."""

    @property
    def certificate(self) -> bytes:
        """The signer's X.509 certificate, DER."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Certificates of the authorities above it, DER, nearest first."""

    def sign(self, data: bytes) -> bytes:
        """The raw signature over SHA-256 of ``data``: ECDSA as DER, or RSA PKCS#1 v1.5."""


@dataclass(frozen=True, slots=True)
class KeySigner:
    """A signer whose private key is held, parsed, in memory (parsing it again costs 90 ms with RSA)."""

    name: str
    unit: str
    certificate: bytes
    chain: tuple[bytes, ...]
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    def sign(self, data: bytes) -> bytes:
        """The raw signature over SHA-256 of ``data``."""
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
