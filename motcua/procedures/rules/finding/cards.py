"""Procedures that a citizen takes for one: the same thing for other cases, or at other levels; shown as one answer."""

from collections import Counter
from collections.abc import Hashable, Sequence

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
