"""Signers from PKCS#12 files (.p12), for units whose certificates are issued as files.

``PKCS12_FOLDER`` holds ``<account id or agency code>.p12`` and, beside it, ``<the same>.secret`` with the
passphrase; both readable by the application's user alone.
"""

import re
import stat
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings
from django.utils.translation import gettext

from motcua.documents.connectors.base import KeySigner
from motcua.kernel.refusals import NotAllowed, NotFound


def pkcs12_signer(holder: str, *, name: str, unit: str) -> KeySigner:
    """The signer whose key and certificate are in ``<holder>.p12``.

    Refuses when there is no such file (``NotFound``), or when others may read it or it cannot be opened
    (``NotAllowed``). A replaced file is read again.
    """
    path = Path(settings.PKCS12_FOLDER) / f"{holder}.p12"
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", holder) or not path.is_file():
        raise NotFound(
            gettext("Chưa có chứng thư số của %(name)s.") % {"name": name},
            advice=gettext("Hãy nhờ người quản trị cài chứng thư số."),
        )
    return _opened(path, path.stat().st_mtime_ns, name, unit)


@lru_cache(maxsize=512)
def _opened(path: Path, _changed: int, name: str, unit: str) -> KeySigner:
    secret = path.with_suffix(".secret")
    for one in (path, secret):
        if one.is_file() and one.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise NotAllowed(
                gettext("Tệp khóa %(name)s đang để người khác đọc được.") % {"name": one.name},
                advice=gettext("Hãy chạy: chmod 600 %(name)s") % {"name": one.name},
            )
    passphrase = secret.read_bytes().strip() if secret.is_file() else None
    try:
        bundle = pkcs12.load_pkcs12(path.read_bytes(), passphrase)
    except ValueError as error:
        raise NotAllowed(
            gettext("Không mở được tệp khóa %(name)s.") % {"name": path.name},
            advice=gettext("Hãy kiểm tra mật khẩu trong %(name)s.") % {"name": secret.name},
        ) from error
    key, certificate = bundle.key, bundle.cert
    if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise NotAllowed(
            gettext("Tệp %(name)s không có khóa RSA hoặc khóa đường cong elip cùng chứng thư của nó.")
            % {"name": path.name}
        )
    chain = tuple(one.certificate.public_bytes(Encoding.DER) for one in bundle.additional_certs)
    return KeySigner(name, unit, certificate.certificate.public_bytes(Encoding.DER), chain, key)
