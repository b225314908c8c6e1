"""The door of the room ``procedures``: other rooms import from here alone."""

from motcua.procedures.models import Procedure, ProcedureVersion, Sector

__all__ = ["Procedure", "ProcedureVersion", "Sector"]
