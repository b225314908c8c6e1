"""Whether the e-forms of a pack can be asked: questions, choices, conditions, what is filled in beforehand."""

import re
from collections.abc import Iterator
from string import Formatter

from motcua.kernel.sentences import Sentence
from motcua.procedures.rules.definition import Definition, FormDefinition, FormField, ShowIf
from motcua.procedures.rules.pack_content import twice
from motcua.procedures.rules.pack_fault import Fault, error, warning
from motcua.procedures.rules.pack_file import Place

#: what the profile of a person or organisation that is signed in knows
PREFILLS = frozenset({"organization.name", "organization.tax_number"}) | frozenset(
    f"person.{name}"
    for name in (
        "full_name",
        "identity_number",
        "date_of_birth",
        "gender",
        "ethnicity",
        "nationality",
        "address",
        "phone",
        "email",
        "commune_code",
        "representative",
    )
)


def form_faults(definition: Definition) -> list[Fault]:
    """What is wrong with the forms of ``definition``."""
    faults: list[Fault] = []
    used = {case.form for case in definition.cases}
    for key, form in definition.forms.items():
        place: Place = ("forms", key)
        if key not in used:
            faults.append(
                warning(
                    "unused",
                    place,
                    Sentence("Biểu mẫu “%(key)s” không trường hợp nào dùng.", key=key),
                    "Bỏ, hoặc dùng nó.",
                )
            )
        faults += _form(form, place)
    return faults


def _form(form: FormDefinition, place: Place) -> Iterator[Fault]:
    yield from twice((section.key for section in form.sections), (*place, "sections"), "phần")
    seen: dict[str, FormField] = {}
    every = {field.key: field for section in form.sections for field in section.fields}
    for s, section in enumerate(form.sections):
        here = (*place, "sections", s)
        if not section.fields:
            yield error(
                "empty",
                (*here, "fields"),
                Sentence("Phần “%(title)s” không có câu hỏi nào.", title=section.title),
                "Thêm, hoặc bỏ phần.",
            )
        if section.show_if:
            yield from _condition(section.show_if, (*here, "show_if"), seen, every)
        for f, field in enumerate(section.fields):
            spot = (*here, "fields", f)
            if field.key in seen:
                what = Sentence("Có hai câu hỏi cùng mã “%(key)s” trong một biểu mẫu.", key=field.key)
                yield error("twice", (*spot, "key"), what, "Đặt mã khác nhau, kể cả khi ở hai phần.")
            if field.show_if:
                yield from _condition(field.show_if, (*spot, "show_if"), seen, every)
            seen[field.key] = field
            yield from _field(field, spot)
            yield from _bounds(field, spot, every)
    for name in _names_in(form.summary):
        if name not in every:
            what = Sentence("Dòng tóm tắt dùng “{%(name)s}” mà biểu mẫu không hỏi.", name=name)
            yield error("summary-field", (*place, "summary"), what, "Dùng mã của một câu hỏi có trong biểu mẫu.")
    if not form.summary:
        yield warning("summary-field", place, "Biểu mẫu chưa có dòng tóm tắt.", "Thêm summary, ví dụ “{child_name}”.")


def _names_in(summary: str) -> Iterator[str]:
    try:
        for _text, name, _spec, _conversion in Formatter().parse(summary):
            if name is not None:
                yield name
    except ValueError:
        yield summary


def _bounds(field: FormField, place: Place, every: dict[str, FormField]) -> Iterator[Fault]:
    """A day is bound by today, by a day, or by the answer to another question about a day."""
    for name, bound in (("min", field.min), ("max", field.max)):
        if field.type != "date" or bound is None or bound == "today" or str(bound)[:1].isdigit():
            continue
        asked = every.get(str(bound))
        if asked is None or asked.type != "date" or asked is field:
            what = Sentence(
                "Câu “%(label)s”: %(name)s là “%(bound)s”, không phải một ngày hay một câu hỏi về ngày.",
                label=field.label,
                name=name,
                bound=bound,
            )
            yield error(
                "range", (*place, name), what, "Ghi today, một ngày như 2026-03-09, hoặc mã một câu hỏi về ngày."
            )


