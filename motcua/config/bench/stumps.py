"""Boosting of stumps (Friedman 2001): a sum of steps, each over one figure, learned from rows right and wrong."""

from collections.abc import Sequence

import numpy as np

#: column, bound, what is added below it, what is added else
Stump = tuple[int, float, float, float]
#: how many steps, how far each goes, how strongly it is held back
_ROUNDS, _PACE, _HELD = 200, 0.05, 3.0
#: so many bounds a figure are tried, each with at least so many rows on both sides
_BOUNDS, _LEAST_ROWS = 8, 12


def boosted(rows: np.ndarray, right: np.ndarray) -> list[Stump]:
    """The steps under which the rows that are ``right`` (1.0, else 0.0) are told from the others best."""
    shares = np.linspace(0.04, 0.96, _BOUNDS)
    bounds = [np.unique(np.quantile(column, shares)) for column in rows.T]
    column = np.concatenate([np.full(len(each), at) for at, each in enumerate(bounds)])
    bound = np.concatenate(bounds)
    below = (rows[:, column] < bound).astype(float)
    count = below.sum(0)
    useful = np.minimum(count, len(rows) - count) >= _LEAST_ROWS
    score, stumps = np.zeros(len(rows)), list[Stump]()
    for _ in range(_ROUNDS):
        probable = 1 / (1 + np.exp(-score))
        slope, bend = right - probable, probable * (1 - probable)
        low, low_bend = slope @ below, bend @ below
        high, high_bend = slope.sum() - low, bend.sum() - low_bend
        gain = np.where(useful, low**2 / (low_bend + _HELD) + high**2 / (high_bend + _HELD), -1.0)
        at = int(gain.argmax())
        step = (_PACE * low[at] / (low_bend[at] + _HELD), _PACE * high[at] / (high_bend[at] + _HELD))
        stumps.append((int(column[at]), float(bound[at]), float(step[0]), float(step[1])))
        score = score + np.where(below[:, at] > 0, *step)
    return stumps


def said(stumps: Sequence[Stump], rows: np.ndarray) -> np.ndarray:
    """The sum of the steps for each row."""
    total = np.zeros(len(rows))
    for column, bound, low, high in stumps:
        total += np.where(rows[:, column] < bound, low, high)
    return total
