"""What a procedure is found by: its words and pairs of words, hashed and weighted once, when it is published.

Three channels: the words of the name without accents, the same with accents as they are written, and all words of
the definition. A weight says how much a term tells of this procedure (BM25, Robertson and Zaragoza 2009: often is
more, but never much more; in a long text less), how rare it is among all procedures is left to the index.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np

from motcua.kernel.accents import fold
from motcua.procedures.rules.definition import Definition

NAME, TYPED, BODY = "n", "t", "b"
#: words that a name and a whole definition have on average, in a catalogue of 2,849
_LENGTH = {NAME: 22.0, TYPED: 22.0, BODY: 1250.0}
#: how soon more of the same stops counting, and how much a long text is held against a term
_SATURATION, _LENGTH_COUNTS = 1.2, 0.6
#: a weight is stored as a byte
STEPS = 100.0
#: numbers that names write in Roman: "loại III" is "loại 3"
_ROMAN = {"ii": "2", "iii": "3", "iv": "4"}
#: grave, acute, tilde, hook above, dot below
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W_]+")


def folded_words(text: str) -> list[str]:
    """The words of ``text`` without accents: "Cảng loại III" → cang, loai, 3."""
    return [_ROMAN.get(word, word) for word in fold(text).split()]


@lru_cache(maxsize=20_000)
def folded_word(word: str) -> tuple[str, ...]:
    """:func:`folded_words` of what stands without blanks, kept: people ask with the same words again and again."""
    return tuple(folded_words(word))


def typed_words(text: str) -> list[str]:
    """The words of ``text`` with their accents, in lower case and composed (NFC)."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=20_000)
def toned(word: str) -> str:
    """``word`` with its tone at the end, wherever it was put: "thuỷ" and "thủy" are one word, "dùng" and "dựng" two."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in apart if letter not in _TONES) + "".join(_TONES.intersection(apart))


def written_forms(typed: Iterable[str], free: Set[str] = frozenset()) -> dict[str, set[str]]:
    """How words were typed that have accents (:func:`toned`), by their folded form; but for ``free`` folded words."""
    forms: dict[str, set[str]] = {}
    for word in typed:
        for folded in folded_word(word):
            forms.setdefault(folded, set()).add(word)
    return {
        folded: set(map(toned, words))
        for folded, words in forms.items()
        if folded not in free and not any(word.isascii() for word in words)
    }


def name_words(name: str) -> list[str]:
    """The folded words of a procedure's name; that it is a procedure ("Thủ tục …") says nothing."""
    words = folded_words(name)
    return words[2:] if words[:2] == ["thu", "tuc"] and len(words) > 2 else words


def with_pairs(words: Sequence[str]) -> list[str]:
    """``words`` and each two that stand side by side: most Vietnamese words are two syllables."""
    return [*words, *pairs_of(words)]


def pairs_of(words: Sequence[str]) -> list[str]:
    """Each two of ``words`` that stand side by side."""
    return list(map(" ".join, pairwise(words)))


def hashed(channel: str, terms: Iterable[str]) -> list[int]:
    """Each term of a channel as a number of 32 bits."""
    return [crc32(f"{channel}{term}".encode()) for term in terms]


def texts_of(definition: Definition) -> list[tuple[float, list[str]]]:
    """Everything a procedure says of itself that somebody may ask for, with what a word of it counts."""
    cases = definition.cases
    fees = [fee.note for case in cases for channel in case.channels for fee in channel.fees]
    return [
        (3.0, [definition.name]),
        (3.0, [*definition.keywords, *definition.life_events]),
        (2.0, [definition.sector, *(result.name for result in definition.results), *(case.name for case in cases)]),
        (0.7, [paper.name for case in cases for paper in case.papers]),
        (1.0, [definition.summary, definition.conditions, *definition.steps_text]),
        (1.0, [*(channel.note for case in cases for channel in case.channels), *fees]),
        (0.3, [definition.agencies_text, definition.competent_text, *definition.audience]),
        (0.2, [f"{basis.number} {basis.name}" for basis in definition.legal_basis]),
    ]


def packed_terms(definition: Definition) -> bytes:
    """The terms of ``definition`` as the index reads them: hashes (32 bits each), then weights (a byte each)."""
    name, typed = name_words(definition.name), typed_words(definition.name)
    body, length = _body(definition)
    hashes: list[int] = []
    weights: list[float] = []
    for channel, counts, words in (
        (NAME, Counter(with_pairs(name)), len(name)),
        (TYPED, Counter(with_pairs(typed)), len(typed)),
        (BODY, body, length),
    ):
        dampened = _SATURATION * (1 - _LENGTH_COUNTS + _LENGTH_COUNTS * words / _LENGTH[channel])
        hashes += hashed(channel, counts)
        weights += [count * (_SATURATION + 1) / (count + dampened) for count in counts.values()]
    small = np.clip(np.rint(np.array(weights) * STEPS), 1, 255).astype(np.uint8)
    return np.array(hashes, np.uint32).tobytes() + small.tobytes()


def _body(definition: Definition) -> tuple[Mapping[str, float], float]:
    """The terms of all texts with what they count, and how long the texts are."""
    found: dict[str, float] = {}
    length = 0.0
    for worth, texts in texts_of(definition):
        words = folded_words(" . ".join(texts))
        length += len(words) * min(worth, 1.0)
        for term, count in Counter(with_pairs(words)).items():
            found[term] = found.get(term, 0.0) + worth * count
    return found, length


def unpacked(packed: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Hashes and weights (as bytes) of :func:`packed_terms`."""
    count = len(packed) // 5
    return np.frombuffer(packed, np.uint32, count), np.frombuffer(packed, np.uint8, count, count * 4)
