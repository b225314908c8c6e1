"""What an HTTP status means to whoever sends messages, before the vendor's own codes are looked at."""

from typing import Any

from motcua.kernel.calling import as_json
from motcua.notices.connectors.base import Failed, Unreachable


def answer_of(status: int, content: bytes) -> dict[str, Any]:
    """The JSON object of a whole answer. Unreachable: theirs or our account's trouble; Failed: later, or no object."""
    if status == 429:
        raise Failed("429: too many")
    if status >= 500 or status in (401, 403):
        raise Unreachable(f"HTTP {status}")
    found = as_json(content)
    if not isinstance(found, dict):
        raise Failed("the answer is no object")
    return found
