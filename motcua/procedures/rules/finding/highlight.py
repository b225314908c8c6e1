"""Why something was found: the words of a name that were asked for."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from motcua.procedures.rules.finding.terms import folded_words, toned

_PIECES = re.compile(r"\w+")
_AS_ONE_LIKES: Mapping[str, Set[str]] = {}


@dataclass(frozen=True, slots=True)
class _Read:
    """A text, taken apart once."""

    #: at which pieces each folded word stands
    at: dict[str, tuple[int, ...]]
    words: frozenset[str]
    #: of each piece: how it is written (``terms.toned``), from where, to where, whether only blanks stand before it
    pieces: tuple[tuple[str, int, int, bool], ...]


@lru_cache(maxsize=6_000)
def _read(text: str) -> _Read:
    at: dict[str, tuple[int, ...]] = {}
    pieces: list[tuple[str, int, int, bool]] = []
    for number, piece in enumerate(_PIECES.finditer(text)):
        joined = bool(pieces) and not text[pieces[-1][2] : piece.start()].strip()
        pieces.append((toned(piece[0]), *piece.span(), joined))
        for word in set(folded_words(piece[0])):
            at[word] = (*at.get(word, ()), number)
    return _Read(at, frozenset(at), tuple(pieces))


def marked(text: str, asked: Set[str], written: Mapping[str, Set[str]] = _AS_ONE_LIKES) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it was ``asked`` for (folded words); joined they are ``text`` again.

    ``written``: how some of them must be written, with their accents (``terms.written_forms``).
    """
    read = _read(text)
    hits: set[int] = set()
    for word in read.words & asked:
        forms = written.get(word)
        hits.update(read.at[word] if forms is None else [at for at in read.at[word] if read.pieces[at][0] in forms])
    runs: list[list[int]] = []
    for at in sorted(hits):
        _written, start, end, joined = read.pieces[at]
        if joined and at - 1 in hits:
            runs[-1][1] = end
        else:
            runs.append([start, end])
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in runs:
        if start > done:
            pieces.append((text[done:start], False))
        pieces.append((text[start:end], True))
        done = end
    return [*pieces, (text[done:], False)] if done < len(text) else pieces
