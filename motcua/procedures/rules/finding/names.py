"""The names of a whole catalogue as numbers, side by side: the second look asks the same of sixty at once."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.terms import NAME
from motcua.procedures.rules.finding.title import Title

#: parts of a name of which it is asked how much their words tell together
Weighed = Literal["first_part", "whole_name", "first_pairs"]
#: what names differ in beside their words
Kind = Literal["acts", "abroad", "levels"]
#: so many answers about kinds are kept
_MOST_SAID = 500


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers of different length, one after another."""

    numbers: np.ndarray
    starts: np.ndarray
    one_each: bool

    @classmethod
    def of(cls, rows: Iterable[Collection[int]]) -> "Rows":
        """``rows``, put one after another."""
        lists = list(rows)
        starts = np.cumsum([0, *map(len, lists)])
        one_each = all(len(row) == 1 for row in lists)
        numbers = np.fromiter((number for row in lists for number in row), np.int32, int(starts[-1]))
        return cls(numbers, starts, one_each)

    def at(self, places: np.ndarray) -> "Some":
        """The rows at ``places``."""
        if self.one_each:
            return Some(self.numbers[places], np.arange(len(places)), len(places))
        starts, lengths = self.starts[places], self.starts[places + 1] - self.starts[places]
        owner = np.repeat(np.arange(len(places)), lengths)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return Some(self.numbers[starts[owner] + within], owner, len(places))


@dataclass(frozen=True, slots=True)
class Some:
    """Some rows: their numbers, and of which row each is."""

    numbers: np.ndarray
    owner: np.ndarray
    count: int

    def sums(self, worth: np.ndarray) -> np.ndarray:
        """For each row what its numbers are worth together."""
        found: np.ndarray = np.bincount(self.owner, worth[self.numbers], self.count)
        return found


class Names:
    """The names at the places of an index; it never changes.

    A *word* is a folded word together with the ways in which one name writes it: "đất" and "đặt" are two.
    """

    def __init__(self, index: Index, titles: Sequence[Title]) -> None:
        """``titles``: of the procedures in ``index``, in its order."""
        self.index, self.titles = index, titles
        self._words: dict[str, dict[frozenset[str], int]] = {}
        self._pairs: dict[str, int] = {}
        self._count = 0
        words = [self._numbered(title) for title in titles]
        self.words = Rows.of(words_of.values() for words_of in words)
        self.first_part = Rows.of(
            [here[word] for word in title.first_part if word in here] for title, here in zip(titles, words, strict=True)
        )
        self.left_out = Rows.of(
            [here[word] for word in title.left_out if word in here] for title, here in zip(titles, words, strict=True)
        )
        self.first_pairs = Rows.of(
            [self._pairs.setdefault(pair, len(self._pairs)) for pair in title.first_pairs] for title in titles
        )
        self._kinds: dict[Kind, tuple[list[Any], np.ndarray]] = {
            "acts": _kinds((title.acts, title.also_first) for title in titles),
            "abroad": _kinds(title.abroad for title in titles),
            "levels": _kinds(title.levels for title in titles),
        }
        self._said: dict[tuple[Kind, Any], np.ndarray] = {}
        self._together: dict[Weighed, np.ndarray] = {}

    def _numbered(self, title: Title) -> dict[str, int]:
        """The folded words of a name, each with its number together with how this name writes it."""
        numbers = {}
        for word, ways in title.ways:
            known = self._words.setdefault(word, {})
            numbers[word] = number = known.setdefault(ways, self._count)
            if number == self._count:
                self._count += 1
        return numbers

    def of(self, index: Index) -> "Names":
        """The same names at the places of another ``index``, where words tell something else."""
        other = copy(self)
        other.index, other._together = index, {}
        return other

    def worth(self, words: Mapping[str, float], forms: Mapping[str, Set[str]] | None = None) -> np.ndarray:
        """What each word of names is worth; ``forms``: how some were typed, written otherwise worth nothing."""
        worth = np.zeros(max(self._count, 1))
        for word, each in words.items():
            typed = forms.get(word) if forms else None
            for written, number in self._words.get(word, {}).items():
                if typed is None or not typed.isdisjoint(written):
                    worth[number] = each
        return worth

    def worth_of_pairs(self, pairs: Mapping[str, float]) -> np.ndarray:
        """What each pair of first parts is worth."""
        worth = np.zeros(max(len(self._pairs), 1))
        for pair, each in pairs.items():
            if pair in self._pairs:
                worth[self._pairs[pair]] = each
        return worth

    def together(self, part: Weighed, places: np.ndarray) -> np.ndarray:
        """How much the words in that part of the names at ``places`` tell together; 1 where there are none."""
        known = self._together.setdefault(part, np.zeros(len(self.titles)))
        rarity = self.index.rarities(NAME)
        for place in places[known[places] == 0].tolist():
            known[place] = sum(map(rarity.__getitem__, getattr(self.titles[place], part))) or 1.0
        found: np.ndarray = known[places]
        return found

    def said(self, kind: Kind, asked: Any, of: Callable[[Any, Any], Sequence[float]], places: np.ndarray) -> np.ndarray:
        """What ``of`` says of each of ``places`` by its kind and what was ``asked``: a column for each thing said.

        ``acts`` (with whether also first), ``abroad`` or ``levels``; one ``of`` for each kind.
        """
        kinds, number = self._kinds[kind]
        known = self._said.get((kind, asked))
        if known is None:
            if len(self._said) >= _MOST_SAID:
                self._said.clear()
            known = self._said[kind, asked] = np.array([of(each, asked) for each in kinds], float)
        found: np.ndarray = known[number[places]]
        return found


def _kinds(of_each: Iterable[Any]) -> tuple[list[Any], np.ndarray]:
    """The different ones, and which of them each is."""
    number: dict[Any, int] = {}
    each = [number.setdefault(one, len(number)) for one in of_each]
    return list(number), np.array(each, np.intp)
