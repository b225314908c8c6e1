"""Reads over desks, routes and clocks."""

from motcua.work.queries.desks import COUNTED_VIEWS, MOST, DeskPage, DeskRow, Filters, View, desk, desk_counts
from motcua.work.queries.route import RouteStep, Span, clock_of, route_of

__all__ = [
    "COUNTED_VIEWS",
    "MOST",
    "DeskPage",
    "DeskRow",
    "Filters",
    "RouteStep",
    "Span",
    "View",
    "clock_of",
    "desk",
    "desk_counts",
    "route_of",
]
