"""The door of the room ``organizations``: other rooms import from here alone."""

from motcua.organizations.access import access
from motcua.organizations.events import CalendarChanged
from motcua.organizations.models import Posting, Unit
from motcua.organizations.queries import (
    actor_of,
    calendar_of,
    centre_for,
    explain_due,
    explanation,
    places,
    unit_coded,
)
from motcua.organizations.role_names import ROLE_NAMES
from motcua.organizations.rules.permissions import Where, may, require

__all__ = [
    "ROLE_NAMES",
    "CalendarChanged",
    "Posting",
    "Unit",
    "Where",
    "access",
    "actor_of",
    "calendar_of",
    "centre_for",
    "explain_due",
    "explanation",
    "may",
    "places",
    "require",
    "unit_coded",
]
