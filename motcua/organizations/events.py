"""What this room announces to those above it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """A special day was added, altered or removed: deadlines of open work may want computing again."""

    days: frozenset[date]
    calendar_id: int | None  #: None: every calendar
