"""The demo's own authority: a root, an intermediate, and certificates on demand for invented people.

Keys lie under ``VAR/keys/demo`` and are made when first needed. Nothing here works outside demo mode:
a signature that looks official but is made by a key that anybody can create would be a lie.
"""

import hashlib
import os
import tempfile
import warnings
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext

from motcua.documents.connectors.base import KeySigner
from motcua.kernel.refusals import NotAllowed

#: Fixed, so that the demo's dossiers of earlier months carry signatures that were valid then.
VALID_FROM = datetime(2025, 1, 1, tzinfo=UTC)
VALID_TO = datetime(2040, 1, 1, tzinfo=UTC)
Issued = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def demo_signer(holder: str, *, name: str, unit: str) -> KeySigner:
    """The signer of ``holder`` (account id or agency code), with a certificate for this name and unit.

    A holder whose name or unit changed gets a new certificate. Refuses outside demo mode.
    """
    return _signer(folder(), holder, name, unit)


def demo_root() -> bytes:
    """The certificate (DER) of the demo's root. Refuses outside demo mode."""
    return _root(folder())[0].public_bytes(serialization.Encoding.DER)


def folder() -> Path:
    """Where the demo's keys lie. Refuses outside demo mode."""
    if settings.MODE != "demo":
        raise NotAllowed(
            gettext("Chữ ký thử nghiệm chỉ dùng được khi chạy thử."),
            advice=gettext("Hãy đặt MOTCUA_SIGNER thành pkcs12 hoặc pkcs11 và cài chứng thư số thật."),
        )
    return Path(settings.VAR) / "keys" / "demo"


@lru_cache(maxsize=4096)
def _signer(where: Path, holder: str, name: str, unit: str) -> KeySigner:
    middle = _intermediate(where)
    known_as = hashlib.sha256(f"{holder}\n{name}\n{unit}".encode()).hexdigest()[:32]
    certificate, key = _kept(where / f"{known_as}.pem", _subject(name, unit, holder), middle, authority=None)
    chain = (middle[0], _root(where)[0])
    return KeySigner(name, unit, _der(certificate), tuple(_der(one) for one in chain), key)


@lru_cache(maxsize=8)
def _root(where: Path) -> Issued:
    subject = _subject("Motcua - gốc thử nghiệm (KHÔNG CÓ GIÁ TRỊ PHÁP LÝ)", "", "root")
    return _kept(where / "root.pem", subject, None, authority=1)


@lru_cache(maxsize=8)
def _intermediate(where: Path) -> Issued:
    subject = _subject("Motcua - cơ quan cấp chứng thư thử nghiệm", "", "intermediate")
    return _kept(where / "intermediate.pem", subject, _root(where), authority=0)


def _subject(name: str, unit: str, holder: str) -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, unit), (NameOID.COMMON_NAME, name)]
    parts.append((NameOID.USER_ID, holder))
    return x509.Name([_attribute(oid, _shortened(value)) for oid, value in parts if value])


def _attribute(oid: x509.ObjectIdentifier, value: str) -> x509.NameAttribute[str]:
    # X.520 allows 64 characters; the library counts bytes, and Vietnamese letters take up to three.
    with warnings.catch_warnings(action="ignore"):
        return x509.NameAttribute(oid, value, _validate=False)


def _shortened(value: str) -> str:
    """At most 64 characters, cut between words."""
    return value if len(value) <= 64 else value[:63].rpartition(" ")[0] + "…"


def _kept(path: Path, subject: x509.Name, issuer: Issued | None, *, authority: int | None) -> Issued:
    """What ``path`` holds; made first if there is nothing. Two processes at once end with the same key."""
    if not path.exists():
        certificate, key = _issue(subject, issuer, authority=authority)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _write_once(path, private + certificate.public_bytes(serialization.Encoding.PEM))
    pem = path.read_bytes()
    stored = serialization.load_pem_private_key(pem, None)
    if not isinstance(stored, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path.name}: not an elliptic-curve key")
    return x509.load_pem_x509_certificate(pem), stored


def _write_once(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.link(draft, path)  # whoever links first wins, and nobody ever reads half a file
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _issue(subject: x509.Name, issuer: Issued | None, *, authority: int | None) -> Issued:
    """A new key and its certificate; ``authority`` is the number of authorities allowed below it."""
    key = ec.generate_private_key(ec.SECP256R1())
    above, signing_key = issuer or (None, key)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_TO)
        .add_extension(x509.BasicConstraints(ca=authority is not None, path_length=authority), critical=True)
        .add_extension(_usage(authority is not None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
    )
    return builder.sign(signing_key, hashes.SHA256()), key


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
