"""Procedures that a citizen takes for one: the same thing for other cases, or at other levels; shown as one answer."""

from collections import Counter
from collections.abc import Hashable, Sequence

from motcua.procedures.rules.finding.terms import folded_words
from motcua.procedures.rules.finding.title import CASE_BEGINS

#: larger families are a shelf, not one thing in its variants
LARGEST = 6


def families(keys: Sequence[Hashable]) -> list[int]:
    """A number for each place, the same for those of one family; ``keys``: what a family shares, falsy for none."""
    sizes = Counter(keys)
    first: dict[Hashable, int] = {}
    return [first.setdefault(key, at) if key and sizes[key] <= LARGEST else at for at, key in enumerate(keys)]


def carded(places: Sequence[int], family: Sequence[int]) -> list[list[int]]:
    """``places`` in their order, each family together at the place of its first."""
    cards: dict[int, list[int]] = {}
    for place in places:
        cards.setdefault(family[place], []).append(place)
    return list(cards.values())


def own_part(name: str, head: str, longest: int = 110) -> str:
    """What of ``name`` tells it from ``head`` of the same family: its case, or its last words; empty: nothing does."""
    if folded_words(name) == folded_words(head):
        return ""
    case = CASE_BEGINS.search(name)
    part = (name[case.start() :] if case else _after_same(name, head)).strip(" (),;")
    if len(part) > longest:
        return part[:longest].rsplit(" ", 1)[0] + "…"
    return part + ")" * (part.count("(") - part.count(")"))


def _after_same(name: str, head: str) -> str:
    """``name`` from the first word on that ``head`` does not have there."""
    words, others = name.split(), [*head.split(), *[""] * len(name)]
    same = next((at for at, word in enumerate(words) if folded_words(word) != folded_words(others[at])), len(words))
    return " ".join(words[same:])
