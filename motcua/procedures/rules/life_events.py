"""Sự kiện cuộc sống: the closed list under which people look for a procedure, without knowing its name."""

from functools import cache
from pathlib import Path

import yaml

LIST = Path(__file__).resolve().parent.parent / "packs" / "life_events.yaml"


@cache
def life_events() -> dict[str, str]:
    """Key → name as people read it, in the order of the list."""
    return dict(yaml.safe_load(LIST.read_text("utf-8")) or {})
