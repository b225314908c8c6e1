"""Điền sẵn: answers that the profile already knows, so that nobody types them again."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.procedures.public import FormDefinition

#: other names that forms use for what the profile knows
_ALSO = {
    "person.birth_date": "person.date_of_birth",
    "organization.name": "organisation.full_name",
    "organization.tax_number": "organisation.identity_number",
}


def prefilled(form: FormDefinition, known: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by field for what ``known`` (``person.full_name`` …) tells; a choice only where it is offered.

    A section that asks first (its ``offer``) stays empty until :func:`filled_in`.
    """
    return _told([section for section in form.sections if not section.offer], known)


def filled_in(
    form: FormDefinition, section_key: str, known: Mapping[str, Any], answers: Mapping[str, Any]
) -> dict[str, Any]:
    """What pressing the offer of a section answers: only what is still empty, so that nothing typed is lost."""
    sections = [section for section in form.sections if section.key == section_key and section.offer]
    return {key: value for key, value in _told(sections, known).items() if answers.get(key) in (None, "")}


def _told(sections: Iterable[Any], known: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for section in sections:
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
