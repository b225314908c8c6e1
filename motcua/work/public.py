"""The door of the room ``work``: other rooms import from here alone."""

from motcua.work.models import ClockSpan, Matter, Process, Step

__all__ = ["ClockSpan", "Matter", "Process", "Step"]
