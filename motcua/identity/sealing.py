"""Identity numbers at rest: encrypted, and found again by a keyed hash alone.

Two secrets, both from the settings. ``IDENTITY_KEYS`` encrypt: the first one writes, all of them read, so that a
new key is put in front, ``motcua identity reseal`` writes everything anew, and then the old one is taken out.
``IDENTITY_LOOKUP_KEY`` makes the hash: whoever has the table alone cannot try all twelve digits.
"""

import hmac
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

if TYPE_CHECKING:

    class _Text(models.TextField[str, str]):
        pass

    class _Chars(models.CharField[str, str]):
        pass
else:
    _Text, _Chars = models.TextField, models.CharField


class Unreadable(Exception):
    """None of the keys opens what is stored: a key was taken out too early, or the row was tampered with."""


def sealed(text: str) -> str:
    """``text`` encrypted with the first key (Fernet: AES-128-CBC and HMAC-SHA256)."""
    return _box(tuple(settings.IDENTITY_KEYS)).encrypt(text.encode()).decode() if text else ""


def opened(stored: str) -> str:
    """What was encrypted with any of the keys. Raises :class:`Unreadable`."""
    if not stored:
        return ""
    try:
        return _box(tuple(settings.IDENTITY_KEYS)).decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("no key of MOTCUA_IDENTITY_KEYS opens an identity number") from error


def lookup_hash(text: str) -> str:
    """The keyed hash by which ``text`` is found, hex; empty for nothing."""
    if not text:
        return ""
    return hmac.new(settings.IDENTITY_LOOKUP_KEY.encode(), text.encode(), sha256).hexdigest()


def is_key(text: str) -> bool:
    """Whether ``text`` can be one of the keys."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


class SealedField(_Text):
    """Text that stands encrypted in the database and plain in memory; nothing can be looked up by it."""

    def from_db_value(self, value: str | None, *_: Any) -> str:
        """As it was written."""
        return opened(value or "")

    def get_prep_value(self, value: Any) -> str:
        """As it is stored."""
        return sealed(str(value or ""))

    def get_lookup(self, lookup_name: str) -> Any:
        """None works: the same text is encrypted differently each time."""
        raise FieldError(f"{self.name} is encrypted: look it up by its hash")

    get_transform = get_lookup


class LookupHashField(_Chars):
    """The keyed hash of the field named ``of``, kept up to date whenever the row is saved."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"max_length": 64, "editable": False, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        """With the name of the other field."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Of what the other field holds now."""
        value = lookup_hash(str(getattr(model_instance, self.of) or ""))
        setattr(model_instance, self.attname, value)
        return value
