"""The door of the room ``notices``: other rooms import from here alone."""

from motcua.notices.actions.notify import notify
from motcua.notices.queries import unread

__all__ = ["notify", "unread"]
