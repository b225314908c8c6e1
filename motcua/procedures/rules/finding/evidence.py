"""Whether what was found is what was asked for, or only the nearest there is.

A sum over some figures of the best one found: small steps, what a figure below or above a bound speaks for or against,
and lines, what it speaks the more, the more it is. Both (``evidence.json``) were learned by ``motcua bench evidence``
from questions whose procedure was there and the same questions with it taken out.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import TypedDict

import numpy as np

from motcua.procedures.rules.finding.cards import carded
from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.lacking import RAREST, masses
from motcua.procedures.rules.finding.names import Names
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.ranking import best_of, weighed
from motcua.procedures.rules.finding.second_look import TRAITS, traits
from motcua.procedures.rules.finding.terms import BODY, NAME, folded_words, hashed, pairs_of, toned
from motcua.procedures.rules.finding.title import Title

MODEL = Path(__file__).with_name("evidence.json")
#: a procedure that has less than this share of what is asked, rare words counting more, is never the answer
LEAST = 0.25
#: nor one whose name has less than this share of its hits with the accents that were typed: "bạn trai", "bán trái"
WRITTEN = 0.5
#: so many spreads from its mean a figure says no more
FARTHEST = 3.0
#: the cards that the best one is held against, and among how many places they are looked for
_AGAINST, _AMONG = (2, 3, 5, 10), 40


class Step(TypedDict):
    """What one figure says: ``below`` the bound ``low`` is added, else ``high``."""

    figure: str
    below: float
    low: float
    high: float


class Line(TypedDict):
    """What one figure says the more, the more it is: ``weight`` for each ``spread`` away from ``mean``."""

    figure: str
    mean: float
    spread: float
    weight: float


class Model(TypedDict):
    """What was learned; an answer is sure from ``threshold`` on."""

    steps: list[Step]
    lines: list[Line]
    threshold: float


def figures(question: Question, names: Names, scores: np.ndarray, family: Sequence[int]) -> dict[str, float]:
    """What speaks for the best one found; most are 0 … 1. Empty: nothing was found.

    ``family``: a number for each place, the same for variants of one thing.
    """
    best, index = best_of(scores, _AMONG), names.index
    if not len(best):
        return {}
    title = names.titles[best[0]]
    place, top = int(best[0]), float(scores[best[0]])
    heads = [float(scores[card[0]]) for card in carded(best.tolist(), family)]
    wanted = weighed(question)
    possible = sum(
        weight * index.rarity(term) for weight, term in zip(wanted.values(), hashed(BODY, wanted), strict=True)
    )
    found = dict(zip(TRAITS, traits(question, names, best[:1])[0].tolist(), strict=True))
    found |= {f"card_{at}": heads[at - 1] / top if len(heads) >= at else 0.0 for at in _AGAINST}
    found |= _pairs(question, index, place) | masses(question, names, best, top)
    return found | {
        "strength": log(top),
        "of_possible": top / possible if possible else 0.0,
        "words_in_text": _share({term: worth for term, worth in wanted.items() if " " not in term}, index, place),
        "written_alike": _written_alike(question, index, title),
        "longest_run": _longest_run(question, title),
        "rarest_missing": _rarest_missing(question, index, title),
        "rarest_unasked": _rarest_unasked(question, index, title),
    }


def certainty(found: Mapping[str, float]) -> float:
    """How sure it is that the best one found is meant: from 0 on it is an answer, below it is not known."""
    if not found or found["words_in_text"] < LEAST or found["written_alike"] < WRITTEN:
        return -1.0
    model = _model()
    said = sum(step["low" if found[step["figure"]] < step["below"] else "high"] for step in model["steps"])
    said += sum(line["weight"] * _spreads(found[line["figure"]], line) for line in model["lines"])
    return said - model["threshold"]


def _spreads(figure: float, line: Line) -> float:
    return max(-FARTHEST, min(FARTHEST, (figure - line["mean"]) / line["spread"]))


@cache
def _model() -> Model:
    model: Model = json.loads(MODEL.read_text("utf-8"))
    return model


def _pairs(question: Question, index: Index, place: int) -> dict[str, float]:
    """Of the pairs of words asked for that some name has, the share that this name has, and the rarest it lacks."""
    wanted = weighed(question)
    pairs = [term for term, worth in wanted.items() if " " in term and worth == 1]
    rarity = {pair: index.rarity(term) for pair, term in zip(pairs, hashed(BODY, pairs), strict=True)}
    in_names = {pair: term for pair, term in zip(pairs, hashed(NAME, pairs), strict=True) if index.count(term)}
    here = {pair for pair, term in in_names.items() if index.has(term, place)}
    whole = sum(rarity[pair] for pair in in_names)
    return {
        "named_pairs": sum(rarity[pair] for pair in here) / whole if whole else 0.0,
        "named_pair_missing": max((rarity[pair] for pair in in_names if pair not in here), default=0.0) / RAREST,
        "pairs_in_text": _share({term: worth for term, worth in wanted.items() if " " in term}, index, place),
    }


def _written_alike(question: Question, index: Index, title: Title) -> float:
    """Of the words asked for that the name has without accents, the share with the accents typed, or understood."""
    hits = [word for word in dict.fromkeys(question.typed) if set(folded_words(word)) & title.whole_name]
    worth = {word: index.rarity(term) for word in hits for term in hashed(BODY, folded_words(word))}
    meant = {word for phrase in question.meant for word in phrase} & title.whole_name
    understood = sum(map(index.rarity, hashed(BODY, meant)))
    whole = sum(worth.values()) + understood
    return (sum(worth[word] for word in hits if toned(word) in title.written) + understood) / whole if whole else 1.0


def _longest_run(question: Question, title: Title) -> float:
    """The longest run of words of the question that stands in the name's first part, as a share of that."""
    longest = run = 0
    for pair in pairs_of(question.words):
        run = run + 1 if pair in title.first_pairs else 0
        longest = max(longest, run)
    return longest / max(len(title.first_pairs), 1)


def _rarest_missing(question: Question, index: Index, title: Title) -> float:
    """How rare the rarest word asked for is that the procedure has nowhere."""
    missing = [word for word, count in zip(question.words, question.counts, strict=True) if count]
    missing = [word for word in missing if word not in title.words]
    return max(map(index.rarity, hashed(BODY, missing)), default=0.0) / RAREST


def _rarest_unasked(question: Question, index: Index, title: Title) -> float:
    """How rare the rarest word of the name's first part is that was not asked for."""
    short = (short for short, _length in question.short)
    asked = {*question.words, *(word for phrase in question.meant for word in phrase), *short}
    return max(map(index.rarity, hashed(NAME, title.first_part - asked)), default=0.0) / RAREST


def _share(terms: Mapping[str, float], index: Index, place: int) -> float:
    """How much of ``terms`` the procedure at ``place`` has anywhere, rare ones counting more."""
    weighted = zip(hashed(BODY, terms), terms.values(), strict=True)
    worth = [(term, weight * index.rarity(term)) for term, weight in weighted]
    whole = sum(each for _term, each in worth)
    return sum(each for term, each in worth if index.has(term, place)) / whole if whole else 0.0
