"""The door of the room ``organizations``: other rooms import from here alone."""

from motcua.organizations.access import access
from motcua.organizations.events import CalendarChanged
from motcua.organizations.models import CalendarDay, Posting, Unit, WorkCalendar
from motcua.organizations.queries import (
    actor_of,
    calendar_of,
    centre_for,
    explanation,
    places,
    unit_coded,
)
from motcua.organizations.rules.permissions import Where, may, require

__all__ = [
    "CalendarChanged",
    "CalendarDay",
    "Posting",
    "Unit",
    "Where",
    "WorkCalendar",
    "access",
    "actor_of",
    "calendar_of",
    "centre_for",
    "explanation",
    "may",
    "places",
    "require",
    "unit_coded",
]
