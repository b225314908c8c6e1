"""Which procedure is meant: first the terms that it has, then, among the best, how name and question fit each other.

The worth of each part was chosen by cross-validation, see docs/explanation/search.md.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import intern

import numpy as np

from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.terms import BODY, NAME, TYPED, hashed, name_words, with_pairs

#: what a hit counts: (channel, in one word, in a pair of words)
_WORTH = {NAME: (0.5, 1.0), BODY: (0.3, 0.8), TYPED: (0.1, 0.1)}
#: a pair of which one word counts, and legal words for an everyday one
_HALF, _MEANT = 0.5, 0.5
#: so many of the best are looked at twice
_LOOKED_AT_TWICE = 60
#: what the second look counts, the score of the best being 12
_BEST = 12.0
_NAME_COVERED = 1.0  #: the share of the name's first part that was asked for
_ASKED_COVERED = 2.0  #: the share of what was asked that the procedure has anywhere
_OTHER_ACT = -1.0  #: each special act of the name that was not asked for ("gia hạn")
_ACT_MISSING = -0.5  #: each special act asked for that the name does not have
_ABROAD = -0.5  #: one speaks of foreigners, the other does not
_OTHER_LEVEL = -0.5  #: a level was asked for, and it is not this
#: where the first part of a name ends and the case, the power or the exception begins
_FIRST_PART = re.compile(r"\(|đối với|trong trường hợp|thuộc thẩm quyền|;", re.IGNORECASE)
#: acts beside giving something for the first time, folded, by the words that name them in names
_ACTS = {
    "again": ("cap lai", "dang ky lai", "cong bo lai"),
    "exchange": ("cap doi", "doi"),
    "prolong": ("gia han",),
    "change": ("thay doi", "sua doi", "dieu chinh", "chuyen doi", "cai chinh"),
    "more": ("bo sung",),
    "end": ("thu hoi", "huy bo", "huy", "xoa", "cham dut", "giai the", "mien nhiem", "rut"),
    "pause": ("tam ngung", "tam dung", "dinh chi"),
    "restore": ("phuc hoi", "khoi phuc"),
    "join": ("hop nhat", "sap nhap", "chia tach"),
}
#: and by those that people use
_ASKED_ACTS = {"again": ("mat", "hong", "rach", "that lac", "lam lai"), "prolong": ("het han",)}
_ACT_WITHIN = 12
_LEVEL_WORDS = {
    "ministry": ("trung uong", "cap bo", "cuc"),
    "province": ("cap tinh", "so", "uy ban nhan dan tinh"),
    "commune": ("cap xa", "uy ban nhan dan xa", "uy ban nhan dan phuong"),
}


@dataclass(frozen=True, slots=True)
class Title:
    """A procedure's name, taken apart once."""

    first_part: frozenset[str]
    whole_name: frozenset[str]
    acts: frozenset[str]
    abroad: bool
    levels: frozenset[str]
    words: frozenset[str]  #: of the whole definition


def title_of(name: str, levels: Sequence[str], words: str) -> Title:
    """What the second look asks of a procedure's ``name``; ``words``: all its folded words."""
    whole = name_words(name)
    first = name_words(_FIRST_PART.split(name, maxsplit=1)[0]) or whole
    return Title(
        first_part=frozenset(first),
        whole_name=frozenset(whole),
        acts=_named(_ACTS, whole[:_ACT_WITHIN]),
        abroad=_has("nuoc ngoai", whole),
        levels=frozenset(levels),
        words=frozenset(map(intern, words.split())),
    )


