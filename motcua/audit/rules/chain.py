"""How an entry is sealed: SHA-256 over the entry before it and its own words, in one canonical form."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol


class Sealable(Protocol):
    """What of an entry is under the seal."""

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


def seal(entry: Sealable) -> str:
    """The digest (64 hex characters) of ``entry`` with the digest of its predecessor."""
    moment: datetime = entry.at
    content = [
        entry.previous,
        str(entry.id),
        entry.agency,
        entry.number,
        moment.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        str(entry.actor_id) if entry.actor_id else None,
        entry.actor_name,
        entry.sentence,
        entry.data,
    ]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()
