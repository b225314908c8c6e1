"""The functions behind the smaller tags; each gives its template what it draws."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.template import Variable, VariableDoesNotExist
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.ui.components.icons import icon
from motcua.ui.components.say import spoken
from motcua.ui.components.values import SHAPES, Bar, Event, Table
from motcua.ui.rules import charts

_EVENT_LOOK = {
    "done": ("done", "ok"),
    "now": ("now", "doing"),
    "todo": ("todo", "neutral"),
    "late": ("diamond", "late"),
    "waiting": ("pause", "waiting"),
    "skipped": ("todo", "neutral"),
}
_NOTICE_LOOK = {
    "info": ("info", "doing"),
    "warn": ("clock", "soon"),
    "success": ("done", "ok"),
    "error": ("diamond", "late"),
}
_IDENTITY = (Variable("row.pk"), Variable("row.id"))


def status_tag(word: str, tone: str = "neutral") -> SafeString:
    """A state as word, shape and colour; raises KeyError for a tone that does not exist.

    Drawn without a template of its own: lists draw it once a row.
    """
    return format_html('<span class="status tone-{}">{}{}</span>', tone, icon(SHAPES[tone]), spoken(word))


def due(at: Any, words: str = "", tone: str = "") -> dict[str, Any]:
    """A deadline: the moment in full and how far it is, in the words that the caller worked out."""
    return {"at": at, "words": spoken(words), "tone": tone, "shape": SHAPES.get(tone, "")}


def steps(current: int, total: Any, label: str = "") -> dict[str, Any]:
    """Where in a row of screens one is: ``total`` is a number or the list of their names (1-based)."""
    names = [] if isinstance(total, int) else [str(name) for name in total]
    count = total if isinstance(total, int) else len(names)
    return {
        "current": current,
        "total": count,
        "label": label or (names[current - 1] if names else ""),
        "bar": [
            {
                "state": "done" if number < current else "now" if number == current else "todo",
                "name": names[number - 1] if names else "",
            }
            for number in range(1, count + 1)
        ],
    }


def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """Events in the order given, each with its sign."""
    drawn = []
    for event in events:
        values = Event(**event) if isinstance(event, Mapping) else event
        shape, tone = _EVENT_LOOK[values.state]
        drawn.append({"event": values, "shape": shape, "tone": tone})
    return {"events": drawn}


def facts(pairs: Any) -> dict[str, Any]:
    """Label and value, as ``<dl>``; pairs without a value are left out."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return {"pairs": [(label, value) for label, value in items if value not in (None, "")]}


def table(table: Table) -> dict[str, Any]:
    """Rows looked up column by column."""
    lookups = [(column, Variable(f"row.{column.key}")) for column in table.columns]
    link = Variable(f"row.{table.link}")
    rows = []
    for row in table.rows:
        here = table.here is not None and str(table.here) in {str(_value(key, row)) for key in _IDENTITY}
        cells = [{"column": column, "value": _value(lookup, row)} for column, lookup in lookups]
        rows.append({"url": _value(link, row), "cells": cells, "here": here})
    return {"table": table, "rows": rows}


def _value(lookup: Variable, row: Any) -> Any:
    try:
        return lookup.resolve({"row": row})
    except VariableDoesNotExist:
        return ""


def notice_look(tone: str) -> tuple[str, str]:
    """Sign and colours of a notice: info, warn, success, error (Django's message levels too)."""
    return _NOTICE_LOOK[{"warning": "warn", "debug": "info", "": "info"}.get(tone, tone)]


def bars(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Horizontal bars on one scale; the figure stands beside each as text."""
    values = [Bar(**item) if isinstance(item, Mapping) else item for item in items]
    widths = charts.shares([item.value for item in values])
    return {
        "label": label,
        "bars": [{"bar": item, "width": str(width)} for item, width in zip(values, widths, strict=True)],
    }


def sparkline(values: Sequence[float], label: str) -> dict[str, Any]:
    """A line without axes; ``label`` says in words what it shows (it is read instead of the picture)."""
    points = charts.line(list(values))
    return {
        "label": label,
        "path": "M" + " ".join(f"{x},{y}" for x, y in points) if points else "",
        "end": [(str(x), str(y)) for x, y in points[-1:]],
    }
