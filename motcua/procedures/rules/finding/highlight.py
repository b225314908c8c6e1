"""Why something was found: the words of a name that were asked for."""

import re
from collections.abc import Set
from functools import lru_cache

from motcua.procedures.rules.finding.terms import folded_words

_PIECES = re.compile(r"\w+")


@lru_cache(maxsize=6_000)
def _words(text: str) -> tuple[tuple[frozenset[str], int, int], ...]:
    """The words of ``text``: as they are asked for, from where, to where."""
    return tuple((frozenset(folded_words(piece[0])), *piece.span()) for piece in _PIECES.finditer(text))


def marked(text: str, asked: Set[str]) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it was ``asked`` for (folded words); joined they are ``text`` again."""
    hits: list[tuple[int, int]] = []
    for words, start, end in _words(text):
        if not words.isdisjoint(asked):
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
