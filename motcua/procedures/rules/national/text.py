"""Cleaning of crawled text, and the notes that say what was repaired or is doubtful."""

import re
import unicodedata
from typing import Literal

import msgspec

#: Vietnamese letters by case, for character classes: a range such as à-ỹ would mix the two
LOWER = "a-z" + "".join(letter for letter in map(chr, range(0xE0, 0x1EFA)) if letter.islower())
UPPER = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
_BULLETS = re.compile(r"[\ue000-\uf8ff]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
_LINES = re.compile(r" ?\n[ \n]*")
_DISTRICT = re.compile(
    r"(?:cấp|UBND|(?:ủy|uỷ) ban nhân dân) (?:quận|huyện)|quận, huyện|huyện, quận|Công an (?:quận|huyện)", re.I
)


class Note(msgspec.Struct, frozen=True):
    """What happened to one part of a record on its way into the catalogue.

    ``repaired``: put right beyond doubt; ``doubtful``: somebody must look; ``assumed``: the source
    says nothing, and the catalogue needs an answer.
    """

    kind: Literal["repaired", "doubtful", "assumed"]
    part: str
    text: str


class Notes:
    """Collects the notes of one record, each once."""

    def __init__(self) -> None:
        self.found: list[Note] = []

    def repaired(self, part: str, text: str) -> None:
        """Something was wrong and is right now."""
        self._add(Note("repaired", part, text))

    def doubtful(self, part: str, text: str) -> None:
        """Something may be wrong; a person must check it."""
        self._add(Note("doubtful", part, text))

    def assumed(self, part: str, text: str) -> None:
        """The source is silent and this was taken instead."""
        self._add(Note("assumed", part, text))

    def _add(self, note: Note) -> None:
        if note not in self.found:
            self.found.append(note)


def clean(text: str | None) -> str:
    """Composed letters (NFC), plain blanks and bullets, no invisible characters; lines are kept."""
    if not text:
        return ""
    flat = _INVISIBLE.sub("", _BULLETS.sub("-", unicodedata.normalize("NFC", text)))
    return _LINES.sub("\n", _BLANKS.sub(" ", flat.replace("\r", "\n"))).strip()


def one_line(text: str | None) -> str:
    """As :func:`clean`, on a single line."""
    return clean(text).replace("\n", " ")


def stated(text: str | None) -> str:
    """As :func:`one_line`; empty where the portal says that it knows nothing."""
    line = one_line(text)
    return "" if line.lower() in {"không có thông tin", "không có", "không", "-", "--"} else line


def check_text(part: str, text: str, notes: Notes) -> None:
    """Note letters that were not composed."""
    if text and not unicodedata.is_normalized("NFC", text):
        notes.repaired(part, "chữ có dấu được ghép lại theo chuẩn NFC")


def names_district(text: str) -> bool:
    """Whether ``text`` speaks of the district level, abolished on 1 July 2025."""
    return bool(_DISTRICT.search(text))


def shortened(text: str, length: int = 120) -> str:
    """At most ``length`` characters of ``text``, for messages."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
