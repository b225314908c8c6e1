"""What of a question the best procedure has and what it lacks, in sums: a share says nothing of how much there was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, log1p

import numpy as np

from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.names import Names
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.terms import BODY, NAME, TYPED, hashed, pairs_of

#: so rare is a word that one procedure has
RAREST = 8.0
#: among the names of so many of the best it is asked which have what the first one lacks
_OTHERS = 10


@dataclass(frozen=True, slots=True)
class _Term:
    """A word or a pair of words that was asked for."""

    text: str
    rarity: float  #: among all texts
    in_names: int  #: how many names have it
    name_rarity: float
    here: bool  #: the best one's text has it
    named: bool  #: its name has it


def masses(question: Question, names: Names, best: np.ndarray, score: float) -> dict[str, float]:
    """Sums and extremes over what was asked; ``best``: places, best first; ``score``: of the first."""
    place, index = int(best[0]), names.index
    title = names.titles[place]
    telling = {word for word, count in zip(question.words, question.counts, strict=True) if count}
    pairs = [pair for pair in dict.fromkeys(pairs_of(question.words)) if not telling.isdisjoint(pair.split())]
    words, both = _terms(sorted(telling), index, place), _terms(pairs, index, place)
    others = frozenset[str]().union(*(names.titles[other].whole_name for other in best[:_OTHERS]))
    lacked = [term for term in both if term.in_names and not term.here]
    apart = [term for term in both if term.in_names and not title.whole_name.issuperset(term.text.split())]
    unnamed = [term for term in words if term.in_names and not term.named]
    told = sum(count for count in question.counts if count)
    return {
        "words_lacked": _sum(term.rarity for term in words if not term.here),
        "words_unnamed": _sum(term.rarity for term in words if not term.named),
        "rarest_pair_named": _most(term.rarity for term in both if term.named),
        "rarest_word_named": _most(term.rarity for term in words if term.named),
        "pairs_named": _sum(term.rarity for term in both if term.named),
        "pairs_had": _sum(term.rarity for term in both if term.here),
        "typed_pairs_named": _typed_pairs(question, index, place),
        "named_by_others": _sum(term.rarity for term in words if not term.named and term.text in others),
        "rarest_name_pair_lacked": _most(term.rarity for term in lacked),
        "name_pairs_lacked": _sum(term.rarity for term in lacked),
        "name_pairs_unnamed": _sum(term.name_rarity for term in both if term.in_names and not term.named),
        "rarest_name_word_unnamed": _most(term.name_rarity for term in unnamed),
        "name_words_unnamed": _sum(term.name_rarity for term in unnamed),
        "rarest_name_word_lacked": _most(term.name_rarity for term in unnamed if not term.here),
        "usual_pair_unnamed": max((log1p(term.in_names) for term in apart), default=0.0),
        "usual_pair_lacked": max((log1p(term.in_names) for term in lacked), default=0.0),
        "told": log1p(told),
        "understood": float(bool(question.meant)),
        "with_accents": float(bool(question.typed)),
        "name_length": log(max(len(title.whole_name), 1)),
        "score_a_word": score / (1 + told),
    }


def _terms(texts: Sequence[str], index: Index, place: int) -> list[_Term]:
    return [
        _Term(text, *told, index.has(body, place), index.has(name, place))
        for text, body, name in zip(texts, hashed(BODY, texts), hashed(NAME, texts), strict=True)
        for told in [(index.rarity(body), index.count(name), index.rarity(name))]
    ]


def _typed_pairs(question: Question, index: Index, place: int) -> float:
    """Of the pairs asked for with their accents that some name has, the share that this name has."""
    known = [term for term in hashed(TYPED, dict.fromkeys(pairs_of(question.typed))) if index.count(term)]
    whole = sum(map(index.rarity, known))
    return sum(index.rarity(term) for term in known if index.has(term, place)) / whole if whole else 0.0


def _sum(rarities: Iterable[float]) -> float:
    return sum(rarities) / RAREST


def _most(rarities: Iterable[float]) -> float:
    return max(rarities, default=0.0) / RAREST
