"""Why something was found: the words of a name that were asked for."""

import re
from collections.abc import Set

from motcua.procedures.rules.finding.terms import folded_words

_PIECES = re.compile(r"(\w+)")


def marked(text: str, asked: Set[str]) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it was ``asked`` for (folded words); joined they are ``text`` again."""
    pieces: list[tuple[str, bool]] = []
    for piece in _PIECES.split(text):
        hit = bool(piece) and bool(asked & set(folded_words(piece)))
        between = not piece.strip() and pieces and pieces[-1][1]
        if pieces and (pieces[-1][1] == hit or between):
            pieces[-1] = (pieces[-1][0] + piece, pieces[-1][1])
        elif piece:
            pieces.append((piece, hit))
    return [(piece, hit) for piece, hit in pieces]
