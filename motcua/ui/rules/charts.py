"""Geometry of the two small charts: numbers in, SVG coordinates out."""

from collections.abc import Sequence


def shares(values: Sequence[float]) -> list[float]:
    """Each value as a percentage of the largest, one decimal; all zero when nothing is above zero."""
    top = max(values, default=0)
    return [round(100 * max(value, 0) / top, 1) if top > 0 else 0.0 for value in values]


def line(values: Sequence[float], width: int = 120, height: int = 32, pad: int = 3) -> list[tuple[float, float]]:
    """Points of a sparkline from left to right; a flat line runs in the middle."""
    if not values:
        return []
    low, high = min(values), max(values)
    step = (width - 2 * pad) / max(len(values) - 1, 1)
    return [
        (
            round(pad + index * step, 1),
            round(height / 2 if high == low else height - pad - (value - low) / (high - low) * (height - 2 * pad), 1),
        )
        for index, value in enumerate(values)
    ]
