"""Why something was found: the words of a name that were asked for."""

import re
from collections.abc import Mapping, Set
from functools import lru_cache

from motcua.procedures.rules.finding.terms import folded_words, toned

_PIECES = re.compile(r"\w+")
_AS_ONE_LIKES: Mapping[str, Set[str]] = {}


@lru_cache(maxsize=6_000)
def _words(text: str) -> tuple[tuple[frozenset[str], str, int, int], ...]:
    """The words of ``text``: as they are asked for, as they are written, from where, to where."""
    return tuple(
        (frozenset(folded_words(piece[0])), toned(piece[0]), *piece.span()) for piece in _PIECES.finditer(text)
    )


def marked(text: str, asked: Set[str], written: Mapping[str, Set[str]] = _AS_ONE_LIKES) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it was ``asked`` for (folded words); joined they are ``text`` again.

    ``written``: how some of them must be written, with their accents (``terms.written_forms``).
    """
    hits: list[tuple[int, int]] = []
    for words, as_written, start, end in _words(text):
        if any(as_written in written.get(word, (as_written,)) for word in words & asked):
            if hits and not text[hits[-1][1] : start].strip():
                hits[-1] = (hits[-1][0], end)
            else:
                hits.append((start, end))
    pieces: list[tuple[str, bool]] = []
    done = 0
    for start, end in hits:
        if start > done:
            pieces.append((text[done:start], False))
        pieces.append((text[start:end], True))
        done = end
    return [*pieces, (text[done:], False)] if done < len(text) else pieces
