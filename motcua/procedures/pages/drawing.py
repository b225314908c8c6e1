"""The picture of a process, drawn by the room ``work``."""

from typing import Any

from motcua.work.public import draw, read_process


def drawn(definition: dict[str, Any], roles: dict[str, str]) -> str:
    """``definition`` as SVG with nothing marked as done; ``roles``: how people call who acts."""
    return draw(read_process(definition), roles=roles)
