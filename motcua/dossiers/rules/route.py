"""Chặng đường còn lại: the steps that a dossier still has before it, if all goes straight on."""

from collections.abc import Collection, Sequence
from typing import Any


def still_to_come(steps: Sequence[Any], here: Collection[str]) -> list[Any]:
    """Steps after those at which the dossier lies, along the first action that does not lead back; without the end."""
    by_key = {step.key: step for step in steps}
    found: list[Any] = []
    seen = set(here)
    current = next((by_key[key] for key in here if key in by_key and by_key[key].kind == "task"), None)
    while current is not None:
        onward = next((action.to for action in current.actions if not action.back), "")
        current = by_key.get(onward)
        if current is None or current.key in seen or current.kind == "end":
            break
        seen.add(current.key)
        found.append(current)
    return found
