"""The index: for each term the procedures that have it. Made of a whole catalogue in a fraction of a second."""

from collections.abc import Sequence
from math import log1p
from typing import Any

import numpy as np

from motcua.procedures.rules.finding.terms import STEPS, hashed, unpacked

#: so many terms are kept at hand; of those that more than an eighth of all procedures have, so many as whole rows
_KNOWN = 50_000
_COMMON, _MOST_COMMON = 8, 2000

_NEW = object()


class Index:
    """The terms of procedures 0 … ``size`` - 1, in the order given; it never changes."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        """``packed``: the terms of each procedure (``terms.packed_terms``)."""
        self.size = len(packed)
        parts = [unpacked(each) for each in packed]
        #: one number a posting, hash then procedure then weight, so that one sort groups them by term
        postings = np.empty(sum(len(hashes) for hashes, _ in parts), np.uint64)
        at = 0
        for place, (hashes, weights) in enumerate(parts):
            end = at + len(hashes)
            postings[at:end] = (hashes.astype(np.uint64) << np.uint64(32)) | np.uint64(place << 8) | weights
            at = end
        postings.sort()
        terms = (postings >> np.uint64(32)).astype(np.uint32)
        first = np.flatnonzero(np.concatenate([[True], terms[1:] != terms[:-1]])) if at else np.array([], np.int64)
        self._terms = terms[first]
        self._first = np.append(first, at)
        self._places = ((postings >> np.uint64(8)) & np.uint64(0xFFFFFF)).astype(np.int32)
        self._weights = (postings & np.uint64(0xFF)).astype(np.uint8)
        #: terms that were looked up: people ask for the same again and again
        self._known: dict[int, Any] = {}
        self._rarities: dict[int, float] = {}
        #: how much the words of names tell, by channel: names are the same with every question
        self._names: dict[str, Rarities] = {}
        #: weights of common terms with a place for every procedure: adding them all is quicker than picking some
        self._rows: dict[int, np.ndarray] = {}

    def _slice(self, term: int) -> Any:
        """Where the postings of ``term`` are (a slice), None where there are none."""
        known = self._known.get(term, _NEW)
        if known is not _NEW:
            return known
        found = int(np.searchsorted(self._terms, np.uint32(term)))
        there = found < len(self._terms) and self._terms[found] == term
        where = slice(int(self._first[found]), int(self._first[found + 1])) if there else None
        if len(self._known) >= _KNOWN:
            self._known.clear()
        self._known[term] = where
        return where

    def count(self, term: int) -> int:
        """How many procedures have ``term``."""
        where = self._slice(term)
        return 0 if where is None else where.stop - where.start

    def has(self, term: int, place: int) -> bool:
        """Whether the procedure at ``place`` has ``term``."""
        where = self._slice(term)
        if where is None:
            return False
        places = self._places[where]
        found = int(np.searchsorted(places, place))
        return found < len(places) and int(places[found]) == place

    def rarity(self, term: int) -> float:
        """How much it tells that a procedure has ``term``: much when few have it."""
        known = self._rarities.get(term)
        if known is None:
            count = self.count(term)
            if len(self._rarities) >= _KNOWN:
                self._rarities.clear()
            known = self._rarities[term] = log1p((self.size - count + 0.5) / (count + 0.5))
        return known

    def rarities(self, channel: str) -> "Rarities":
        """How much the words of names tell in ``channel``, kept at hand."""
        if channel not in self._names:
            self._names[channel] = Rarities(self, channel)
        return self._names[channel]

    def rarity_of(self, terms: Sequence[int]) -> np.ndarray:
        """:meth:`rarity` of each of ``terms``."""
        return np.array([self.rarity(term) for term in terms])

    def table(self, terms: Sequence[int], places: np.ndarray) -> np.ndarray:
        """A row for each of ``terms``, a column for each of ``places``: whether the procedure there has it."""
        table = np.zeros((len(terms), self.size), np.bool_)
        for row, term in enumerate(terms):
            where = self._slice(term)
            if where is not None:
                table[row, self._places[where]] = True
        found: np.ndarray = table[:, places]
        return found

    def scores(self, terms: Sequence[tuple[int, float]]) -> np.ndarray:
        """For each procedure the sum over ``terms`` (hash, importance) of importance × rarity × weight."""
        total = np.zeros(self.size, np.float32)
        added = np.empty(self.size, np.float32)
        rare, lengths, factors = [], [], []
        for term, importance in terms:
            where = self._slice(term)
            if where is None:
                continue
            factor, length = importance * self.rarity(term) / STEPS, where.stop - where.start
            if length * _COMMON > self.size:
                np.multiply(self._row(term, where), np.float32(factor), out=added)
                total += added
            else:
                rare.append(where)
                lengths.append(length)
                factors.append(factor)
        if rare:
            weights = np.concatenate([self._weights[where] for where in rare])
            worth = weights * np.repeat(factors, lengths)
            places = np.concatenate([self._places[where] for where in rare])
            total += np.bincount(places, worth, self.size).astype(np.float32)
        return total

    def _row(self, term: int, where: slice) -> np.ndarray:
        row = self._rows.get(term)
        if row is None:
            if len(self._rows) >= _MOST_COMMON:
                self._rows.clear()
            row = np.zeros(self.size, np.uint8)
            row[self._places[where]] = self._weights[where]
            self._rows[term] = row
        return row


class Rarities(dict[str, float]):
    """How much each word, or pair of words, of names tells; worked out once."""

    def __init__(self, index: Index, channel: str) -> None:
        super().__init__()
        self._index, self._channel = index, channel

    def __missing__(self, term: str) -> float:
        rarity = self[term] = self._index.rarity(hashed(self._channel, [term])[0])
        return rarity
