"""Checking the answers to an e-form: what is wrong, field by field, in words for the person who typed them."""

from datetime import date
from typing import Any, NamedTuple

import jsonschema_rs
import msgspec

from motcua.kernel.days import day_written, read_day
from motcua.kernel.sentences import Sentence
from motcua.procedures.rules.definition import FormDefinition, FormField
from motcua.procedures.rules.form_schema import fields_of, form_schema

_VALIDATORS: dict[bytes, jsonschema_rs.Draft202012Validator] = {}
_MOST_VALIDATORS = 2000
_YES = {True, "true", "on", "1", "co", "yes"}


def check_form(form: FormDefinition, data: dict[str, Any], *, on: date | None = None) -> dict[str, list[str]]:
    """What is wrong with ``data``: ``{field key: messages}``; of a table ``{"key.row.column": …}``, rows from 0.

    ``on`` is the day that the bound "today" of a date means; without it that bound is not checked.
    """
    answers = cleaned(form, data)
    found: dict[str, list[str]] = {}
    by_key = {field.key: field for _, field in fields_of(form)}
    for error in _validator(form).iter_errors(answers):
        name, field = _place(error, by_key)
        message = _message(error, field)
        if message and message not in found.setdefault(name, []):
            found[name].append(message)
    for key, field in by_key.items():
        if key in answers and key not in found:
            found |= _check_dates(key, field, answers[key], _Days(answers, on))
    return {name: messages[:1] for name, messages in found.items() if messages}


def cleaned(form: FormDefinition, data: dict[str, Any]) -> dict[str, Any]:
    """``data`` as it is kept: unknown, hidden and empty fields dropped, texts trimmed, values converted."""
    converted = {field.key: _converted(field, data.get(field.key)) for _, field in fields_of(form)}
    answers = {key: value for key, value in converted.items() if value is not None}
    while True:
        hidden = [
            field.key
            for section, field in fields_of(form)
            if field.key in answers
            and any(show is not None and not show.met_by(answers) for show in (section.show_if, field.show_if))
        ]
        if not hidden:
            return answers
        for key in hidden:
            del answers[key]


def _validator(form: FormDefinition) -> jsonschema_rs.Draft202012Validator:
    digest = msgspec.json.encode(form)
    found = _VALIDATORS.get(digest)
    if found is None:
        if len(_VALIDATORS) >= _MOST_VALIDATORS:
            _VALIDATORS.clear()
        found = jsonschema_rs.Draft202012Validator(form_schema(form), validate_formats=True)
        _VALIDATORS[digest] = found
    return found


def _converted(field: FormField, value: Any) -> Any:
    """The value in the type that the schema asks for; as typed where it cannot be converted; None: empty."""
    if field.type == "table":
        return _rows(field, value)
    if field.type == "checkbox":
        ticked = isinstance(value, bool | str | int) and value in _YES
        return ticked if ticked or value is not None or field.required else None
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").strip()
        return _from_text(field, text) if text else None
    return value


def _from_text(field: FormField, text: str) -> Any:
    if field.type == "money":
        return _whole(text.replace(".", "").replace(",", "").replace(" ", "").removesuffix("đ")) or _zero(text)
    if field.type == "number":
        return _number(text)
    if field.type in {"phone", "identity_number"}:
        return text.replace(" ", "").replace(".", "")
    if field.type == "date":
        return _iso_date(text)
    return text


def _whole(digits: str) -> int | None:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 and int(digits) else None


def _zero(text: str) -> int | str:
    return 0 if text.strip("0.,đ ") == "" else text


def _number(text: str) -> int | float | str:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text
    if value != value or value in (float("inf"), float("-inf")):
        return text
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _iso_date(text: str) -> str:
    """A day as people write it, "9/3/2026", becomes "2026-03-09"; anything else stays as typed."""
    found = read_day(text)
    return found.isoformat() if found else text


def _rows(field: FormField, value: Any) -> Any:
    if not isinstance(value, list):
        return value or None
    rows: list[Any] = []
    for row in value:
        if not isinstance(row, dict):
            rows.append(row)
            continue
        cells = {column.key: _converted(column, row.get(column.key)) for column in field.columns}
        kept = {key: cell for key, cell in cells.items() if cell is not None and cell is not False}
        if kept:
            rows.append({key: cell for key, cell in cells.items() if cell is not None})
    return rows or None


