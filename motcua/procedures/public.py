"""The door of the room ``procedures``: other rooms import from here alone."""

from motcua.procedures.actions.publish import publish_version
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.poster import poster
from motcua.procedures.queries import Filters, counts, process_for, version_in_force
from motcua.procedures.rules.answers import check_form, cleaned_form, form_of
from motcua.procedures.rules.definition import Definition, FormDefinition
from motcua.procedures.rules.form_schema import form_schema
from motcua.procedures.rules.life_events import life_events
from motcua.procedures.search import search

__all__ = [
    "Definition",
    "Filters",
    "FormDefinition",
    "ProcedureVersion",
    "check_form",
    "cleaned_form",
    "counts",
    "form_of",
    "form_schema",
    "life_events",
    "poster",
    "process_for",
    "publish_version",
    "search",
    "version_in_force",
]
