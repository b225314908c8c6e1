"""Logistic regression held near nothing (ridge): a line for each figure, learned from rows right and wrong."""

from dataclasses import dataclass

import numpy as np

from motcua.procedures.rules.finding.evidence import FARTHEST

#: how strongly weights are held near nothing; steps of Newton
_HELD, _STEPS = 30.0, 20


@dataclass(frozen=True, slots=True)
class Lines:
    """For each figure its mean, its spread and what it is worth; and what all rows have alike."""

    figures: tuple[np.ndarray, np.ndarray, np.ndarray]
    base: float

    def said(self, rows: np.ndarray) -> np.ndarray:
        """The sum of the lines for each row."""
        _mean, _spread, weight = self.figures
        total: np.ndarray = self.spread_out(rows) @ weight + self.base
        return total

    def spread_out(self, rows: np.ndarray) -> np.ndarray:
        """Each figure in spreads from its mean, none too far."""
        mean, spread, _weight = self.figures
        away: np.ndarray = np.clip((rows - mean) / spread, -FARTHEST, FARTHEST)
        return away


def straight(rows: np.ndarray, right: np.ndarray) -> Lines:
    """The lines under which the rows that are ``right`` (1.0, else 0.0) are told from the others best."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    given = Lines((mean, spread, np.zeros(rows.shape[1])), 0.0).spread_out(rows)
    given = np.column_stack([given, np.ones(len(rows))])
    weights, held = np.zeros(given.shape[1]), np.diag([_HELD] * rows.shape[1] + [1e-6])
    for _ in range(_STEPS):
        probable = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (probable - right) + held @ weights
        bend = (given.T * (probable * (1 - probable))) @ given + held
        weights = weights - np.linalg.solve(bend, slope)
    return Lines((mean, spread, weights[:-1]), float(weights[-1]))
