"""Biểu mẫu điện tử → JSON Schema 2020-12: one definition draws the form, checks it and documents it.

A hidden question (its ``show_if`` does not hold) is neither required nor kept.
"""

from collections.abc import Callable
from typing import Any

from motcua.procedures.rules.definition import FormDefinition, FormField, FormSection, ShowIf

#: number of a citizen (12 digits) or of a taxpayer (10 digits, branches 10-3): Nghị định 69/2024/NĐ-CP
IDENTITY_NUMBER = r"^(\d{12}|\d{10}(-\d{3})?)$"
PHONE = r"^(0|\+84)(2\d{9}|[35789]\d{8})$"
EMAIL = r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$"
TIME = r"^([01]\d|2[0-3]):[0-5]\d$"
#: not only blanks
SOMETHING = r"\S"
_MONEY_MAX = 10**15


def form_schema(form: FormDefinition) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the answers to ``form``: one property a field, conditions as if/then."""
    properties: dict[str, Any] = {}
    required: list[str] = []
    conditions: list[dict[str, Any]] = []
    for section, field in fields_of(form):
        properties[field.key] = _property(field)
        shows = [show for show in (section.show_if, field.show_if) if show]
        if not field.required:
            continue
        if shows:
            conditions.append({"if": _all_hold(shows, form), "then": {"required": [field.key]}})
        else:
            required.append(field.key)
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
    return schema | ({"allOf": conditions} if conditions else {})


def fields_of(form: FormDefinition) -> list[tuple[FormSection, FormField]]:
    """Every field with its section, in the order of the form."""
    return [(section, field) for section in form.sections for field in section.fields]


def _all_hold(shows: list[ShowIf], form: FormDefinition) -> dict[str, Any]:
    """That each of ``shows`` holds, and that the fields they look at are themselves shown."""
    parts = [_holds(show) for show in _chain(shows, form)]
    return parts[0] if len(parts) == 1 else {"allOf": parts}


def _chain(shows: list[ShowIf], form: FormDefinition) -> list[ShowIf]:
    """``shows`` and the conditions of the fields they look at, without circles."""
    found: list[ShowIf] = []
    waiting = list(shows)
    by_key = {field.key: (section, field) for section, field in fields_of(form)}
    while waiting:
        show = waiting.pop(0)
        if show in found:
            continue
        found.append(show)
        section, field = by_key.get(show.field, (None, None))
        waiting += [part.show_if for part in (section, field) if part and part.show_if]
    return found


def _holds(show: ShowIf) -> dict[str, Any]:
    if show.one_of:
        wanted: dict[str, Any] = {"enum": show.one_of}
    elif show.equals is None:
        wanted = {"not": {"enum": ["", False, None]}}
    else:
        wanted = {"const": show.equals}
    return {"properties": {show.field: wanted}, "required": [show.field]}


def _property(field: FormField) -> dict[str, Any]:
    schema = {"title": field.label} | _TYPES.get(field.type, _text)(field)
    return schema | ({"description": field.help} if field.help else {})


def _text(field: FormField) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "maxLength": field.max_length}
    patterns = [{"pattern": pattern} for pattern in (SOMETHING if field.required else "", field.pattern) if pattern]
    if len(patterns) == 1:
        return schema | patterns[0]
    return schema | ({"allOf": patterns} if patterns else {})


def _patterned(pattern: str) -> Callable[[FormField], dict[str, Any]]:
    return lambda field: {"type": "string", "pattern": pattern, "maxLength": min(field.max_length, 200)}


def _number(field: FormField) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer" if field.type == "money" else "number"}
    low = 0 if field.type == "money" and field.min is None else field.min
    high = _MONEY_MAX if field.type == "money" and field.max is None else field.max
    if isinstance(low, int):
        schema["minimum"] = low
    if isinstance(high, int):
        schema["maximum"] = high
    return schema


def _date(field: FormField) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    bounds = {"formatMinimum": field.min, "formatMaximum": field.max}
    return schema | {name: str(value) for name, value in bounds.items() if str(value)[:1].isdigit()}


def _choice(field: FormField) -> dict[str, Any]:
    if not field.options:
        return _text(field)
    return {"type": "string", "enum": [option.value for option in field.options]}


def _checkbox(field: FormField) -> dict[str, Any]:
    return {"type": "boolean"} | ({"const": True} if field.required else {})


def _table(field: FormField) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {column.key: _property(column) for column in field.columns},
        "required": [column.key for column in field.columns if column.required],
        "additionalProperties": False,
    }
    least = {"minItems": 1} if field.required else {}
    return {"type": "array", "items": row, "maxItems": field.rows_max} | least


_TYPES: dict[str, Callable[[FormField], dict[str, Any]]] = {
    "date": _date,
    "time": _patterned(TIME),
    "number": _number,
    "money": _number,
    "choice": _choice,
    "checkbox": _checkbox,
    "email": _patterned(EMAIL),
    "phone": _patterned(PHONE),
    "identity_number": _patterned(IDENTITY_NUMBER),
    "commune": _patterned(r"^[A-Za-z0-9][A-Za-z0-9.\-]{0,49}$"),
    "table": _table,
}
