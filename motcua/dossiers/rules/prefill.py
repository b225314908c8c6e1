"""Điền sẵn: answers that the profile already knows, so that nobody types them again."""

from collections.abc import Mapping
from typing import Any

from motcua.procedures.public import FormDefinition

#: other names that forms use for what the profile knows
_ALSO = {
    "person.birth_date": "person.date_of_birth",
    "organization.name": "organisation.full_name",
    "organization.tax_number": "organisation.identity_number",
}


def prefilled(form: FormDefinition, known: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by field for what ``known`` (``person.full_name`` …) tells; a choice only where it is offered."""
    found = {}
    for section in form.sections:
        for field in section.fields:
            value = known.get(_ALSO.get(field.prefill, field.prefill), "") if field.prefill else ""
            if value and field.options:
                value = _option(field.options, str(value))
            if value:
                found[field.key] = value
    return found


def _option(options: Any, value: str) -> str:
    wanted = value.casefold()
    return next((str(o.value) for o in options if wanted in (o.value.casefold(), o.label.casefold())), "")
