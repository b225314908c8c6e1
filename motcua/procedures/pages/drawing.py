"""The picture of a process, drawn by the room ``work``."""

from typing import Any

from motcua.work import public as work


def drawn(definition: dict[str, Any]) -> str:
    """``definition`` as SVG; nothing where it cannot be drawn (the steps stand beside it in words)."""
    draw = getattr(work, "draw", None)
    if draw is None:
        return ""
    return str(draw(work.read_process(definition), here=frozenset(), done=frozenset()))
