"""Fields and the summary of their errors, for Django forms and for forms described as data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy, ngettext

from motcua.kernel.days import day_written
from motcua.ui.components.say import spoken
from motcua.ui.components.values import Box, Problem

#: A box for a day. Not type="date": that follows the browser's language, which may put the month first.
DAY: dict[str, Any] = {
    "type": "text",
    "inputmode": "numeric",
    "autocomplete": "off",
    "placeholder": gettext_lazy("ngày/tháng/năm"),
    "data-day": True,
}
#: Kind of a box (as in form definitions of procedures) → attributes of its <input>.
KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "text"},
    "email": {"type": "email", "autocomplete": "email"},
    "phone": {"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
    "number": {"type": "text", "inputmode": "decimal"},
    "money": {"type": "text", "inputmode": "numeric"},
    "identity_number": {"type": "text", "inputmode": "numeric", "maxlength": "12", "autocomplete": "off"},
    "date": DAY,
    "search": {"type": "search"},
    "password": {"type": "password"},
    "file": {"type": "file"},
}
SHORT = {"date", "number", "money", "identity_number", "phone"}


def field(bound: BoundField, label: str = "", help: str = "", **attrs: Any) -> dict[str, Any]:
    """What ``ui/components/field.html`` needs to draw a Django ``BoundField``."""
    widget = bound.field.widget
    group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    single = isinstance(widget, forms.CheckboxInput)
    help_text = help or bound.help_text
    own = {name.replace("_", "-"): value for name, value in attrs.items()}
    own.setdefault("class", _class_of(widget))
    if isinstance(widget, forms.DateInput):
        widget.format, widget.input_type = "%d/%m/%Y", "text"
        given = {**DAY, **widget.attrs, **own}
        own = {key: value for key, value in given.items() if key != "type"}
    if isinstance(widget, forms.Textarea):
        own.setdefault("rows", 4)
    if described := _described(bound.auto_id or bound.name, bool(help_text), bool(bound.errors)):
        own["aria-describedby"] = described
    if bound.errors:
        own["aria-invalid"] = "true"
    return {
        "bound": bound,
        "id": bound.id_for_label or bound.auto_id,
        "base": bound.auto_id or bound.name,
        "label": label or bound.label,
        "help": help_text,
        "errors": [spoken(error) for error in bound.errors],
        "required": bound.field.required,
        "hidden": bound.is_hidden,
        "group": group,
        "single": single,
        "short": isinstance(widget, forms.DateInput | forms.NumberInput),
        "day": isinstance(widget, forms.DateInput),
        "control": "" if group else bound.as_widget(attrs=own),
        "choices": list(bound.subwidgets) if group else [],
        "described": described,
    }


def _class_of(widget: forms.Widget) -> str:
    given = str(widget.attrs.get("class", ""))
    if isinstance(widget, forms.CheckboxInput):
        return f"form-check-input {given}".strip()
    if isinstance(widget, forms.Select):
        return f"form-select {given}".strip()
    return f"form-control {given}".strip()


def _described(base: str, has_help: bool, has_errors: bool) -> str:
    return " ".join(part for part in (f"{base}_help" * has_help, f"{base}_error" * has_errors) if part)


def box(name: str, label: str, type: str = "text", **given: Any) -> dict[str, Any]:
    """What ``ui/components/box.html`` needs to draw a field described without a Django form.

    ``options``: pairs (value, word) or mappings with ``value`` and ``label``. Unknown keywords become
    attributes of the control (``autocomplete="name"``, ``data_x="1"`` → ``data-x``).
    """
    known = {key: given.pop(key) for key in ("value", "help", "errors", "required", "options") if key in given}
    if known.get("value") is None:
        known["value"] = ""
    if type == "date":
        known["value"] = day_written(known["value"])
    drawn = Box(name=name, label=label, type=type, **known)
    base = f"id_{name}"
    attrs = {**KINDS.get(type, {}), **{key.replace("_", "-"): value for key, value in given.items()}}
    # a template hands in "" for what it does not know: that is no error
    errors = [spoken(e) for e in ([drawn.errors] if isinstance(drawn.errors, str) else drawn.errors or ()) if e]
    if described := _described(base, bool(drawn.help), bool(errors)):
        attrs["aria-describedby"] = described
    if errors:
        attrs["aria-invalid"] = "true"
    chosen = drawn.value if isinstance(drawn.value, list | tuple | set) else [drawn.value]
    return {
        "box": drawn,
        "id": base,
        "errors": errors,
        "attrs": {key: value for key, value in attrs.items() if value is not None and value is not False},
        "options": [_option(option, {str(value) for value in chosen}) for option in drawn.options or ()],
        "short": type in SHORT,
    }


def _option(option: Any, chosen: set[str]) -> dict[str, Any]:
    if isinstance(option, Mapping):
        value, word = option["value"], option.get("label", option["value"])
    elif isinstance(option, str):
        value = word = option
    elif isinstance(option, Sequence):
        value, word = option
    else:
        value, word = option.value, option.label
    return {"value": value, "word": word, "chosen": str(value) in chosen}


def error_summary(errors: Any, labels: Mapping[str, str] | None = None, title: str = "") -> dict[str, Any]:
    """The list on top of a page, each line leading to its field; nothing when there are no errors.

    ``errors``: a Django form, or a mapping field → messages (field ``""`` or ``__all__``: of the whole).
    ``labels``: the fields' names in the order of the page, which is the order of the lines.
    ``title``: what happened, where that says more than how many places there are.
    """
    problems = list(_of_form(errors) if isinstance(errors, forms.BaseForm) else _of_mapping(errors or {}, labels or {}))
    return {"problems": problems, "count": len(problems), "title": title or _title(len(problems))}


def _of_form(form: forms.BaseForm) -> Iterable[Problem]:
    for name, messages in form.errors.items():
        bound = form[name] if name in form.fields else None
        for message in messages:
            yield Problem(
                text=spoken(message),
                target=_target(bound) if bound else "",
                label=str(bound.label) if bound else "",
            )


def _target(bound: BoundField) -> str:
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)


def _of_mapping(errors: Mapping[str, Any], labels: Mapping[str, str]) -> Iterable[Problem]:
    places = {name: place for place, name in enumerate(labels)}
    for name, messages in sorted(errors.items(), key=lambda one: _place(one[0], places)):
        whole = name in ("", "__all__")
        for message in [messages] if isinstance(messages, str) else messages:
            yield Problem(text=spoken(message), target="" if whole else f"id_{name}", label=str(labels.get(name, "")))


def _place(name: str, places: Mapping[str, int]) -> int:
    """Where the field ``name`` stands on the page; a row where its table stands; what is of no field comes first."""
    return places.get(name, places.get(name.partition(".")[0], -1))


def _title(count: int) -> str:
    return ngettext("Có %(count)s chỗ cần sửa", "Có %(count)s chỗ cần sửa", count) % {"count": count}
