"""The answers to the e-form of a case: the form that stands, what is wrong, what is kept."""

from datetime import date
from typing import Any

from motcua.procedures.rules import form_check
from motcua.procedures.rules.definition import Definition, FormDefinition
from motcua.procedures.rules.general_form import GENERAL_FORM


def form_of(definition: Definition, case: str) -> FormDefinition:
    """The form of ``case``: its own where it has one, else the general one. KeyError: no such case."""
    return definition.forms.get(definition.case(case).form, GENERAL_FORM)


def check_form(
    definition: Definition, case: str, data: dict[str, Any], *, on: date | None = None
) -> dict[str, list[str]]:
    """What is wrong with the answers of ``case``, by field; ``on`` is the day that "today" means in bounds."""
    return form_check.check_form(form_of(definition, case), data, on=on)


def cleaned_form(definition: Definition, case: str, data: dict[str, Any]) -> dict[str, Any]:
    """The answers of ``case`` as they are kept: converted, without hidden, empty and unknown fields."""
    return form_check.cleaned(form_of(definition, case), data)