def _condition(show: ShowIf, place: Place, seen: dict[str, FormField], every: dict[str, FormField]) -> Iterator[Fault]:
    asked = every.get(show.field)
    if asked is None:
        what = Sentence("show_if nhìn câu hỏi “%(field)s” không có trong biểu mẫu.", field=show.field)
        yield error("show-if", place, what, Sentence("Các câu hỏi: %(every)s.", every=", ".join(every)))
        return
    if show.field not in seen:
        yield error(
            "show-if",
            place,
            Sentence("show_if nhìn câu hỏi “%(field)s” ở phía sau.", field=show.field),
            "Hỏi câu ấy trước.",
        )
    wanted = [*show.one_of, *([] if show.equals is None else [show.equals])]
    options = [option.value for option in asked.options]
    for value in wanted:
        if asked.type == "choice" and value not in options:
            what = Sentence(
                "show_if chờ câu trả lời “%(value)s” mà “%(field)s” không có lựa chọn ấy.",
                value=value,
                field=show.field,
            )
            yield error("show-if", place, what, Sentence("Các lựa chọn: %(options)s.", options=", ".join(options)))
        if asked.type == "checkbox" and not isinstance(value, bool):
            yield error(
                "show-if",
                place,
                Sentence("“%(field)s” là ô đánh dấu.", field=show.field),
                "Ghi equals: true hoặc equals: false.",
            )


def _field(field: FormField, place: Place) -> Iterator[Fault]:
    yield from _choices(field, place)
    if field.prefill and field.prefill not in PREFILLS:
        advice = Sentence("Dùng một trong: %(choices)s.", choices=", ".join(sorted(PREFILLS)))
        yield error(
            "prefill",
            (*place, "prefill"),
            Sentence("Hồ sơ cá nhân không có “%(prefill)s”.", prefill=field.prefill),
            advice,
        )
    yield from _pattern(field, place)
    if isinstance(field.min, int) and isinstance(field.max, int) and field.min > field.max:
        yield error(
            "range",
            (*place, "min"),
            Sentence("Câu “%(label)s”: nhỏ nhất lớn hơn lớn nhất.", label=field.label),
            "Sửa min hoặc max.",
        )
    if (field.type == "table") != bool(field.columns):
        yield error(
            "columns",
            place,
            Sentence("Câu “%(label)s”: chỉ bảng mới có cột, và phải có.", label=field.label),
            "Sửa type hoặc columns.",
        )
    yield from twice((column.key for column in field.columns), (*place, "columns"), "cột")
    for position, column in enumerate(field.columns):
        here = (*place, "columns", position)
        if column.type == "table" or column.show_if or column.prefill:
            what = Sentence("Cột “%(label)s” không được là bảng, không có show_if hay prefill.", label=column.label)
            yield error("columns", here, what, "Tách thành câu hỏi riêng ngoài bảng.")
        yield from _choices(column, here)
        yield from _pattern(column, here)


def _choices(field: FormField, place: Place) -> Iterator[Fault]:
    if (field.type == "choice") != bool(field.options):
        what = Sentence("Câu “%(label)s”: chỉ câu chọn mới có lựa chọn, và phải có.", label=field.label)
        yield error("options", place, what, "Sửa type thành choice, hoặc sửa options.")
    values = [option.value for option in field.options]
    if len(set(values)) < len(values):
        yield error(
            "twice",
            (*place, "options"),
            Sentence("Câu “%(label)s” có hai lựa chọn cùng giá trị.", label=field.label),
            "Đặt khác nhau.",
        )


def _pattern(field: FormField, place: Place) -> Iterator[Fault]:
    if not field.pattern:
        return
    try:
        re.compile(field.pattern)
    except re.error as reason:
        yield error(
            "pattern",
            (*place, "pattern"),
            Sentence("Mẫu không đọc được: %(reason)s.", reason=reason),
            "Viết lại biểu thức chính quy.",
        )
    if not field.pattern_help:
        what = Sentence("Câu “%(label)s” có mẫu mà không nói cho người khai biết.", label=field.label)
        yield warning("pattern", (*place, "pattern"), what, "Thêm pattern_help bằng lời thường.")
