"""The door of the room ``ui``: other rooms import from here alone."""

from motcua.ui.components.icons import icon
from motcua.ui.components.pieces import status_tag
from motcua.ui.components.say import money, number, spoken, when, when_short
from motcua.ui.components.values import Bar, Column, Event, Status, Table
from motcua.ui.menus import place_of_work
from motcua.ui.rules.words import bytes_said

__all__ = [
    "Bar",
    "Column",
    "Event",
    "Status",
    "Table",
    "bytes_said",
    "icon",
    "money",
    "number",
    "place_of_work",
    "spoken",
    "status_tag",
    "when",
    "when_short",
]
