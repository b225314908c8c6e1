"""Typos: a word that no procedure has is read as the nearest that some have; among several, by its neighbours."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping

#: what an unfinished Telex or VNI leaves behind, folded: "ddang" → dang, "giaays" → giay, "nhaf" → nha
_DOUBLED = re.compile(r"(aa|ee|oo|dd)")
_TONE = re.compile(r"(?<=[aeiouy])([a-z]*)[sfrxjz]$|(?<=[a-z])[1-9]$")
_MARK_W = re.compile(r"(?<=[uoa])w")
_MIDDLE_TONE = re.compile(r"(?<=[aeiouy])[sfrxj](?=[aeiouycnmptgh])")
#: of so many words that begin alike, the best are chosen
_LOOKED_THROUGH = 400
#: of so many that fit best it is asked how many names have them; below this share of the most usual one nobody guesses
_ASKED_OF_NAMES, _UNUSUAL = 20, 0.25
#: how Vietnamese syllables are made, folded
_SYLLABLE = re.compile(
    r"(b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|ph|qu|r|s|t|th|tr|v|x)?"
    r"(a(ch?|i|m|ng?|nh|o|p|t|u|y)?|e(c|m|ng?|nh|o|p|t|u|ch)?|i(a|ch|ec|em|eng?|ep|et|eu|m|nh?|p|t|u)?"
    r"|o(a|ac|ach|ai|am|ang?|anh|ao|at|ay|c|e|en|eo|et|i|m|ng?|p|t)?"
    r"|u(a|ang?|at|ay|c|e|ech|enh|i|m|ng?|oc|oi|om|ong?|op|ot|ou|p|t|u|y|ya|ych|yen|yet|ynh|yt|yu)?"
    r"|y(em|eng?|et|eu)?)"
)
#: in so many procedures two words stand side by side that belong together
_USUAL = 20
_LETTERS = "abcdeghiklmnopqrstuvxy"


def without_telex(word: str) -> str:
    """``word`` without the keys of Telex or VNI that made no accent: "giaays" → giay."""
    plain = _DOUBLED.sub(lambda pair: pair[0][0], word)
    plain = _MARK_W.sub("", plain)
    plain = _TONE.sub(r"\1", plain) if _TONE.search(plain) else plain
    return _MIDDLE_TONE.sub("", plain) if len(plain) > 3 else plain


def is_syllable(word: str) -> bool:
    """Whether a folded ``word`` can be a Vietnamese word of its own, be it in the catalogue or not: "mèo"."""
    return _SYLLABLE.fullmatch(word) is not None


#: how many have one word and the other side by side
Pairs = Callable[[str, str], float]


class Spelling:
    """The words that a catalogue has."""

    def __init__(self, counts: Mapping[str, int], pairs: Pairs | None = None, named: Pairs | None = None) -> None:
        """``counts``: in how many procedures each word stands.

        ``pairs``: in how many two stand side by side; ``named``: in how many names they do.
        """
        self._counts = counts
        self._pairs = pairs or (lambda _one, _other: 0.0)
        self._named = named or self._pairs
        self._sorted = sorted(counts)

    def knows(self, word: str) -> bool:
        """Whether some procedure has ``word``."""
        return word in self._counts

    def usual(self, one: str, other: str) -> bool:
        """Whether many procedures have the two side by side."""
        return self._pairs(one, other) >= _USUAL

    def nearest(self, word: str, before: str = "", after: str = "") -> str:
        """The known word one slip away from ``word`` that fits its neighbours best; empty when none is near."""
        near = {other for other in _one_slip(word) if other in self._counts}
        if not near or len(word) < 3:
            return ""
        fit = {other: self._fit(before, other) + self._fit(other, after) for other in sorted(near)}
        return max(fit, key=lambda other: (fit[other], self._counts[other]))

    def completed(self, begun: str, before: str = "", most: int = 3) -> list[str]:
        """The known words that begin with ``begun``, those that fit the word before best first."""
        at = bisect_left(self._sorted, begun)
        found = []
        for word in self._sorted[at : at + _LOOKED_THROUGH]:
            if not word.startswith(begun):
                break
            found.append(word)
        return sorted(found, key=lambda word: (-self._fit(before, word), -self._counts[word]))[:most]

    def guessed(self, begun: str, before: str = "", most: int = 3) -> list[str]:
        """What somebody who is typing probably means: words that begin so and that names have after ``before``."""
        found = self.completed(begun, before, _ASKED_OF_NAMES)
        named = {word: self._named(before, word) if before else 0.0 for word in found}
        usual = max(named.values(), default=0.0) * _UNUSUAL
        return sorted((word for word in found if named[word] >= usual), key=lambda word: -named[word])[:most]

    def _fit(self, one: str, other: str) -> float:
        return self._pairs(one, other) if one and other else 0.0


def _one_slip(word: str) -> Iterable[str]:
    """Everything one letter left out, added, changed, or exchanged with the next away from ``word``."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for head, tail in cuts:
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
