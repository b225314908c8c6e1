"""Why something was found: the words of a name that were asked for."""

import re
from collections.abc import Set
from functools import lru_cache

from motcua.procedures.rules.finding.terms import folded_words

_PIECES = re.compile(r"(\w+)")


@lru_cache(maxsize=20_000)
def _folded(piece: str) -> tuple[str, ...]:
    return tuple(folded_words(piece))


def marked(text: str, asked: Set[str]) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it was ``asked`` for (folded words); joined they are ``text`` again."""
    pieces: list[tuple[str, bool]] = []
    for piece in _PIECES.split(text):
        hit = not asked.isdisjoint(_folded(piece))
        if hit and len(pieces) > 1 and pieces[-2][1] and not pieces[-1][0].strip():
            between, _ = pieces.pop()
            pieces[-1] = (f"{pieces[-1][0]}{between}{piece}", True)
        elif pieces and not hit and not pieces[-1][1]:
            pieces[-1] = (pieces[-1][0] + piece, False)
        elif piece:
            pieces.append((piece, hit))
    return pieces
