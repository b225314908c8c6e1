"""Hai nơi cùng sửa: whether a screen of a draft was changed elsewhere since the person saw it, and what differs."""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any


def seen(values: Mapping[str, Any], names: Iterable[str]) -> str:
    """What stands for the answers ``names`` as they are kept: another text as soon as one of them is another."""
    kept = [[name, values[name]] for name in sorted(names) if not _nothing(values.get(name))]
    return blake2b(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode(), digest_size=9).hexdigest()


def differing(before: Mapping[str, Any], typed: Mapping[str, Any]) -> list[str]:
    """Which of the ``typed`` answers are not what is kept; an answer never given is as good as an empty one."""
    return [
        name
        for name, value in typed.items()
        if not (_nothing(before.get(name)) and _nothing(value)) and before.get(name) != value
    ]


def _nothing(value: Any) -> bool:
    return value in (None, "", False) or value == []
