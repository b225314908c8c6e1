"""``motcua bench evidence``: learn when to say "I do not know", and how well that goes on procedures never seen.

Each question is looked at with its procedures in the index and without them. Two ways of taking them out:

- *bare*: the procedures of the question alone, for every question. Often one that is as good an answer stays (the
  same at another level, the same for another case), or the best answer is another one anyway.
- *whole*: together with what is alike, for questions whose best answer is the right one while it is there: only of
  them is it sure that nothing as good stays. Alike are variants of one card, and procedures whose names, without words
  of acts and papers, share most (``ALIKE``) or hold one another ("làng nghề", "làng nghề truyền thống").

What the others have is then as rare as if those had never been there. The model is a sum of steps (``stumps``) and of
lines (``lines``), learned from *whole*, from the questions asked and our own everyday ones (``questions.jsonl``); the
threshold is the one that refuses a tenth of the questions asked in folds inside the part that is learned from.
Questions of one procedure are always in the same fold. ``--write`` puts what is learned from all into
``evidence.json``.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from motcua.config.bench.asked import Asked, with_ours
from motcua.config.bench.lines import Lines, straight
from motcua.config.bench.stumps import Stump, boosted, said
from motcua.procedures.rules.finding.evidence import LEAST, WRITTEN, Line, Step
from motcua.procedures.rules.finding.index import Index, Rarities

FOLDS = 5
#: so many of the answerable may be refused
REFUSED = 0.10
WANTED = 0.80
#: names are alike that share so much of their words, rare ones counting more; words of acts and papers say nothing
ALIKE = 0.6
_OF_ACTS = """
thu tuc cap lai gia han doi dang ky giay phep chung nhan xac thay sua bo sung noi dung dieu chinh hoi tinh trung uong
viec cua cho va tai viet nam hoac cac
"""
_ACT_WORDS = frozenset(_OF_ACTS.split())


@dataclass(frozen=True, slots=True)
class Looked:
    """A row of figures for each question, one table for each way of looking; for which of them it is sure."""

    names: list[str]
    there: np.ndarray
    bare: np.ndarray
    whole: np.ndarray
    sure: np.ndarray


class Without(Index):
    """An index as if some procedures had never been in it; their places stay empty."""

    def __init__(self, index: Index, gone: Collection[int]) -> None:
        vars(self).update(vars(index))
        self._all, self._gone = index, sorted(gone)
        self._counts: dict[int, int] = {}
        self._rarities: dict[int, float] = {}
        self._names: dict[str, Rarities] = {}

    def count(self, term: int) -> int:
        """How many of those that stayed have ``term``."""
        if term not in self._counts:
            self._counts[term] = self._all.count(term) - sum(self._all.has(term, place) for place in self._gone)
        return self._counts[term]

    def has(self, term: int, place: int) -> bool:
        """Whether the procedure at ``place`` stayed and has ``term``."""
        return place not in self._gone and self._all.has(term, place)

    def scores(self, terms: Sequence[tuple[int, float]]) -> np.ndarray:
        """As of an index; 0 for those that are gone."""
        total = super().scores(terms)
        total[self._gone] = 0
        return total


def bench_evidence(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The figures of cross-validation; with ``--write`` also the file that is shipped."""
    from motcua.config.bench.asked import filled
    from motcua.config.bench.world import world
    from motcua.procedures.rules.finding.evidence import MODEL

    with world():
        asked = filled(options["questions"])
        yield from learned(asked, MODEL if options["write"] else None)


def learned(asked: Sequence[Asked], path: Any = None) -> Iterator[dict[str, Any]]:
    """Two lines: of questions whose procedure was taken out whole, and bare, how many are told that it is not there."""
    everything_asked = with_ours(asked)  # those asked come first
    looked, fold = looked_at(everything_asked), folds_of(everything_asked)
    counted = np.arange(len(fold)) < len(asked)
    everything = np.ones(len(fold), bool)
    caught = {name: np.zeros(len(fold), bool) for name in ("there", "bare", "whole")}
    for each in range(FOLDS):
        part = fold == each
        model, threshold = fitted(looked, ~part, fold, counted)
        for name, below in caught.items():
            below[part] = _unknown(getattr(looked, name)[part], looked.names, model, threshold)
    for name, of in (("whole", looked.sure & counted), ("bare", counted)):
        told, refused = float(caught[name][of].mean()), float(caught["there"][of].mean())
        yield {
            "bench": f"search-not-found-{name}",
            "value": round(told, 3),
            "unit": f"of questions whose procedure was taken out {name}",
            "against": f"{WANTED} while at most {REFUSED} of the answerable are refused; {FOLDS} folds by procedure",
            "ratio": round(told / WANTED, 3),
            "refused": round(refused, 3),
            "questions": int(of.sum()),
            "met": told >= WANTED and refused <= REFUSED,
        }
    if path:
        model, threshold = fitted(looked, everything, fold, counted)
        path.write_text(json.dumps(shipped(looked.names, model, threshold)) + "\n", "utf-8")


@dataclass(frozen=True, slots=True)
class Both:
    """What was learned: steps, and a line for each figure; each of the two says as much as the other."""

    stumps: list[Stump]
    lines: Lines
    #: by how much what the steps and the lines say is divided
    spreads: tuple[float, float]

    def said(self, rows: np.ndarray) -> np.ndarray:
        """How sure each row is."""
        total: np.ndarray = said(self.stumps, rows) / self.spreads[0] + self.lines.said(rows) / self.spreads[1]
        return total


