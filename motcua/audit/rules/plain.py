"""Data that reads back the same from every database, so that its seal holds.

PostgreSQL keeps JSON numbers as decimals (1e20 returns as an integer, -0.0 as 0.0), has no NaN and no
NUL character; SQLite keeps the text. What is written is therefore first brought to what both keep.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from math import isfinite
from typing import Any

#: above this a whole number in floating point is written as an integer, as PostgreSQL gives it back
_WHOLE = 2.0**53


def plain(value: Any) -> Any:
    """``value`` as JSON that both databases return unchanged; dates and times as ISO strings."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return _plain_float(value)
    if isinstance(value, Mapping):
        return {plain_text(str(key)): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(entry) for entry in value), key=str)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return plain_text(str(value))


def plain_text(text: str) -> str:
    """``text`` without NUL and without halves of characters, which PostgreSQL does not keep."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _plain_float(value: float) -> float | int | str:
    if not isfinite(value):
        return str(value)
    if value == 0:
        return 0.0
    return int(value) if abs(value) >= _WHOLE else value
