"""Working time. (First the value that procedures carry; the calendar follows.)"""

from typing import Any, Literal

import msgspec


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Thời hạn giải quyết: how long something may take.

    ``cutoff`` ("15:00") makes it a same-day limit: received before it, due at the end of that working
    day; received later, at the end of the next one; ``value`` is then only the usual length.
    """

    value: int
    unit: Literal["working_hour", "working_day", "calendar_day", "month"]
    cutoff: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is stored in a JSON column."""
        return {"value": self.value, "unit": self.unit, "cutoff": self.cutoff}

    @staticmethod
    def from_json(data: dict[str, Any]) -> "Limit":
        """The reverse of :meth:`as_json`; raises ``msgspec.ValidationError``."""
        return msgspec.convert(data, Limit)
