"""Đủ giấy tờ: which required papers are missing, and which were found wanting."""

from collections.abc import Collection, Sequence
from typing import Protocol


class Required(Protocol):
    """What of a required paper matters here."""

    key: str
    name: str
    required: bool
    present_only: bool


def missing_papers(asked: Sequence[Required], handed_in: Collection[str]) -> list[Required]:
    """Required papers without a file; those only shown at the counter are not missing online."""
    return [paper for paper in asked if paper.required and not paper.present_only and paper.key not in handed_in]
