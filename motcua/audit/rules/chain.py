"""How an entry is sealed: SHA-256 over the entry before it and its own words, in one canonical form."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol


class Sealable(Protocol):
    """What of an entry is under the seal, and the seal."""

    id: Any
    agency: Any
    number: Any
    at: Any
    action: Any
    subject_kind: Any
    subject_id: Any
    actor_id: Any
    actor_name: Any
    sentence: Any
    data: Any
    previous: Any
    digest: Any


def sealed_content(entry: Sealable, number: int | None = None) -> list[Any]:
    """What the seal covers, in order, as plain JSON; ``number``: instead of the entry's own."""
    moment: datetime = entry.at
    return [
        entry.previous,
        str(entry.id),
        entry.agency,
        entry.number if number is None else number,
        moment.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        str(entry.actor_id) if entry.actor_id else None,
        entry.actor_name,
        entry.sentence,
        entry.data,
    ]


def seal(entry: Sealable, number: int | None = None) -> str:
    """The digest (64 hex characters) of ``entry`` with the digest of its predecessor."""
    return sha256(canonical(sealed_content(entry, number)).encode("utf-8", "replace")).hexdigest()


def canonical(content: Any) -> str:
    """JSON in exactly one form: UTF-8, sorted keys, no blanks."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
