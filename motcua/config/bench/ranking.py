"""``motcua bench ranking``: learn what each figure of the second look counts, and how it does on questions unseen.

For each question the sixty best of the first look, with their figures and which of them are right. The weights are
those under which the right ones are most probable (softmax over the sixty), held near weights chosen by hand, since
the questions are few. Learned from are the questions asked and our own everyday ones (``questions.jsonl``), never those
of ``unseen.jsonl``. Questions of one procedure are always in the same of five folds. ``--write`` puts the weights
learned from all into ``ranking.json``.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from motcua.config.bench.asked import Asked, figures_of, with_ours
from motcua.config.bench.evidence import FOLDS, folds_of

#: by hand: what the figures counted before anything was learned; those not named counted nothing
START = {
    "first_part_asked_for": 1.0,
    "asked_in_text": 2.0,
    "other_acts": -1.0,
    "acts_missing": -0.5,
    "abroad_unasked": -0.5,
    "abroad_missing": -0.5,
    "other_level": -0.5,
}
#: how soon a score is sure of itself; how much weights are held to ``START``; the steps of Adam (Kingma and Ba 2015)
_SURE, _HELD, _STEPS, _PACE = 0.5, 0.03, 120, 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """A question after the first look: a row for each of the best, its score and figures; which are right."""

    places: np.ndarray
    figures: np.ndarray
    right: np.ndarray


def bench_ranking(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The figures of cross-validation and of the fit to all; with ``--write`` also the file that is shipped."""
    from motcua.config.bench.asked import filled
    from motcua.config.bench.world import world
    from motcua.procedures.rules.finding.ranking import MODEL
    from motcua.procedures.rules.finding.second_look import TRAITS

    with world():
        asked = filled(options["questions"])
        yield from learned(asked)
        if options["write"]:
            weights = fitted(looked_at(with_ours(asked)))
            worth = {name: round(float(weight), 2) for name, weight in zip(TRAITS, weights, strict=True)}
            MODEL.write_text(json.dumps({"weights": worth}, indent=1) + "\n", "utf-8")


def learned(asked: Sequence[Asked]) -> Iterator[dict[str, Any]]:
    """Two lines: as cards, and one by one, with weights that never saw the question; beside those that saw all."""
    from motcua.procedures.catalogue_memory import remembered

    family = np.array(remembered().family)
    everything = with_ours(asked)  # those asked come first
    learned_from, folds = looked_at(everything), folds_of(everything)
    seen, fold = learned_from[: len(asked)], folds[: len(asked)]
    everywhere, unseen = fitted(learned_from), {}
    for each in range(FOLDS):
        unseen[each] = fitted([one for one, of in zip(learned_from, folds, strict=True) if of != each])
    for name, of in (("cards", family), ("one-by-one", np.arange(len(family)))):
        found = figures_of([place_of_right(one, unseen[each], of) for one, each in zip(seen, fold, strict=True)])
        all_seen = figures_of([place_of_right(one, everywhere, of) for one in seen])
        yield {
            "bench": f"search-learned-{name}",
            "value": found["mrr@10"],
            "unit": f"mrr@10 of questions not learned from; {FOLDS} folds by procedure",
            "against": f"learned from all: {', '.join(f'{figure} {value:.3f}' for figure, value in all_seen.items())}",
            "ratio": round(found["mrr@10"] / max(all_seen["mrr@10"], 1e-9), 3),
            "questions": len(asked),
            **found,
        }


def looked_at(asked: Sequence[Asked]) -> list[Seen]:
    """What the second look sees of each question."""
    from motcua.procedures.catalogue_memory import remembered
    from motcua.procedures.lexicon_files import lexicon
    from motcua.procedures.rules.finding.question import read_question
    from motcua.procedures.rules.finding.ranking import BEST, first_look, looked_at_twice
    from motcua.procedures.rules.finding.second_look import traits

    memory = remembered()
    found = []
    for each in asked:
        question = read_question(each.words, lexicon(), memory.spelling)
        scores = first_look(question, memory.index)
        best = looked_at_twice(scores)
        rows = traits(question, memory.names, best)
        right = {memory.places[code] for code in each.codes if code in memory.places}
        score = scores[best] / scores[best[0]] * BEST
        found.append(Seen(best, np.column_stack([score, rows]), np.array([int(place) in right for place in best])))
    return found


def place_of_right(seen: Seen, weights: np.ndarray, family: np.ndarray) -> int:
    """The place of the first card with a right one; 0 when none was among the best of the first look."""
    if not seen.right.any():
        return 0
    order = np.argsort(-(seen.figures @ np.append(1.0, weights)), kind="stable")
    cards = list(dict.fromkeys(family[seen.places[order]].tolist()))
    right = set(family[seen.places[seen.right]].tolist())
    return next(at for at, card in enumerate(cards, start=1) if card in right)


def fitted(seen: Sequence[Seen]) -> np.ndarray:
    """The weights of the figures under which the right ones are most probable."""
    from motcua.procedures.rules.finding.second_look import TRAITS

    start = np.array([START.get(name, 0.0) for name in TRAITS])
    useful = [each for each in seen if each.right.any()]
    weights, mean, spread = start.copy(), np.zeros(len(start)), np.zeros(len(start))
    for step in range(1, _STEPS + 1):
        slope = _HELD * (weights - start)
        for each in useful:
            probable = np.exp(_SURE * (each.figures @ np.append(1.0, weights) - each.figures[:, 0].max()))
            wanted = probable * each.right
            away = probable / probable.sum() - wanted / wanted.sum()
            slope += _SURE * (each.figures[:, 1:].T @ away) / len(useful)
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        weights = weights - _PACE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights
