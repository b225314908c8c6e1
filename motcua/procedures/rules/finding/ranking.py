"""Which procedure is meant: the parts of the score and what each counts."""

from collections.abc import Sequence

import numpy as np

from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.terms import BODY, NAME, TYPED, hashed, with_pairs

#: what a hit counts: (channel, in one word, in a pair of words)
_WORTH = {NAME: (0.5, 1.0), BODY: (0.2, 0.5), TYPED: (0.2, 0.2)}
#: a pair of which one word counts, and legal words for an everyday one
_HALF, _MEANT = 0.5, 0.5


def rank(question: Question, index: Index, names: Sequence[object]) -> np.ndarray:
    """A score for each procedure; 0 for those that have nothing of what is asked."""
    wanted = weighed(question)
    terms = [
        (term, weight * _WORTH[channel][" " in text])
        for channel in (NAME, BODY)
        for (text, weight), term in zip(wanted.items(), hashed(channel, wanted), strict=True)
    ]
    typed = dict.fromkeys(with_pairs(question.typed))
    terms += [(term, _WORTH[TYPED][" " in text]) for text, term in zip(typed, hashed(TYPED, typed), strict=True)]
    return index.scores(terms)


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
