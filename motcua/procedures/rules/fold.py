"""Words without accents: how names become keys and how a search finds them."""

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def _letters(word: str) -> str:
    flat = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """``text`` in lower case, without accents, đ as d, words parted by single spaces."""
    return _NOT_WORD.sub(" ", " ".join(_letters(word) for word in text.split())).strip()


def key_of(text: str, *, length: int = 48, otherwise: str = "muc") -> str:
    """A key made of the first words of ``text``; ``otherwise`` where nothing is left."""
    words = fold(text).replace(" ", "_")
    if len(words) > length:
        words = words[:length].rpartition("_")[0] or words[:length]
    return words or otherwise


def unique_key(key: str, taken: set[str]) -> str:
    """``key``, or ``key_2``, ``key_3`` … where it is taken; the answer is added to ``taken``."""
    found, number = key, 1
    while found in taken:
        number += 1
        found = f"{key}_{number}"
    taken.add(found)
    return found
