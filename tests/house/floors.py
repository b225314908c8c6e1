"""The floors, read from the very contracts that the import linter enforces."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "motcua"


def floors() -> dict[str, int]:
    """Room → floor; a higher number stands lower."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["id"] == "floors")
    return {room.strip(" ()"): depth for depth, layer in enumerate(layers) for room in layer.split("|")}


def may_know(room: str, other: str) -> bool:
    """Whether ``room`` may lean on ``other``: itself, or a room on a lower floor."""
    depth = floors()
    return room == other or depth[other] > depth[room]


def rooms() -> list[str]:
    return sorted(floors(), key=lambda room: floors()[room])
