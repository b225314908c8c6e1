"""One thing wrong inside a pack, said by place; the line is found when it is reported."""

from typing import Literal

import msgspec

from motcua.procedures.rules.pack_file import Place

Severity = Literal["error", "warning"]


class Fault(msgspec.Struct, frozen=True):
    """What is wrong at ``place`` (or, where ``line`` is not 0, on that line) and what to do about it."""

    code: str
    severity: Severity
    place: Place
    what: str
    advice: str = ""
    line: int = 0


def error(code: str, place: Place, what: str, advice: str = "", line: int = 0) -> Fault:
    """A fault that keeps the pack out of the catalogue."""
    return Fault(code, "error", place, what, advice, line)


def warning(code: str, place: Place, what: str, advice: str = "", line: int = 0) -> Fault:
    """A fault that somebody should look at."""
    return Fault(code, "warning", place, what, advice, line)
