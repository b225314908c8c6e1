"""Which lines of a long text answer a question: those that share its rarest words, quoted as they stand."""

import re
from collections.abc import Callable, Collection

from motcua.procedures.rules.finding.terms import folded_words, with_pairs

#: a line ends with its row, or where a sentence does
_ENDS = re.compile(r"\n+|(?<=[.;!?])\s+(?=[A-ZÀ-Ỹ-])")
_SHORTEST = 25
#: longer lines are cut, at a word
LONGEST = 420


def lines_of(text: str) -> list[str]:
    """The rows and sentences of ``text`` that say something by themselves."""
    lines = (" ".join(line.split()) for line in _ENDS.split(text))
    return [line for line in lines if len(line) >= _SHORTEST]


def nearest_lines(text: str, asked: Collection[str], worth: Callable[[str], float], most: int = 2) -> list[str]:
    """Up to ``most`` lines of ``text`` that share most with ``asked`` (folded words and pairs), in their order.

    ``worth``: how much a shared term tells. A line that shares no pair of words is not near.
    """
    scored = []
    for place, line in enumerate(lines_of(text)):
        shared = set(with_pairs(folded_words(line))).intersection(asked)
        if any(" " in term for term in shared):
            scored.append((sum(worth(term) for term in shared), -place, line))
    best = sorted(scored, reverse=True)[:most]
    return [cut(line) for _score, _place, line in sorted(best, key=lambda each: -each[1])]


def cut(line: str, longest: int = LONGEST) -> str:
    """``line``, ended at a word with "…" where it is longer than ``longest``."""
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0].rstrip(",;:") + "…"
