"""Reads over units, posts and calendars: no side effects, a constant number of queries."""

from motcua.organizations.queries.calendars import calendar_of
from motcua.organizations.queries.deadlines import explain_due, explanation
from motcua.organizations.queries.directory import centre_for, places, unit_coded
from motcua.organizations.queries.edition import forget
from motcua.organizations.queries.people import actor_of

__all__ = [
    "actor_of",
    "calendar_of",
    "centre_for",
    "explain_due",
    "explanation",
    "forget",
    "places",
    "unit_coded",
]
