"""Signers in a token or hardware module (USB token, HSM), by PKCS#11: the key never leaves the device.

Needs the extra ``motcua[pkcs11]`` and the vendor's library (setting ``PKCS11``). The key pair and its
certificate carry the account id or agency code as label. Tried with SoftHSM (RSA and EC P-256); how a
province sets up its own is told in docs/how-to/sign-with-a-token.md.
"""

import hashlib
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from asn1crypto import x509
from django.conf import settings
from django.utils.translation import gettext

from motcua.documents.connectors.base import Signer
from motcua.kernel.refusals import NotAllowed, NotFound, NotNow

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class TokenSigner:
    """A signer whose key is in a device."""

    name: str
    unit: str
    certificate: bytes
    chain: tuple[bytes, ...]
    holder: str

    def sign(self, data: bytes) -> bytes:
        """The raw signature over SHA-256 of ``data``, made by the device. Refuses when it does not answer."""
        return _device(settings.PKCS11["module"]).sign(self.holder, self.certificate, data)


def pkcs11_signer(holder: str, *, name: str, unit: str) -> Signer:
    """The signer whose key pair in the device is labelled ``holder``.

    Refuses when the extra, the vendor's library or the right PIN is missing (``NotAllowed``), the device has no
    such label (``NotFound``) or does not answer (``NotNow``).
    """
    if find_spec("pkcs11") is None:
        raise NotAllowed(
            gettext("Máy chủ chưa cài phần đọc thiết bị ký số."),
            advice=gettext("Hãy cài motcua[pkcs11] và thư viện của hãng."),
        )
    certificate, chain = _device(settings.PKCS11["module"]).certificates(holder)
    if certificate is None:
        raise NotFound(
            gettext("Thiết bị ký số không có khóa của %(name)s.") % {"name": name},
            advice=gettext("Hãy nhờ người quản trị cài chứng thư số."),
        )
    return TokenSigner(name, unit, certificate, chain, holder)


class Device:
    """The token behind one library: one session, asked by one caller at a time, opened anew when it was lost."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._lock = threading.Lock()
        self._session: Any = None
        #: what each label has: its certificate with those above it, and its private key
        self._known: dict[str, tuple[bytes | None, tuple[bytes, ...]]] = {}
        self._keys: dict[str, Any] = {}
        #: the PIN file that the token refused, as it was: asked again, a token locks itself
        self._refused: tuple[str, int] | None = None
        self._asked: tuple[str, int] | None = None

    def certificates(self, holder: str) -> tuple[bytes | None, tuple[bytes, ...]]:
        """The certificate labelled ``holder`` (None: there is none) and the authorities' on the device, DER."""
        with self._lock:
            if holder not in self._known:
                found = self._tried(lambda: self._read(holder))
                if found[0] is None:
                    return found
                self._known[holder] = found
            return self._known[holder]

    def sign(self, holder: str, certificate: bytes, data: bytes) -> bytes:
        """``data`` signed with the key of ``holder``, if the device still holds ``certificate`` for it."""
        with self._lock:
            return self._tried(lambda: self._sign(holder, certificate, data))

    def _tried(self, act: Callable[[], Found]) -> Found:
        """What ``act`` answers; when the device is lost meanwhile, it is opened anew once."""
        from pkcs11 import PKCS11Error

        try:
            if self._session is None:
                self._open(anew=False)
            return act()
        except PKCS11Error as error:
            self._refuse_pin(error)
        try:
            self._open(anew=True)
            return act()
        except PKCS11Error as error:
            self.forget()
            self._refuse_pin(error)
            raise NotNow(
                gettext("Thiết bị ký số không trả lời."),
                code="token-away",
                advice=gettext("Hãy kiểm tra thiết bị còn cắm vào máy chủ rồi ký lại. Hồ sơ chưa thay đổi gì."),
            ) from error

    def _read(self, holder: str) -> tuple[bytes | None, tuple[bytes, ...]]:
        from pkcs11 import Attribute, ObjectClass

        own, others = None, []
        for found in self._session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
            if found[Attribute.LABEL] == holder:
                own = bytes(found[Attribute.VALUE])
            elif x509.Certificate.load(bytes(found[Attribute.VALUE])).ca:
                others.append(bytes(found[Attribute.VALUE]))
        return own, tuple(others)

    def _sign(self, holder: str, certificate: bytes, data: bytes) -> bytes:
        from pkcs11 import KeyType, Mechanism, ObjectClass
        from pkcs11.util.ec import encode_ecdsa_signature

        if holder not in self._keys:  # a session that is new: the device may be another
            if self._read(holder)[0] != certificate:
                self._known.pop(holder, None)
                raise NotNow(
                    gettext("Thiết bị ký số vừa được thay hoặc thiếu chứng thư."), advice=gettext("Hãy thử ký lại.")
                )
            self._keys[holder] = self._session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=holder)
        key = self._keys[holder]
        if key.key_type == KeyType.EC:
            # every device knows the bare mechanism; the one that hashes too is missing from many
            raw = key.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA)
            return bytes(encode_ecdsa_signature(raw))
        return bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS))

    def _open(self, *, anew: bool) -> None:
        import pkcs11

        self.forget()
        library = pkcs11.lib(self._module)
        if anew:
            library.reinitialize()  # else a token that was taken out and put back stays unseen
        token = library.get_token(token_label=settings.PKCS11["token"])
        self._session = token.open(user_pin=self._pin())

    def _pin(self) -> str | None:
        """What the PIN file holds; a PIN that was refused is not tried again until its file changes."""
        if not settings.PKCS11["pin_file"]:
            return None
        path = Path(settings.PKCS11["pin_file"])
        try:
            pin, changed = path.read_text("utf-8").strip(), path.stat().st_mtime_ns
        except OSError as error:
            raise NotAllowed(
                gettext("Không đọc được tệp chứa mã PIN."), advice=gettext("Hãy kiểm tra MOTCUA_PKCS11_PIN_FILE.")
            ) from error
        if self._refused == (pin, changed):
            raise _wrong_pin()
        self._asked = (pin, changed)
        return pin

    def _refuse_pin(self, error: Exception) -> None:
        """Refuse, and remember, when ``error`` says that the PIN is wrong."""
        import pkcs11

        if isinstance(
            error, pkcs11.exceptions.PinIncorrect | pkcs11.exceptions.PinLocked | pkcs11.exceptions.PinInvalid
        ):
            self._refused = self._asked
            self.forget()
            raise _wrong_pin() from error

    def forget(self) -> None:
        """Close the session, if there is one; the next caller opens another."""
        session, self._session = self._session, None
        self._keys.clear()
        self._known.clear()
        if session is not None:
            with suppress(Exception):
                session.close()


def _wrong_pin() -> NotAllowed:
    return NotAllowed(
        gettext("Thiết bị ký số không nhận mã PIN."),
        code="wrong-pin",
        advice=gettext(
            "Hãy nhờ người quản trị ghi đúng mã PIN vào tệp. Hệ thống không thử lại để thiết bị không bị khóa."
        ),
    )


@lru_cache(maxsize=4)
def _device(module: str) -> Device:
    if not Path(module).is_file():
        raise NotAllowed(gettext("Chưa có thư viện PKCS#11 của hãng."), advice=gettext("Hãy đặt MOTCUA_PKCS11_MODULE."))
    return Device(module)