def _unknown(rows: np.ndarray, names: Sequence[str], model: Both, threshold: float) -> np.ndarray:
    unknown: np.ndarray = model.said(rows) < threshold
    for figure, least in (("words_in_text", LEAST), ("written_alike", WRITTEN)):
        unknown |= rows[:, names.index(figure)] < least
    return unknown


def shipped(names: Sequence[str], model: Both, threshold: float) -> dict[str, Any]:
    """What was learned as ``evidence.json`` has it: steps at the same bound are one."""
    steps: dict[tuple[str, float], Step] = {}
    for column, below, low, high in model.stumps:
        key = (names[column], round(below, 4))
        step = steps.setdefault(key, Step(figure=key[0], below=key[1], low=0.0, high=0.0))
        step["low"] = round(step["low"] + low / model.spreads[0], 4)
        step["high"] = round(step["high"] + high / model.spreads[0], 4)
    lines = model.lines
    told = [
        Line(figure=name, mean=round(mean, 4), spread=round(spread, 4), weight=round(weight / model.spreads[1], 4))
        for name, mean, spread, weight in zip(names, *map(np.ndarray.tolist, lines.figures), strict=True)
    ]
    base = threshold - lines.base / model.spreads[1]
    return {"steps": [steps[key] for key in sorted(steps)], "lines": told, "threshold": round(base, 4)}


def fitted(looked: Looked, part: np.ndarray, fold: np.ndarray, counted: np.ndarray) -> tuple[Both, float]:
    """What is learned from the sure ones in ``part``; below the threshold lies a tenth of those that were left out.

    ``counted``: of which of them that tenth is.
    """
    part = part & looked.sure
    scores = []
    for each in range(FOLDS):
        left_out = part & counted & (fold == each)
        if left_out.any():
            scores.append(_learned(looked, part & (fold != each)).said(looked.there[left_out]))
    return _learned(looked, part), float(np.quantile(np.concatenate(scores), REFUSED))


def _learned(looked: Looked, part: np.ndarray) -> Both:
    rows, right = np.vstack([looked.there[part], looked.whole[part]]), np.repeat([1.0, 0.0], part.sum())
    stumps, lines = boosted(rows, right), straight(rows, right)
    spreads = float(np.std(said(stumps, rows))), float(np.std(lines.said(rows)))
    return Both(stumps, lines, (spreads[0] or 1.0, spreads[1] or 1.0))


def looked_at(asked: Sequence[Asked]) -> Looked:
    """The figures of each question with its procedures there, and with them taken out."""
    from motcua.procedures.catalogue_memory import remembered
    from motcua.procedures.lexicon_files import lexicon
    from motcua.procedures.rules.finding.evidence import figures
    from motcua.procedures.rules.finding.question import read_question
    from motcua.procedures.rules.finding.ranking import rank

    memory = remembered()
    found: dict[str, list[dict[str, float]]] = {"there": [], "bare": [], "whole": []}
    sure = []
    for each in asked:
        question = read_question(each.words, lexicon(), memory.spelling)
        right = {memory.places[code] for code in each.codes if code in memory.places}
        for name, gone in (("there", set()), ("bare", right), ("whole", alike(right))):
            names = memory.names.of(Without(memory.index, gone))
            scores = rank(question, names)
            scores[sorted(gone)] = 0
            found[name].append(figures(question, names, scores, memory.family))
            if name == "there":
                sure.append(memory.family[int(scores.argmax())] in {memory.family[place] for place in right})
    columns = list(found["there"][0])
    tables = {way: np.array([[row.get(name, 0.0) for name in columns] for row in rows]) for way, rows in found.items()}
    return Looked(columns, **tables, sure=np.array(sure))


def alike(places: Collection[int]) -> set[int]:
    """``places`` with all variants of their cards, and all whose names are alike."""
    from motcua.procedures.catalogue_memory import remembered
    from motcua.procedures.rules.finding.terms import NAME, hashed

    memory = remembered()
    cards = {memory.family[place] for place in places}

    def worth(words: Collection[str]) -> float:
        return sum(map(memory.index.rarity, hashed(NAME, words)))

    said = [title.first_part - _ACT_WORDS or title.first_part for title in memory.names.titles]

    def same(one: frozenset[str], other: frozenset[str]) -> bool:
        shared = one & other
        holds = len(shared) == min(len(one), len(other)) > 1
        return holds or (bool(shared) and worth(shared) >= ALIKE * worth(one | other))

    near = {other for other, words in enumerate(said) if any(same(words, said[place]) for place in places)}
    return near | set(places) | {place for place, card in enumerate(memory.family) if card in cards}


def folds_of(asked: Sequence[Asked]) -> np.ndarray:
    """A fold for each question; those that share a code are in the same one."""
    group: dict[str, int] = {}
    for number, each in enumerate(asked):
        known = {group[code] for code in each.codes if code in group}
        for code, old in group.items():
            if old in known:
                group[code] = number
        group.update(dict.fromkeys(each.codes, number))
    order = {number: place % FOLDS for place, number in enumerate(sorted(set(group.values())))}
    return np.array([order[group[min(each.codes)]] for each in asked])
