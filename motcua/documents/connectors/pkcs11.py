"""Signers in a token or hardware module (USB token, HSM), by PKCS#11: the key never leaves the device.

Needs the extra ``motcua[pkcs11]`` and the vendor's library (setting ``PKCS11``). The key pair and its
certificate carry the account id or agency code as label. Written after pyHanko's interface and NOT yet
tried with a device: try it with yours before relying on it.
"""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from motcua.documents.connectors.base import Signer
from motcua.kernel.refusals import NotAllowed, NotFound

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class TokenSigner:
    """A signer whose key is in a device."""

    name: str
    unit: str
    certificate: bytes
    chain: tuple[bytes, ...]
    device: Any  #: pyHanko's PKCS11Signer, in an open session

    def sign(self, data: bytes) -> bytes:
        """The raw signature over SHA-256 of ``data``, made by the device."""
        # pyHanko offers this only as a coroutine, and its own signing already runs in a loop of this thread;
        # a device answers one caller at a time anyway.
        with ThreadPoolExecutor(max_workers=1) as apart, _one_at_a_time:
            signature: bytes = apart.submit(lambda: asyncio.run(self.device.async_sign_raw(data, "sha256"))).result()
        return signature


def pkcs11_signer(holder: str, *, name: str, unit: str) -> Signer:
    """The signer whose key pair in the device is labelled ``holder``.

    Refuses when the extra or the vendor's library is missing (``NotAllowed``), or the device has no such
    label (``NotFound``).
    """
    if find_spec("pkcs11") is None:
        raise NotAllowed(
            gettext("Máy chủ chưa cài phần đọc thiết bị ký số."),
            advice=gettext("Hãy cài motcua[pkcs11] và thư viện của hãng."),
        )
    return _opened(holder, name, unit)


@lru_cache(maxsize=64)
def _opened(holder: str, name: str, unit: str) -> TokenSigner:
    import pkcs11
    from pyhanko.sign.pkcs11 import PKCS11Signer

    device = PKCS11Signer(_session(), cert_label=holder, key_label=holder, use_raw_mechanism=False)
    try:
        certificate = device.signing_cert
    except (pkcs11.PKCS11Error, LookupError) as error:
        raise NotFound(gettext("Thiết bị ký số không có khóa của %(name)s.") % {"name": name}) from error
    chain = tuple(one.dump() for one in device.cert_registry if one.dump() != certificate.dump())
    return TokenSigner(name, unit, certificate.dump(), chain, device)


@lru_cache(maxsize=1)
def _session() -> Any:
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import open_pkcs11_session

    given = settings.PKCS11
    if not Path(given["module"]).is_file():
        raise NotAllowed(gettext("Chưa có thư viện PKCS#11 của hãng."), advice=gettext("Hãy đặt MOTCUA_PKCS11_MODULE."))
    pin = Path(given["pin_file"]).read_text("utf-8").strip() if given["pin_file"] else None
    return open_pkcs11_session(given["module"], token_criteria=TokenCriteria(label=given["token"]), user_pin=pin)
