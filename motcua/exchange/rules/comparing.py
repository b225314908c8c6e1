"""Đối soát: our dossiers beside the partner's, one by one and by status."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """A dossier on which the two sides differ; None: that side does not know it."""

    code: str
    ours: int | None
    theirs: int | None


def gaps(ours: Mapping[str, int], theirs: Mapping[str, int]) -> list[Gap]:
    """Every dossier that one side lacks or holds in another status, by code."""
    return [
        Gap(code, ours.get(code), theirs.get(code))
        for code in sorted({*ours, *theirs})
        if ours.get(code) != theirs.get(code)
    ]


def by_status(statuses: Iterable[int]) -> dict[str, int]:
    """How many are in each status: ``{"4": 12, …}``."""
    return {str(status): count for status, count in sorted(Counter(statuses).items())}
