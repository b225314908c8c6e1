"""Whether what was found is what was asked for, or only the nearest there is.

A logistic model over a few figures of the best one found. Its weights (``evidence.json``) were learned by
``motcua bench evidence`` from questions whose procedure was there and the same questions with it taken out.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypedDict

import numpy as np

from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.ranking import weighed
from motcua.procedures.rules.finding.second_look import covered
from motcua.procedures.rules.finding.terms import BODY, NAME, hashed
from motcua.procedures.rules.finding.title import Title

MODEL = Path(__file__).with_name("evidence.json")
#: a procedure that has less than this share of what is asked, rare words counting more, is never the answer
LEAST = 0.25
#: so rare is a word that one procedure has
_RAREST = 8.0


class Model(TypedDict):
    """What was learned."""

    weights: dict[str, float]
    threshold: float


def figures(question: Question, index: Index, titles: Sequence[Title], scores: np.ndarray) -> dict[str, float]:
    """What speaks for the best one found; each about 0 … 1. Empty: nothing was found."""
    best = np.argsort(-scores, kind="stable")[:6]
    if not len(best) or scores[best[0]] <= 0:
        return {}
    place, top = int(best[0]), float(scores[best[0]])
    wanted = weighed(question)
    pairs = {term: worth for term, worth in wanted.items() if " " in term}
    words = {term: worth for term, worth in wanted.items() if " " not in term}
    title = titles[place]
    first = zip(title.first_part, hashed(NAME, title.first_part), strict=True)
    part = {word: index.rarity(term) for word, term in first}
    missing = [term for word, term in zip(words, hashed(BODY, words), strict=True) if word not in title.words]
    return {
        "pairs_in_name": _share(pairs, NAME, index, place),
        "words_in_name": _share(words, NAME, index, place),
        "pairs_in_text": _share(pairs, BODY, index, place),
        "words_in_text": _share(words, BODY, index, place),
        "name_asked_for": covered(title.first_part, {*question.words, *_meant(question)}, part),
        "ahead": (top - float(scores[best[-1]])) / top,
        "rarest_missing": max(map(index.rarity, missing), default=0.0) / _RAREST,
    }


def certainty(found: Mapping[str, float]) -> float:
    """How sure it is that the best one found is meant: above 0 it is an answer, below it is not known."""
    if not found or found["words_in_text"] < LEAST:
        return -1.0
    model = _model()
    return sum(weight * found[name] for name, weight in model["weights"].items()) - model["threshold"]


@cache
def _model() -> Model:
    model: Model = json.loads(MODEL.read_text("utf-8"))
    return model


def _meant(question: Question) -> list[str]:
    return [word for phrase in question.meant for word in phrase]


def _share(terms: Mapping[str, float], channel: str, index: Index, place: int) -> float:
    """How much of ``terms`` the procedure at ``place`` has, rare ones counting more."""
    weighted = zip(hashed(channel, terms), terms.values(), strict=True)
    worth = [(term, weight * index.rarity(term)) for term, weight in weighted]
    whole = sum(each for _term, each in worth)
    return sum(each for term, each in worth if index.has(term, place)) / whole if whole else 0.0
