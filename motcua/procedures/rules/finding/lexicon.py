"""The words of people: abbreviations, everyday words for legal ones, and words with which one only asks.

They stand in ``words/*.yaml`` of this room and in the folder of the province, as dated data that anybody can
read and mend.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from motcua.procedures.rules.finding.spelling import is_syllable
from motcua.procedures.rules.finding.terms import folded_words, typed_words

#: what a word counts that may be one to ask with, or another without its accents
_PERHAPS = 0.5
#: what a word counts that tells the story before the wish; fewer words that count make no story, and no wish
_STORY, _LEAST_STORY, _LEAST_WISH = 0.5, 2, 3
#: so many words that count may stand beside something said alone; shorter abbreviations are too many things
_BESIDE, _SHORTEST_SHORT = 1, 3
_ANY: frozenset[str] = frozenset()
Phrase = tuple[str, ...]


class Lexicon:
    """What the search knows of language, read from the lists."""

    def __init__(self) -> None:
        self.short: dict[str, list[tuple[Phrase, str]]] = {}
        self.everyday: dict[Phrase, list[tuple[Phrase, str]]] = {}
        #: what most people mean who say no more than this: read in its place
        self.said_alone: dict[Phrase, tuple[Phrase, str]] = {}
        #: the words that an abbreviation stands for → the abbreviation
        self.written_short: dict[Phrase, str] = {}
        #: what no administration does: who does it, and words with which it is another matter after all
        self.elsewhere: dict[Phrase, tuple[str, list[Phrase]]] = {}
        #: each with how its one word is written; empty for phrases of more
        self.asking: dict[Phrase, frozenset[str]] = {}
        #: with what people come from their story to what they want, each with how its one word is written
        self.wishing: dict[Phrase, frozenset[str]] = {}
        self._typed: dict[Phrase, str] = {}
        #: by list: how long it was, and the longest phrase by its first word
        self._begun: dict[int, tuple[int, dict[str, int]]] = {}

    def knows(self, word: str) -> bool:
        """Whether ``word`` is an abbreviation that can be written out."""
        return word in self.short

    def written_out(
        self, words: Sequence[str], typed: Collection[str] = (), usual: Callable[[str, str], bool] | None = None
    ) -> tuple[list[str], list[tuple[str, str]]]:
        """``words`` with abbreviations replaced by what they stand for; and what was replaced by what.

        ``typed``: the words with accents, when there are any: the "vật" of "động vật" is no VAT. ``usual``: whether two
        words are often side by side, as those of "dong vat" are, typed without accents.
        """
        found: list[str] = []
        said: list[tuple[str, str]] = []
        plain = {word.replace("đ", "d") for word in typed}  # "đkkh" has no accents but its đ
        for at, word in enumerate(words):
            meanings = self.short.get(word, ())
            if meanings and typed:
                meanings = meanings if word in plain else ()
            elif meanings and usual and is_syllable(word) and any(map(usual, *_beside(words, at))):
                meanings = ()
            for phrase, written in meanings:
                found += phrase
                said.append((word, written))
            if not meanings:
                found.append(word)
        return found, said

    def shortened(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """The abbreviations that stand for runs of ``words``, each with how many words it stands for."""
        runs = self._runs(words, self.written_short)
        return [(self.written_short[tuple(words[at : at + length])], length) for at, length in runs]

    def alone(self, words: Sequence[str], typed: Collection[str] = ()) -> tuple[list[str], list[tuple[str, str]]]:
        """``words`` with what is said alone ("giấy phép kinh doanh") read as most people mean it; and what as what."""
        runs = self._runs(words, self.said_alone)
        if len(runs) != 1:
            return list(words), []
        at, length = runs[0]
        counts = self.importance(words, typed)
        if sum(map(bool, [*counts[:at], *counts[at + length :]])) > _BESIDE:
            return list(words), []
        phrase = tuple(words[at : at + length])
        meant, written = self.said_alone[phrase]
        return [*words[:at], *meant, *words[at + length :]], [(self._typed.get(phrase, " ".join(phrase)), written)]

    def done_elsewhere(self, words: Sequence[str]) -> str:
        """Who does what ``words`` ask for, where no administration does; else empty."""
        text = f" {' '.join(words)} "
        for at, length in self._runs(words, self.elsewhere):
            who, unless = self.elsewhere[tuple(words[at : at + length])]
            if not any(f" {' '.join(phrase)} " in text for phrase in unless):
                return who
        return ""

    def meaning(self, words: Sequence[str], typed: Collection[str] = ()) -> tuple[list[Phrase], list[tuple[str, str]]]:
        """The legal words for the everyday ones in ``words``, longest first; and what was understood as what.

        ``typed``: the words with accents, when there are any: "ga" of a railway is not the "gà" of a farm.
        """
        found: list[Phrase] = []
        said: list[tuple[str, str]] = []
        for at, length in self._runs(words, self.everyday):
            phrase = tuple(words[at : at + length])
            if length == 1 and typed and self._typed[phrase] not in typed:
                continue
            for legal, written in self.everyday[phrase]:
                found.append(legal)
                said.append((self._typed.get(phrase, " ".join(phrase)), written))
        return found, said

    def importance(self, words: Sequence[str], typed: Collection[str] = ()) -> list[float]:
        """How much each word counts: nothing for those with which people ask, whatever they ask for.

        ``typed``: the words with accents, when there are any: "đăng" is not the "đang" with which people ask.
        Without accents both are "dang": such a word counts half.
        """
        counts = [1.0] * len(words)
        for at, length in self._runs(words, self.asking):
            written = self.asking[tuple(words[at : at + length])]
            if not typed and any(not word.isascii() for word in written):
                counts[at] = _PERHAPS
            elif not (typed and written) or not written.isdisjoint(typed):
                counts[at : at + length] = [0.0] * length
        return self._wished(words, counts, typed) if any(counts) else [1.0] * len(words)

    def _wished(self, words: Sequence[str], counts: list[float], typed: Collection[str]) -> list[float]:
        """``counts``, half as much before the words with which a story comes to its wish: "… nay tôi muốn …"."""
        for at, length in reversed(self._runs(words, self.wishing)):
            written = self.wishing[tuple(words[at : at + length])]
            if typed and written and written.isdisjoint(typed):
                continue
            story, wish = counts[:at], counts[at + length :]
            if sum(map(bool, wish)) < _LEAST_WISH or sum(map(bool, story)) < _LEAST_STORY:
                return counts
            return [count * _STORY for count in story] + counts[at:]
        return counts

    def _runs(self, words: Sequence[str], known: Collection[Phrase]) -> list[tuple[int, int]]:
        """Where ``known`` phrases stand in ``words``: (place, length), longest first, none inside another."""
        longest = self._longest_of(known)
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(words):
            most = min(longest.get(words[at], 0), len(words) - at)
            length = next((n for n in range(most, 0, -1) if tuple(words[at : at + n]) in known), 0) if most else 0
            if length:
                found.append((at, length))
            at += length or 1
        return found

    def _longest_of(self, known: Collection[Phrase]) -> dict[str, int]:
        """How many words the longest of ``known`` has that begins so, by the first word; lists only grow."""
        size, longest = self._begun.get(id(known), (-1, {}))
        if size != len(known):
            longest = {}
            for phrase in known:
                longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
            self._begun[id(known)] = len(known), longest
        return longest


def read_lexicon(lists: Iterable[Mapping[str, Any]], on: date) -> Lexicon:
    """The lists as they hold on the day ``on``; a later list adds to an earlier, or replaces its entry.

    Each has ``abbreviations`` and ``everyday`` ({as people write: [as the law writes]}, or {…: {means: […],
    from: day, to: day}}), ``alone`` (the same, for what is said with no more words), ``asking`` and ``wishing``
    (phrases).
    ``elsewhere``: {what no administration does: who does it, or {who: …, unless: [words with which it does]}}.
    ValueError names an entry that cannot be read.
    """
    lexicon = Lexicon()
    for each in lists:
        for typed, entry in _entries(each, "abbreviations", on):
            short = "".join(folded_words(typed))
            lexicon.short[short] = _phrases(entry)
            if len(entry) == 1 and len(short) >= _SHORTEST_SHORT and len(folded_words(entry[0])) > 1:
                lexicon.written_short.setdefault(tuple(folded_words(entry[0])), short)
        for typed, entry in _entries(each, "everyday", on):
            phrase = tuple(folded_words(typed))
            lexicon._typed[phrase] = " ".join(typed_words(typed))
            lexicon.everyday[phrase] = _phrases(entry)
        for typed, entry in _entries(each, "alone", on):
            phrase = tuple(folded_words(typed))
            lexicon._typed.setdefault(phrase, " ".join(typed_words(typed)))
            lexicon.said_alone[phrase] = _phrases(entry)[0]
        for typed, entry in (each.get("elsewhere") or {}).items():
            who, unless = _elsewhere(typed, entry)
            lexicon.elsewhere[tuple(folded_words(str(typed)))] = who, unless
        for kind, known in (("asking", lexicon.asking), ("wishing", lexicon.wishing)):
            for phrase in each.get(kind) or ():
                folded, written = tuple(folded_words(phrase)), frozenset(typed_words(phrase))
                if folded:
                    known[folded] = known.get(folded, _ANY) | written if len(folded) == 1 else _ANY
    return lexicon


def _beside(words: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    """The word at ``at`` with the one before and the one after it: what stands left, what stands right."""
    around = [*words[max(at - 1, 0) : at + 2]]
    return around[:-1], around[1:]


def _elsewhere(typed: object, entry: object) -> tuple[str, list[Phrase]]:
    read = entry if isinstance(entry, dict) else {"who": entry}
    who, unless = read.get("who"), read.get("unless", [])
    if not isinstance(who, str) or not isinstance(unless, list) or not folded_words(str(typed)):
        raise ValueError(f"elsewhere: {typed}")
    return who, [tuple(folded_words(str(phrase))) for phrase in unless]


def _phrases(written: Sequence[str]) -> list[tuple[Phrase, str]]:
    return [(tuple(folded_words(phrase)), phrase) for phrase in written]


def _entries(each: Mapping[str, Any], kind: str, on: date) -> Iterable[tuple[str, list[str]]]:
    for typed, entry in (each.get(kind) or {}).items():
        dated = entry if isinstance(entry, dict) else {"means": entry}
        means = dated.get("means")
        means = [means] if isinstance(means, str) else means
        if not isinstance(means, list) or not all(isinstance(one, str) and folded_words(one) for one in means):
            raise ValueError(f"{kind}: {typed}")
        if not folded_words(str(typed)):
            raise ValueError(f"{kind}: {typed!r}")
        if dated.get("from", on) <= on <= dated.get("to", on):
            yield str(typed), means
