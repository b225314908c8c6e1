"""Lời mẫu: the templates of ``words/``, and those by which a province replaces them (MOTCUA_NOTICE_WORDS)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from motcua.notices.rules.occasions import OCCASIONS, Occasion

_OURS = Path(__file__).resolve().parent / "words"


def words_of(occasion: str, language: str) -> Mapping[str, Any]:
    """The templates of one occasion in one language, by channel; Vietnamese where there is no such language."""
    found = _read(occasion, str(settings.NOTICE_WORDS))
    words: Mapping[str, Any] = found.get(language) or found["vi"]
    return words


def frame_words(language: str) -> Mapping[str, str]:
    """What stands around every letter."""
    found = _read("_frame", str(settings.NOTICE_WORDS))
    return {"html": found["html"], **(found.get(language) or found["vi"])}


def occasion_of(key: str) -> Occasion:
    """The row of the table; LookupError for a key that nobody knows."""
    return OCCASIONS[key]


@cache
def _read(name: str, theirs: str) -> dict[str, Any]:
    replaced = Path(theirs) / f"{name}.yaml" if theirs else None
    path = replaced if replaced and replaced.exists() else _OURS / f"{name}.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found
