"""Chữ không dấu: how names become keys and addresses, and how a search finds what was typed in a hurry."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=8192)
def _letters(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def without_accents(text: str) -> str:
    """``text`` in lower case, without accents, đ as d, parted by single spaces: "Hộ  tịch (2)" → "ho tich (2)"."""
    return " ".join(_letters(word) for word in text.split())


def fold(text: str) -> str:
    """Only the words of ``text``, letters and digits: "Hộ tịch (2)" → "ho tich 2"."""
    return " ".join(_WORD.findall(without_accents(text)))


def slug(text: str, joint: str = "-") -> str:
    """The words of ``text`` as a part of an address or a name of a file: "Hộ tịch" → "ho-tich"."""
    return fold(text).replace(" ", joint)
