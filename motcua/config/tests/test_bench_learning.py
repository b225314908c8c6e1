"""What learns from questions: the steps, the folds, and an index as if a procedure had never been in it."""

import numpy as np
import pytest

from motcua.config.bench.asked import Asked, figures_of, scored
from motcua.config.bench.evidence import FOLDS, Both, Without, folds_of, shipped
from motcua.config.bench.lines import Lines, straight
from motcua.config.bench.ranking import Seen, place_of_right
from motcua.config.bench.stumps import boosted, said
from motcua.procedures.rules.finding import evidence
from motcua.procedures.rules.finding.evidence import certainty
from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.terms import NAME, hashed, packed_terms
from motcua.procedures.tests.make import definition


def index_of(*names):
    return Index([packed_terms(definition(f"9.{at:06d}", name=name)) for at, name in enumerate(names)])


def test_the_steps_tell_right_from_wrong_by_the_figure_that_does():
    random = np.random.default_rng(5)
    right = np.repeat([1.0, 0.0], 60)
    rows = np.column_stack([random.random(120), right + random.random(120) * 0.5])
    stumps = boosted(rows, right)
    assert {column for column, *_rest in stumps[:20]} == {1}
    assert (said(stumps, rows)[:60] > 1).sum() > 50
    assert (said(stumps, rows)[60:] < -1).sum() > 50


def test_steps_at_one_bound_are_shipped_as_one():
    flat = Lines((np.zeros(1), np.ones(1), np.zeros(1)), 0.0)
    model = shipped(["a"], Both([(0, 0.5, -1.0, 1.0), (0, 0.5, -0.5, 0.25)], flat, (1.0, 1.0)), 0.1)
    assert model["steps"] == [{"figure": "a", "below": 0.5, "low": -1.5, "high": 1.25}]
    assert model["threshold"] == 0.1


def test_the_lines_tell_right_from_wrong_by_the_figure_that_does():
    random = np.random.default_rng(5)
    right = np.repeat([1.0, 0.0], 60)
    rows = np.column_stack([random.random(120), right + random.random(120) * 0.5])
    lines = straight(rows, right)
    weights = lines.figures[2]
    assert weights[1] > 10 * abs(weights[0])
    assert (lines.said(rows)[:60] > 0).all() and (lines.said(rows)[60:] < 0).all()


def test_what_is_shipped_says_what_was_learned(monkeypatch):
    random = np.random.default_rng(5)
    names, right = ["words_in_text", "written_alike", "b"], np.repeat([1.0, 0.0], 60)
    rows = np.column_stack([0.5 + random.random((120, 2)) * 0.5, right + random.random(120) * 0.5])
    stumps, lines = boosted(rows, right), straight(rows, right)
    model = Both(stumps, lines, (1.5, 2.5))
    monkeypatch.setattr(evidence, "_model", lambda: shipped(names, model, 0.25))
    for row, said_of_it in zip(rows, model.said(rows), strict=True):
        assert certainty(dict(zip(names, row.tolist(), strict=True))) == pytest.approx(said_of_it - 0.25, abs=0.01)


def test_questions_of_one_procedure_are_in_one_fold():
    asked = [
        Asked("", frozenset(codes)) for codes in (["a"], ["b"], ["a", "c"], ["c"], *([str(at)] for at in range(9)))
    ]
    fold = folds_of(asked)
    assert fold[0] == fold[2] == fold[3] != fold[1]
    assert set(fold) == set(range(FOLDS))


@pytest.mark.parametrize("word", ["sinh", "khai", "tu", "ky"])
def test_what_is_taken_out_leaves_no_trace_in_what_is_rare(word):
    names = ["Đăng ký khai sinh", "Đăng ký khai tử", "Ký"]
    (term,) = hashed(NAME, [word])
    without, never = Without(index_of(*names), {1}), index_of(names[0], names[2])
    assert without.count(term) == never.count(term)
    assert not without.has(term, 1)
    assert without.scores([(term, 1.0)])[1] == 0


def test_a_question_is_found_at_the_place_of_the_card_that_has_its_code():
    asked = [Asked("x", frozenset(["c"])), Asked("y", frozenset(["z"]))]
    assert scored(asked, lambda _words: [["a"], ["b", "c"]])["mrr@10"] == 0.25
    assert figures_of([1, 0, 6, 11]) == {"recall@1": 0.25, "recall@5": 0.25, "recall@10": 0.5, "mrr@10": 0.2917}


def test_the_place_of_a_right_one_counts_cards():
    seen = Seen(np.array([7, 8, 9]), np.array([[3.0], [2.0], [1.0]]), np.array([False, False, True]))
    alone, together = np.arange(10), np.array([0, 1, 2, 3, 4, 5, 6, 7, 7, 9])
    assert place_of_right(seen, np.array([]), alone) == 3
    assert place_of_right(seen, np.array([]), together) == 2
