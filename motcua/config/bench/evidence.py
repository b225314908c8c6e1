"""``motcua bench evidence``: learn when to say "I do not know", and how well that goes on procedures never seen.

Each question is looked at twice: with its procedures in the index, and with them taken out. The model is a logistic
regression; questions of one procedure are always in the same fold. ``--write`` puts the weights of all
questions into ``evidence.json``.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from motcua.config.bench.asked import Asked
from motcua.procedures.rules.finding.evidence import LEAST

FOLDS = 5
#: so many of the answerable may be refused
REFUSED = 0.10
WANTED = 0.80
_RIDGE, _STEPS = 0.01, 2000


def bench_evidence(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The figures of cross-validation; with ``--write`` also the file that is shipped."""
    from motcua.config.bench.asked import filled
    from motcua.config.bench.world import world
    from motcua.procedures.rules.finding.evidence import MODEL

    with world():
        asked = filled(options["questions"])
        yield from learned(asked, MODEL if options["write"] else None)


def learned(asked: Sequence[Asked], path: Any = None) -> Iterator[dict[str, Any]]:
    """One line: of questions whose procedure was taken out, how many are told that it is not there."""
    names, there, gone = looked_at(asked)
    fold = folds_of(asked)
    caught, refused = np.zeros(len(asked), bool), np.zeros(len(asked), bool)
    for each in range(FOLDS):
        weights, threshold = fitted(there[fold != each], gone[fold != each])
        caught[fold == each] = gone[fold == each] @ weights < threshold
        refused[fold == each] = there[fold == each] @ weights < threshold
    place = names.index("words_in_text")
    caught |= gone[:, place] < LEAST
    refused |= there[:, place] < LEAST
    yield {
        "bench": "search-not-found",
        "value": round(float(caught.mean()), 3),
        "unit": "of questions whose procedure was taken out",
        "against": f"{WANTED} while at most {REFUSED} of the answerable are refused; {FOLDS} folds by procedure",
        "ratio": round(float(caught.mean()) / WANTED, 3),
        "refused": round(float(refused.mean()), 3),
        "questions": len(asked),
        "met": bool(caught.mean() >= WANTED and refused.mean() <= REFUSED),
    }
    if path:
        weights, threshold = fitted(there, gone)
        worth = dict(zip(names, np.round(weights, 4).tolist(), strict=True))
        model = {"weights": worth, "threshold": round(threshold, 4)}
        path.write_text(json.dumps(model, indent=1) + "\n", "utf-8")


def looked_at(asked: Sequence[Asked]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The figures of each question with its procedures there, and with them taken out."""
    from motcua.procedures.catalogue_memory import remembered
    from motcua.procedures.lexicon_files import lexicon
    from motcua.procedures.rules.finding.evidence import figures
    from motcua.procedures.rules.finding.question import read_question
    from motcua.procedures.rules.finding.ranking import rank

    memory = remembered()
    there, gone = [], []
    for each in asked:
        question = read_question(each.words, lexicon(), memory.spelling)
        scores = rank(question, memory.index, memory.titles)
        there.append(figures(question, memory.index, memory.titles, scores))
        scores = scores.copy()
        scores[[memory.places[code] for code in each.codes if code in memory.places]] = 0
        gone.append(figures(question, memory.index, memory.titles, scores))
    names = list(there[0])
    rows = [np.array([[found.get(name, 0.0) for name in names] for found in each]) for each in (there, gone)]
    return names, rows[0], rows[1]


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


def fitted(there: np.ndarray, gone: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights of the figures, and the threshold below which a tenth of the answerable lie."""
    rows = np.vstack([there, gone])
    wanted = np.concatenate([np.ones(len(there)), np.zeros(len(gone))])
    spread = rows.std(0) + 1e-9
    scaled = np.column_stack([(rows - rows.mean(0)) / spread, np.ones(len(rows))])
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        away = 1 / (1 + np.exp(-scaled @ weights)) - wanted
        weights -= 0.5 * (scaled.T @ away / len(rows) + 2 * _RIDGE * np.append(weights[:-1], 0))
    plain = weights[:-1] / spread
    return plain, float(np.quantile(there @ plain, REFUSED))
