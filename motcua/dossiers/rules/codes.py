"""Mã hồ sơ: how it is written and read."""

import re
import secrets
import unicodedata
from datetime import date

#: shape of every dossier code of this and of other systems that follow the national practice
CODE = re.compile(r"^[A-Z0-9.]+-\d{6,8}-\d{4,7}$")
#: letters and digits that nobody confuses when a slip is read aloud
CLEAR = "ABCDEFGHKLMNPQRSTUVXY3456789"


def write_code(pattern: str, *, agency: str, day: date, number: int) -> str:
    """The code by ``pattern`` (dated data); a count over 9,999 widens it."""
    return pattern.format(agency=agency, day=day, number=number)


def tidy_code(typed: str) -> str:
    """What people type or dictate, as a code: capitals, without spaces (visible or not), plain hyphens and digits."""
    plain = unicodedata.normalize("NFKC", typed)
    return re.sub("[‐‑‒–—−]", "-", re.sub("[\\s\u200b-\u200d\u2060\ufeff]+", "", plain)).upper()


def new_lookup_key() -> str:
    """Six clear characters, printed on the slip: with the code they open the public look-up."""
    return "".join(secrets.choice(CLEAR) for _ in range(6))


def new_token() -> str:
    """An unguessable name of a paper, for its QR."""
    return secrets.token_urlsafe(18)
