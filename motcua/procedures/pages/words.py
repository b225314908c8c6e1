"""The words that lists of procedures use; all of them stand in ``in_words``, here they are kept for each language."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import get_language

from motcua.procedures import in_words


def level_names() -> Mapping[str, str]:
    """The levels of agencies that settle procedures."""
    return _level_names(get_language())


def online_names() -> Mapping[str, str]:
    """How far a procedure can be done online."""
    return _online_names(get_language())


@lru_cache(maxsize=20)
def _level_names(_language: str | None) -> Mapping[str, str]:
    return in_words.level_names()


@lru_cache(maxsize=20)
def _online_names(_language: str | None) -> Mapping[str, str]:
    return in_words.online_names()
