"""Biểu mẫu điện tử on a page: from a form definition to what ``dossiers/_eform.html`` draws, and back from a post.

Names in the page are the keys of the fields (``<key>.<row>.<column>`` in a table), the ids ``id_<name>``, so that
messages of the actions, which are given by field, lead to their place. The ``<form>`` around it has ``novalidate``:
a required field under a condition that does not hold must not stop a browser without JavaScript.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.kernel.days import day_written
from motcua.organizations.public import Unit
from motcua.procedures.public import FormDefinition

#: the button "add a row" of a table, for those without JavaScript; its value is the key of the table
ADD_ROW = "_add_row"
#: stands for the number of a row in the blank row that JavaScript copies
BLANK = "__row__"
#: a choice among so few is shown as radio buttons
FEW = 4

#: the number of a row, in the name of a cell
_ROW = re.compile(r"[0-9]{1,6}")

Values = Mapping[str, Any]
Errors = Mapping[str, list[str]]


def form_context(form: FormDefinition, values: Values, errors: Errors) -> dict[str, Any]:
    """What ``{% include "dossiers/_eform.html" with eform=… %}`` draws.

    ``values``: as typed (:func:`values_from_post`) or as kept; ``errors``: field → messages, of a table
    ``<key>.<row>.<column>``. ``labels`` is for ``{% error_summary errors eform.labels %}``.
    One query where the form asks for a commune, else none.
    """
    questions = {field.key: field for section in form.sections for field in section.fields}
    drawing = _Drawing(questions, values, errors, _communes(form))
    sections = [
        {
            "key": section.key,
            "title": section.title,
            "help": section.help,
            "offer": section.offer,
            "show_if": _condition(section.show_if),
            "hint": drawing.hint(section.show_if),
            "fields": [drawing.field(field) for field in section.fields],
        }
        for section in form.sections
    ]
    labels = {key: field.label for key, field in questions.items()}
    return {
        "title": form.title,
        "stands_for": form.stands_for,
        "sections": sections,
        "labels": labels,
        "has_table": any(field.type == "table" for field in questions.values()),
    }


def values_from_post(form: FormDefinition, post: QueryDict) -> dict[str, Any]:
    """What was typed, as typed: every field of ``form``, rows of tables as lists without the blank ones.

    For a form shown in parts, pass the part alone, so that the other answers stay as they are.
    """
    values: dict[str, Any] = {}
    for section in form.sections:
        for field in section.fields:
            if field.type == "table":
                values[field.key] = _rows_from_post(field, post)
            elif field.type == "checkbox":
                values[field.key] = field.key in post
            else:
                values[field.key] = post.get(field.key, "")
    return values


def wants_row(post: QueryDict) -> str:
    """The table to which a person without JavaScript wants to add a row; empty: none."""
    return str(post.get(ADD_ROW, ""))


def with_blank_row(values: Mapping[str, Any], table: str) -> dict[str, Any]:
    """``values`` with one more row to fill in."""
    rows = values.get(table)
    return {**values, table: [*(rows if isinstance(rows, list) else []), {}]}


def one_section(form: FormDefinition, key: str) -> FormDefinition:
    """``form`` with the section ``key`` alone: one screen."""
    return msgspec.structs.replace(form, sections=[section for section in form.sections if section.key == key])


def answers(form: FormDefinition, values: Values) -> list[dict[str, Any]]:
    """What was answered, to read: sections with ``pairs`` (label, words) and ``tables`` (label, columns, rows).

    Parts without an answer are left out; what is kept under a key that the form does not know comes last.
    """
    communes = _communes(form)
    drawn = []
    for section in form.sections:
        pairs = [
            (field.label, _in_words(field, values[field.key], communes))
            for field in section.fields
            if field.type != "table" and values.get(field.key) not in (None, "")
        ]
        tables = [
            _answered_table(field, values[field.key], communes)
            for field in section.fields
            if field.type == "table" and isinstance(values.get(field.key), list) and values[field.key]
        ]
        if pairs or tables:
            drawn.append({"title": section.title, "pairs": pairs, "tables": tables})
    known = {field.key for section in form.sections for field in section.fields}
    rest = [(key, str(value)) for key, value in values.items() if key not in known]
    return [*drawn, *([{"title": _("Thông tin khác"), "pairs": rest, "tables": []}] if rest else [])]


def in_words(form: FormDefinition, values: Values) -> dict[str, Any]:
    """``values`` with choices and communes as the words that people chose, not as the keys they are kept under."""
    communes = _communes(form)
    fields = {field.key: field for section in form.sections for field in section.fields}
    return {
        key: _chosen_words(fields[key], value, communes) if key in fields else value for key, value in values.items()
    }


def _chosen_words(field: Any, value: Any, communes: Iterable[tuple[str, str]]) -> Any:
    """``value`` with what was chosen in words, also in the rows of a table (there numbers too, for lines of text)."""
    if field.type in ("choice", "commune"):
        return _in_words(field, value, communes)
    if field.type == "table" and isinstance(value, list):
        return [
            {column.key: _in_words(column, row.get(column.key), communes) for column in field.columns}
            for row in value
            if isinstance(row, dict)
        ]
    return value


class _Drawing:
    """Fields of one form with what was typed into them."""

    def __init__(self, questions: Mapping[str, Any], values: Values, errors: Errors, communes: Any) -> None:
        self.questions, self.values, self.errors, self.communes = questions, values, errors, communes

    def field(self, field: Any) -> dict[str, Any]:
        """A field of a section, with its condition."""
        drawn = self.box(field, field.key, self.values.get(field.key))
        drawn |= {"show_if": _condition(field.show_if), "hint": self.hint(field.show_if)}
        return drawn | self._table(field) if field.type == "table" else drawn

    def box(self, field: Any, name: str, value: Any) -> dict[str, Any]:
        """What the box of a field or of a table's cell needs."""
        return {
            "name": name,
            "label": field.label,
            "type": _kind(field),
            "help": field.help,
            "required": field.required,
            "value": _typed(field, value),
            "errors": self.errors.get(name, ()),
            "options": self._options(field),
            "maxlength": _longest(field),
            "placeholder": "08:30" if field.type == "time" else None,
        }

    def hint(self, show: Any) -> str:
        """The condition in words, for those without JavaScript."""
        if show is None or show.field not in self.questions:
            return ""
        asked = self.questions[show.field]
        if (show.equals is None and not show.one_of) or show.equals is True:
            return _("Chỉ điền nếu bạn trả lời “%(question)s”.") % {"question": asked.label}
        names = {option.value: option.label for option in asked.options}
        wanted = show.one_of or [str(show.equals)]
        words = _(" hoặc ").join(names.get(value, value) for value in wanted)
        return _("Chỉ điền nếu “%(question)s” là: %(answer)s.") % {"question": asked.label, "answer": words}

    def _options(self, field: Any) -> list[tuple[str, str]]:
        if field.type == "commune":
            return list(self.communes)
        return [(option.value, option.label) for option in field.options]

    def _table(self, field: Any) -> dict[str, Any]:
        given = self.values.get(field.key)
        rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
        return {
            "rows": [self._row(field, str(number), row) for number, row in enumerate(rows or [{}])],
            "blank": self._row(field, BLANK, {}),
            "add_row": ADD_ROW,
            "rows_max": field.rows_max,
        }

    def _row(self, field: Any, number: str, row: Mapping[str, Any]) -> dict[str, Any]:
        cells = [
            self.box(column, f"{field.key}.{number}.{column.key}", row.get(column.key)) for column in field.columns
        ]
        return {"number": int(number) + 1 if number != BLANK else "", "cells": cells}


