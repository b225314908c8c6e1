"""Dated law: legal figures as data with their basis, in the ``law/`` folder of the room that uses them.

A file ``motcua/<room>/law/<topic>.yaml`` maps a key to a list of entries::

    supplement_limit:
      - value: 1
        basis: "Nghị định 61/2018/NĐ-CP, Điều 19"
        valid_from: 2018-06-21
        valid_to: null
        verified: false

Code asks ``law("dossiers.supplement_limit", on=day)`` and gets the entry in force on that day.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOMS = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class LegalFigure:
    """A value that the law sets, from ``valid_from`` up to and including ``valid_to``."""

    value: Any
    basis: str
    valid_from: date
    valid_to: date | None
    verified: bool


def law(key: str, *, on: date) -> Any:
    """The value of ``"room.figure"`` in force on the day ``on``.

    Raises LookupError when the law says nothing for that day: a gap in the data, to be mended there.
    """
    return legal_figure(key, on=on).value


def legal_figure(key: str, *, on: date) -> LegalFigure:
    """The figure in force on ``on`` with its basis and whether it was verified."""
    room, _, name = key.partition(".")
    for figure in _figures(room).get(name, ()):
        if figure.valid_from <= on and (figure.valid_to is None or on <= figure.valid_to):
            return figure
    raise LookupError(f"no legal figure {key!r} in force on {on:%Y-%m-%d}")


@cache
def _figures(room: str) -> dict[str, tuple[LegalFigure, ...]]:
    found: dict[str, tuple[LegalFigure, ...]] = {}
    for path in sorted((ROOMS / room / "law").glob("*.yaml")):
        for name, entries in (yaml.safe_load(path.read_text("utf-8")) or {}).items():
            found[name] = tuple(LegalFigure(**entry) for entry in entries)
    return found
