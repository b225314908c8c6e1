"""SMS: how many parts a text takes on the air, and the text without accents. 3GPP TS 23.038, TS 23.040.

A text of the GSM alphabet takes septets, 160 in one part or 153 in each of several; any other character (every
Vietnamese letter with an accent but à, é, è, ì, ò, ù and the like) makes the whole text UCS-2: 70, or 67 in each part.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: two septets each: an escape and the character
_EXTENDED = frozenset("^{}\\[~]|€\f")
#: what people type and the GSM alphabet lacks
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-", "\u00a0": " "}
    | {"đ": "d", "Đ": "D"}
)


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is on the air: ``units`` are septets (GSM-7) or 16-bit units (UCS-2)."""

    alphabet: Literal["gsm7", "ucs2"]
    units: int
    parts: int


def length_of(text: str) -> Length:
    """How many parts ``text`` takes. No escape pair and no surrogate pair is torn between two parts."""
    if all(char in _BASIC or char in _EXTENDED for char in text):
        sizes = [2 if char in _EXTENDED else 1 for char in text]
        return Length("gsm7", sum(sizes), _parts(sizes, 160, 153))
    sizes = [2 if ord(char) > 0xFFFF else 1 for char in text]
    return Length("ucs2", sum(sizes), _parts(sizes, 70, 67))


def _parts(sizes: list[int], alone: int, each: int) -> int:
    if sum(sizes) <= alone:
        return 1
    parts, room = 1, each
    for size in sizes:
        if size > room:
            parts, room = parts + 1, each
        room -= size
    return parts


def plain_sms(text: str) -> str:
    """``text`` without accents, in the GSM alphabet; what it has no letter for becomes "?"."""
    apart = unicodedata.normalize("NFD", text.translate(_PLAIN))
    plain = (char for char in apart if not unicodedata.combining(char))
    return "".join(char if char in _BASIC or char in _EXTENDED else "?" for char in plain)
