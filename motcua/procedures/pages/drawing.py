"""The picture of a process, drawn by the room ``work``."""

from typing import Any

from motcua.work.public import draw, read_process


def drawn(definition: dict[str, Any]) -> str:
    """``definition`` as SVG, with nothing marked as done."""
    return draw(read_process(definition), here=frozenset(), done=frozenset())