def rank(question: Question, index: Index, titles: Sequence[Title]) -> np.ndarray:
    """A score for each procedure; 0 for those that have nothing of what is asked."""
    scores = index.scores(_terms(question))
    if len(scores) and scores.max() > 0:
        best = np.argsort(-scores, kind="stable")[:_LOOKED_AT_TWICE]
        best = best[scores[best] > 0]
        floor, top = scores[best[-1]], scores[best[0]]
        again = _second_look(question, index, [titles[place] for place in best])
        fitted = np.maximum(scores[best] / top * _BEST + again, 1e-3) * top / _BEST
        #: what was not looked at twice stays behind what was
        scores = np.minimum(scores, min(floor, fitted.min()))
        scores[best] = fitted
    return scores


def _terms(question: Question) -> list[tuple[int, float]]:
    wanted = weighed(question)
    terms = [
        (term, weight * _WORTH[channel][" " in text])
        for channel in (NAME, BODY)
        for (text, weight), term in zip(wanted.items(), hashed(channel, wanted), strict=True)
    ]
    typed = dict.fromkeys(with_pairs(question.typed))
    return terms + [(term, _WORTH[TYPED][" " in text]) for text, term in zip(typed, hashed(TYPED, typed), strict=True)]


def weighed(question: Question) -> dict[str, float]:
    """Words and pairs to look for, each with what it counts."""
    words, counts = question.words, question.counts
    wanted: dict[str, float] = {}
    for word, count in zip(words, counts, strict=True):
        wanted[word] = max(wanted.get(word, 0.0), count)
    for at in range(len(words) - 1):
        both = (counts[at] + counts[at + 1]) / 2
        pair = f"{words[at]} {words[at + 1]}"
        wanted[pair] = max(wanted.get(pair, 0.0), 1.0 if both == 1 else _HALF if both else 0.0)
    for phrase in question.meant:
        for term in with_pairs(phrase):
            wanted[term] = max(wanted.get(term, 0.0), _MEANT)
    return {term: weight for term, weight in wanted.items() if weight}


def _second_look(question: Question, index: Index, titles: Sequence[Title]) -> np.ndarray:
    meant = [word for phrase in question.meant for word in phrase]
    asked = {*question.words, *meant}
    telling = {word for word, count in zip(question.words, question.counts, strict=True) if count} or asked
    rarity = {word: index.rarity(term) for word, term in zip(telling, hashed(BODY, telling), strict=True)}
    whole = worth(telling, rarity)
    names = frozenset().union(*[title.first_part for title in titles])
    in_names = {word: index.rarity(term) for word, term in zip(names, hashed(NAME, names), strict=True)}
    acts = _named(_ACTS, question.words) | _named(_ASKED_ACTS, question.words)
    abroad = _has("nuoc ngoai", question.words) or _has("nuoc ngoai", meant)
    levels = _named(_LEVEL_WORDS, question.words)
    return np.array(
        [
            _NAME_COVERED * covered(title.first_part, asked, in_names)
            + (_ASKED_COVERED * worth(telling & title.words, rarity) / whole if whole else 0.0)
            + (0 if title.acts & acts else _OTHER_ACT * len(title.acts))
            + _ACT_MISSING * len(acts - title.acts)
            + _ABROAD * (title.abroad != abroad)
            + _OTHER_LEVEL * bool(levels and not levels & title.levels)
            for title in titles
        ]
    )


def covered(words: frozenset[str] | set[str], by: frozenset[str] | set[str], rarity: dict[str, float]) -> float:
    """The share of ``words`` that is in ``by``, rare words counting more."""
    whole = worth(words, rarity)
    return worth(words & by, rarity) / whole if whole else 0.0


def worth(words: frozenset[str] | set[str], rarity: dict[str, float]) -> float:
    """What ``words`` tell together."""
    return sum(map(rarity.__getitem__, words))


def _named(kinds: Mapping[str, tuple[str, ...]], words: Sequence[str]) -> frozenset[str]:
    text = f" {' '.join(words)} "
    return frozenset(kind for kind, phrases in kinds.items() if any(f" {phrase} " in text for phrase in phrases))


def _has(phrase: str, words: Sequence[str]) -> bool:
    return f" {phrase} " in f" {' '.join(words)} "
