"""The door of the room ``organizations``: other rooms import from here alone."""

from motcua.organizations.models import CalendarDay, Posting, Unit, WorkCalendar
from motcua.organizations.queries import actor_of, calendar_of, place
from motcua.organizations.rules.permissions import Where, may, require

__all__ = [
    "CalendarDay",
    "Posting",
    "Unit",
    "Where",
    "WorkCalendar",
    "actor_of",
    "calendar_of",
    "may",
    "place",
    "require",
]