def _kind(field: Any) -> str:
    if field.type == "choice" and field.options:
        return "radio" if len(field.options) <= FEW else "choice"
    return str({"commune": "choice", "choice": "text", "time": "text"}.get(field.type, field.type))


def _longest(field: Any) -> int | None:
    if field.type == "identity_number":
        return 20
    return field.max_length if field.type in {"text", "textarea", "email"} else None


def _typed(field: Any, value: Any) -> Any:
    """The value as it stands in its box."""
    if field.type == "checkbox":
        return value in (True, "true", "on", "1")
    if field.type == "money" and isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return "" if value is None else value


def _condition(show: Any) -> str:
    """The condition as ``eform.js`` reads it; empty: always shown."""
    if show is None:
        return ""
    return json.dumps({"field": show.field, "equals": show.equals, "oneOf": show.one_of}, ensure_ascii=False)


def _rows_from_post(field: Any, post: QueryDict) -> list[dict[str, str]]:
    """The rows that have something in them, in the order of the page."""
    start = f"{field.key}."
    numbers = {
        int(parts[0])
        for name in post
        if name.startswith(start) and len(parts := name[len(start) :].split(".", 1)) == 2 and _ROW.fullmatch(parts[0])
    }
    rows = [
        {column.key: post.get(f"{start}{number}.{column.key}", "") for column in field.columns}
        for number in sorted(numbers)
    ]
    return [row for row in rows if any(value.strip() for value in row.values())]


def _communes(form: FormDefinition) -> list[tuple[str, str]]:
    """Communes to choose from, by name; no query where the form asks for none."""
    fields = [field for section in form.sections for field in section.fields]
    kinds = {field.type for field in fields} | {column.type for field in fields for column in field.columns}
    if "commune" not in kinds:
        return []
    rows = Unit.objects.filter(kind=Unit.Kind.COMMUNE, valid_to=None).order_by("name")
    return [(code, name) for code, name in rows.values_list("code", "short_name")]


def _answered_table(field: Any, rows: Iterable[Any], communes: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "label": field.label,
        "columns": [column.label for column in field.columns],
        "rows": [
            [(column.label, _in_words(column, row.get(column.key), communes)) for column in field.columns]
            for row in rows
            if isinstance(row, dict)
        ],
    }


def _in_words(field: Any, value: Any, communes: Iterable[tuple[str, str]]) -> str:
    if value in (None, ""):
        return ""
    if field.type == "checkbox":
        return _("Có") if value in (True, "true") else _("Không")
    if field.type == "date":
        return day_written(value)
    if field.type == "money" and isinstance(value, int):
        return _("%(amount)s đồng") % {"amount": f"{value:,}".replace(",", ".")}
    if field.type == "number" and isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    names = dict(communes) if field.type == "commune" else {option.value: option.label for option in field.options}
    return str(names.get(str(value), value))
