"""Which procedure is meant: first the terms that it has, then, among the best, how name and question fit each other.

What the second look counts was learned (``ranking.json``, by ``motcua bench ranking``), see docs/explanation/search.md.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np

from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.names import Names
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.second_look import TRAITS, traits
from motcua.procedures.rules.finding.terms import BODY, NAME, TYPED, hashed, with_pairs

#: what a hit counts: (channel, in one word, in a pair of words)
_WORTH = {NAME: (0.5, 1.0), BODY: (0.3, 0.8), TYPED: (0.1, 0.1)}
#: a pair of which one word counts, and legal words for an everyday one
_HALF, _MEANT = 0.5, 0.5
#: an abbreviation, for each word that it stands for
_SHORT = 1.5
#: so many of the best are looked at twice
_LOOKED_AT_TWICE = 60
#: the score of the best, before the second look adds to it
BEST = 12.0
#: kept beside this file; ``motcua bench ranking --write`` makes it
MODEL = Path(__file__).with_name("ranking.json")


def rank(question: Question, names: Names) -> np.ndarray:
    """A score for each procedure; 0 for those that have nothing of what is asked."""
    scores = first_look(question, names.index)
    best = looked_at_twice(scores)
    if len(best):
        floor, top = scores[best[-1]], scores[best[0]]
        again = traits(question, names, best) @ _learned()
        fitted = np.maximum(scores[best] / top * BEST + again, 1e-3) * top / BEST
        #: what was not looked at twice stays behind what was
        scores = np.minimum(scores, min(floor, fitted.min()))
        scores[best] = fitted
    return scores


def first_look(question: Question, index: Index) -> np.ndarray:
    """A score for each procedure by the terms it has."""
    return index.scores(_terms(question))


def looked_at_twice(scores: np.ndarray) -> np.ndarray:
    """The places of the best, best first."""
    return best_of(scores, _LOOKED_AT_TWICE)


def best_of(scores: np.ndarray, most: int) -> np.ndarray:
    """The places of the ``most`` best with any score, best first; where it is the same in the order of places."""
    least = np.partition(scores, -most)[-most] if len(scores) > most else 0.0
    near = np.flatnonzero((scores >= least) & (scores > 0))
    best: np.ndarray = near[np.argsort(-scores[near], kind="stable")][:most]
    return best


def _terms(question: Question) -> list[tuple[int, float]]:
    #: a procedure has a word or its abbreviation, seldom both
    wanted = {short: length * _SHORT for short, length in question.short} | weighed(question)
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


@cache
def _learned() -> np.ndarray:
    """What each trait counts."""
    weights: dict[str, float] = json.loads(MODEL.read_text("utf-8"))["weights"]
    return np.array([weights[name] for name in TRAITS])
