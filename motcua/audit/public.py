"""The door of the room ``audit``: other rooms import from here alone."""

from motcua.audit.actions.record import record

__all__ = ["record"]
