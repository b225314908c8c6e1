"""Finding procedures by the words of people: one engine for lists, suggestions, officers and the assistant.

``rules/finding`` does the finding; here it meets the catalogue that this process remembers.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from motcua.kernel.accents import fold
from motcua.procedures.catalogue_memory import Entry, Memory, last_remembered, remembered
from motcua.procedures.lexicon_files import lexicon
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import Filters, in_force
from motcua.procedures.rules.finding.cards import carded
from motcua.procedures.rules.finding.evidence import certainty, figures
from motcua.procedures.rules.finding.lexicon import Lexicon
from motcua.procedures.rules.finding.question import Question, read_question
from motcua.procedures.rules.finding.ranking import rank
from motcua.procedures.rules.finding.terms import BODY, hashed

#: so many questions are kept with what they lead to, until the catalogue changes
_MOST_KEPT = 1000
#: nobody reads further; more words find better
_MOST_FOUND = 300
#: what has less than this share of the best one's score is not an answer
_NEAR = 0.2
#: what has this share of the best one's score may be meant as well; at most so many; so many are near
_COMPETES, _MOST_COMPETING, _MOST_NEAR = 0.93, 8, 5
#: fewer letters begin half of all names
_SHORTEST_BEGUN = 3
_CODE = re.compile(r"(?:[A-Za-z0-9]+[.-])*[A-Za-z0-9]*\d[A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*\.?", re.ASCII)
#: a national code as people type it on a phone: 1004650
_NO_DOT = re.compile(r"\d{7}", re.ASCII)
EMPTY_QUESTION = Question((), ())


@dataclass(frozen=True)
class Found:
    """A part of what a search found, best first; ``after`` leads to the next part, 0 at the end."""

    hits: list[Entry]
    after: int = 0
    #: of a search for cards: what stands with a hit as its variants, by the hit's key
    variants: dict[str, list[Entry]] = field(default_factory=dict)
    #: whether every word that counts stood in the best; else some of the words did
    whole: bool = True
    question: Question = EMPTY_QUESTION
    #: how many of all that was found have which value of a filter: {"cap": {"commune": 3}}
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    #: how many were found in all (of a search at most 300)
    total: int = 0

    @cached_property
    def rows(self) -> list[ProcedureVersion]:
        """The versions themselves, in the same order: one query."""
        rows = in_force().in_bulk([hit.version for hit in self.hits])
        return [rows[hit.version] for hit in self.hits if hit.version in rows]


def search(
    words: str,
    filters: Filters | None = None,
    *,
    after: int = 0,
    limit: int = 20,
    as_typed: bool = False,
    as_cards: bool = False,
) -> Found:
    """Procedures in force that ``words`` lead to; at most 300 in all, ``limit`` from place ``after`` on.

    ``as_typed``: words that nobody writes are not put right. ``as_cards``: what differs in the case or the level alone
    stands together at the place of the best; ``limit`` and ``after`` count cards.
    """
    memory = remembered()
    question, places, whole = _answer(memory, words, lexicon(), as_typed)
    found = _page(memory, places, filters or Filters(), after, limit, as_cards=as_cards)
    return replace(found, whole=whole, question=question)


def _answer(memory: Memory, words: str, known: Lexicon, as_typed: bool) -> tuple[Question, list[int], bool]:
    """The question, all places it leads to, and whether the best has every word; kept: the next page asks again."""
    key = (words, as_typed, id(known))
    if key in memory.answers:
        return memory.answers[key]
    coded = _by_code(words, memory)
    question = read_question(words, known, None if as_typed or coded else memory.spelling)
    places = coded + _best(rank(question, memory.names), without=coded)
    whole = bool(coded) or all(_has_all(question, memory.entries[place]) for place in places[:1])
    if len(memory.answers) >= _MOST_KEPT:
        memory.answers.clear()
    memory.answers[key] = question, places, whole
    return memory.answers[key]


@dataclass(frozen=True)
class Situation:
    """What the assistant knows of a described situation."""

    question: Question
    #: those that may be meant, best first; more than one: they compete
    meant: list[Entry]
    #: near, but not surely what is asked
    near: list[Entry]

    @property
    def known(self) -> bool:
        """Whether the evidence is strong enough to answer."""
        return bool(self.meant)


def situation(words: str, among: Sequence[str] = (), *, none_of_them: bool = False) -> Situation:
    """What a described situation leads to: one procedure, several that compete, or none that is sure.

    ``among``: keys that whoever asks has chosen when asked back. ``none_of_them``: that none of the offered is meant.
    """
    memory = remembered()
    question = read_question(words, lexicon(), memory.spelling)
    scores = rank(question, memory.names)
    coded = _by_code(words, memory)
    best = coded or _best(scores, without=[])
    near = [memory.entries[place] for place in best[:_MOST_NEAR]]
    chosen = [memory.places[key] for key in among[:_MOST_COMPETING] if key in memory.places]
    if none_of_them or not (chosen or best):
        return Situation(question, [], near)
    chosen = chosen or coded[:1]
    sure = bool(chosen) or (not question.elsewhere and _sure(memory, question, scores))
    competing = chosen or [place for place in best if scores[place] >= _COMPETES * scores[best[0]]][:_MOST_COMPETING]
    return Situation(question, [memory.entries[place] for place in competing] if sure else [], near)


def _sure(memory: Memory, question: Question, scores: np.ndarray) -> bool:
    return certainty(figures(question, memory.names, scores, memory.family)) >= 0


def browse(filters: Filters | None = None, *, after: int = 0, limit: int = 20) -> Found:
    """The procedures in force by name, ``limit`` from place ``after`` on."""
    memory = remembered()
    return _page(memory, range(len(memory.entries)), filters or Filters(), after, limit)


def suggested(words: str, limit: int = 6) -> list[Entry]:
    """What somebody who is still typing may mean, best first."""
    memory = remembered()
    coded = _by_code(words, memory)
    question = read_question(words, lexicon(), memory.spelling, unfinished=True)
    scores = rank(question, memory.names)
    first = list(dict.fromkeys([*coded, *_begun(words, memory)[: limit // 2]]))
    return [memory.entries[place] for place in (first + _best(scores, without=first))[:limit]]


def _begun(words: str, memory: Memory) -> list[int]:
    """Procedures whose name begins with what was typed, the shortest names first: they stand side by side."""
    begun = fold(words)
    if len(begun) < _SHORTEST_BEGUN:
        return []
    first = bisect_left(memory.entries, begun, key=lambda entry: entry.order)
    last = bisect_left(memory.entries, f"{begun}\uffff", key=lambda entry: entry.order)
    return sorted(range(first, last), key=lambda place: len(memory.entries[place].order))


def entries_of(keys: Sequence[str]) -> list[Entry]:
    """The procedures in force with these ``keys``, in the same order."""
    memory = remembered()
    return [memory.entries[memory.places[key]] for key in keys if key in memory.places]


def sector_names() -> dict[str, str]:
    """The sectors that have a procedure in force: key → name."""
    return last_remembered().sectors


def _page(
    memory: Memory, places: Sequence[int], filters: Filters, after: int, limit: int, *, as_cards: bool = False
) -> Found:
    kept, facets = narrowed_places(memory, places, filters)
    cards = carded(kept, memory.family) if as_cards else [[place] for place in kept]
    after = max(0, after)
    shown = [[memory.entries[place] for place in card] for card in cards[after : after + limit]]
    return Found(
        [card[0] for card in shown],
        after + limit if len(cards) > after + limit else 0,
        {card[0].key: card[1:] for card in shown if len(card) > 1},
        facets=facets,
        total=len(kept),
    )


def _best(scores: np.ndarray, without: Sequence[int]) -> list[int]:
    """Places by score; in the order of the alphabet where the score is the same."""
    top = scores.max() if len(scores) else 0
    if top <= 0:
        return []
    near = np.flatnonzero(scores > max(top * _NEAR, 1e-6))
    enough: list[int] = near[np.argsort(-scores[near], kind="stable")].tolist()
    return [place for place in enough if place not in without][:_MOST_FOUND]


def _by_code(words: str, memory: Memory) -> list[int]:
    """Procedures whose code is, or begins with, what was typed."""
    code = words.strip().lower()
    if _NO_DOT.fullmatch(code):
        code = f"{code[0]}.{code[1:]}"
    if not 3 <= len(code) <= 48 or not _CODE.fullmatch(code):
        return []
    exact = [place for key, place in memory.places.items() if key.lower() == code]
    begun = [place for key, place in sorted(memory.places.items()) if key.lower().startswith(code)]
    local = [place for place, entry in enumerate(memory.entries) if entry.local_code.lower() == code]
    return list(dict.fromkeys(exact + local + begun))[:20]


def telling_words(question: Question) -> set[str]:
    """The folded words of ``question`` that say what is wanted."""
    return {word for word, count in zip(question.words, question.counts, strict=True) if count}


def _has_all(question: Question, entry: Entry) -> bool:
    return telling_words(question) <= entry.title.words


def narrowed_places(
    memory: Memory, places: Sequence[int], filters: Filters
) -> tuple[Sequence[int], dict[str, dict[str, int]]]:
    """Those of ``places`` that pass every filter; and, for each filter, how many each of its values would leave.

    A filter's own choice does not narrow its own counts: people see what another choice would show.
    """
    asked = filters.as_query()
    kept = places
    counted: dict[str, Sequence[int]] = {}
    if asked:
        missed = [[name for name, wanted in asked.items() if wanted not in memory.values[name][at]] for at in places]
        kept = [place for place, misses in zip(places, missed, strict=True) if not misses]
        counted = {
            name: [place for place, misses in zip(places, missed, strict=True) if misses in ([], [name])]
            for name in asked
        }
    return kept, {name: memory.counted(name, counted.get(name, kept)) for name in memory.values}


def rarities() -> Callable[[str], float]:
    """How much it tells that a text has a term (a folded word, or two side by side)."""
    index = last_remembered().index
    return lambda term: index.rarity(hashed(BODY, [term])[0])
