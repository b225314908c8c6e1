"""The door of the room ``audit``: other rooms import from here alone."""

from motcua.audit.actions.record import record
from motcua.audit.actions.verify import keep_witness, verify
from motcua.audit.queries import entries_about, export
from motcua.audit.rules.faults import Fault

__all__ = ["Fault", "entries_about", "export", "keep_witness", "record", "verify"]