def _place(error: Any, by_key: dict[str, FormField]) -> tuple[str, FormField | None]:
    """The name of the field an error belongs to, and the field (the column, inside a table)."""
    path = list(error.instance_path)
    missing = getattr(error.kind, "property", None) if _kind(error) == "Required" else None
    if missing:
        path.append(missing)
    if not path:
        return "", None
    field = by_key.get(str(path[0]))
    if field and field.type == "table" and len(path) > 2:
        field = next((column for column in field.columns if column.key == path[2]), None)
    return ".".join(str(part) for part in path[:3]), field


def _kind(error: Any) -> str:
    return type(error.kind).__name__.partition("_")[2] or type(error.kind).__name__


def _message(error: Any, field: FormField | None) -> str:
    kind, label = _kind(error), field.label if field else ""
    if kind == "Required" or (kind in {"Constant", "MinItems"} and field and field.required):
        return _missing(field)
    if kind == "MaxLength" and field:
        return Sentence("“%(label)s” dài quá %(most)s ký tự.", label=label, most=field.max_length)
    if kind == "MaxItems" and field:
        return Sentence("“%(label)s” có nhiều nhất %(most)s dòng.", label=label, most=field.rows_max)
    if kind == "Minimum" and field:
        return Sentence("“%(label)s” phải từ %(limit)s trở lên.", label=label, limit=error.kind.limit)
    if kind == "Maximum" and field:
        return Sentence("“%(label)s” không được quá %(limit)s.", label=label, limit=error.kind.limit)
    if field is None:
        return "Có phần không đọc được. Bạn tải lại trang rồi điền lại."
    return field.pattern_help or Sentence(_WRONG.get(field.type, "“%(label)s” chưa đúng."), label=label)


_WRONG = {
    "date": "“%(label)s” phải là một ngày có thật, ví dụ 09/03/2026.",
    "time": "“%(label)s” phải là giờ và phút, ví dụ 08:30.",
    "number": "“%(label)s” phải là một số.",
    "money": "“%(label)s” phải là số tiền (đồng), ví dụ 150.000.",
    "choice": "Bạn chọn lại “%(label)s” trong các mục có sẵn.",
    "email": "“%(label)s” chưa đúng dạng thư điện tử, ví dụ ten@example.vn.",
    "phone": "“%(label)s” phải là số điện thoại ở Việt Nam, ví dụ 0912 345 678.",
    "identity_number": "“%(label)s” phải có 12 chữ số (căn cước) hoặc 10 chữ số (mã số thuế; chi nhánh thêm -001).",
    "commune": "Bạn chọn lại “%(label)s” trong danh sách.",
    "table": "“%(label)s” chưa đúng.",
}


def _missing(field: FormField | None) -> str:
    if field is None:
        return "Còn thiếu thông tin."
    return Sentence(_LACKING.get(field.type, "Bạn chưa điền “%(label)s”."), label=field.label)


_LACKING = {
    "choice": "Bạn chưa chọn “%(label)s”.",
    "commune": "Bạn chưa chọn “%(label)s”.",
    "checkbox": "Bạn chưa đánh dấu “%(label)s”.",
    "table": "Bạn chưa thêm ít nhất một dòng vào “%(label)s”.",
}


def _check_dates(name: str, field: FormField, value: Any, days: "_Days") -> dict[str, list[str]]:
    """Bounds of dates, which JSON Schema cannot say."""
    if field.type == "table" and isinstance(value, list):
        found: dict[str, list[str]] = {}
        for number, row in enumerate(value):
            for column in field.columns:
                if isinstance(row, dict) and column.key in row:
                    found |= _check_dates(f"{name}.{number}.{column.key}", column, row[column.key], days)
        return found
    if field.type != "date" or not isinstance(value, str):
        return {}
    low, high = days.of(field.min), days.of(field.max)
    if low and value < low:
        return {name: [Sentence("“%(label)s” phải từ ngày %(day)s trở đi.", label=field.label, day=day_written(low))]}
    if high and value > high:
        return {name: [Sentence("“%(label)s” không được sau ngày %(day)s.", label=field.label, day=day_written(high))]}
    return {}


class _Days(NamedTuple):
    """What bounds of dates may name beside a day itself: today, and the answers to other questions."""

    answers: dict[str, Any]
    today: date | None

    def of(self, bound: int | str | None) -> str:
        """A bound as an ISO day; empty where it does not bind."""
        if bound == "today":
            return self.today.isoformat() if self.today else ""
        if not isinstance(bound, str):
            return ""
        return bound if bound[:1].isdigit() else str(self.answers.get(bound, ""))
