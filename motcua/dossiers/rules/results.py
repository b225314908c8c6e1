"""Mẫu kết quả: from which template a result is drafted, what the specialist fills in, and what is taken over.

A field is prefilled from the e-form (``form.<key>``) or the owner (``owner.<key>``) where those have it; the
specialist may correct every one of them before the leader signs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from motcua.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class ResultField:
    """One thing that the specialist fills in; ``lines``: several, one a line."""

    key: str
    label: str
    kind: Literal["text", "lines", "date"] = "text"
    required: bool = True
    #: where the first proposal comes from, in order of preference
    prefill: tuple[str, ...] = ()
    proposal: str = ""
    #: of a table in the e-form: one row of it in words, by the keys of its columns
    row: str = ""
    #: of a day in the e-form only its year, as the paper asks
    year: bool = False


@dataclass(frozen=True, slots=True)
class ResultTemplate:
    """A kind of result paper."""

    key: str
    name: str
    outcome: Literal["positive", "negative"]
    paper: str  #: file in ``printed/``
    mark: str  #: letters of its number, e.g. "GP"
    fields: tuple[ResultField, ...]


_CONDITIONS = ResultField("conditions", "Điều kiện kèm theo", "lines", required=False)
_BASIS = ResultField("basis", "Căn cứ", required=False)

TEMPLATES: tuple[ResultTemplate, ...] = (
    ResultTemplate(
        "general",
        "Văn bản trả lời, chấp thuận",
        "positive",
        "result_reply",
        "TL",
        (
            ResultField("subject", "Về việc", prefill=("dossier.procedure",)),
            ResultField(
                "paragraphs",
                "Nội dung",
                "lines",
                proposal="Sau khi xem xét hồ sơ, cơ quan chúng tôi đồng ý với đề nghị của ông (bà), quý đơn vị.",
            ),
        ),
    ),
    ResultTemplate(
        "negative",
        "Văn bản không giải quyết",
        "negative",
        "result_negative",
        "TB",
        (
            ResultField("reasons", "Lý do không giải quyết", "lines"),
            _BASIS,
            ResultField("advice", "Người dân cần làm gì để được giải quyết", required=False),
        ),
    ),
    ResultTemplate(
        "birth_certificate",
        "Giấy khai sinh",
        "positive",
        "result_birth",
        "KS",
        (
            ResultField("child_name", "Họ và tên trẻ", prefill=("form.child_name",)),
            ResultField("child_sex", "Giới tính", prefill=("form.child_gender",)),
            ResultField("child_date_of_birth", "Ngày sinh", "date", prefill=("form.child_birth_date",)),
            ResultField(
                "child_place_of_birth",
                "Nơi sinh",
                prefill=("form.birth_facility", "form.birth_home_address", "form.found_place", "form.birth_commune"),
            ),
            ResultField("child_ethnicity", "Dân tộc", prefill=("form.child_ethnicity",)),
            ResultField("child_nationality", "Quốc tịch", prefill=("form.child_nationality",)),
            ResultField("child_hometown", "Quê quán", required=False, prefill=("form.child_home_town",)),
            ResultField("child_identity_number", "Số định danh cá nhân", required=False),
            ResultField("mother_name", "Họ và tên mẹ", required=False, prefill=("form.mother_name",)),
            ResultField("mother_birth", "Năm sinh của mẹ", required=False, prefill=("form.mother_birth_date",), year=True),
            ResultField("mother_ethnicity", "Dân tộc của mẹ", required=False, prefill=("form.mother_ethnicity",)),
            ResultField("mother_nationality", "Quốc tịch của mẹ", required=False, prefill=("form.mother_nationality",)),
            ResultField("mother_residence", "Nơi cư trú của mẹ", required=False, prefill=("form.mother_address",)),
            ResultField("father_name", "Họ và tên cha", required=False, prefill=("form.father_name",)),
            ResultField("father_birth", "Năm sinh của cha", required=False, prefill=("form.father_birth_date",), year=True),
            ResultField("father_ethnicity", "Dân tộc của cha", required=False, prefill=("form.father_ethnicity",)),
            ResultField("father_nationality", "Quốc tịch của cha", required=False, prefill=("form.father_nationality",)),
            ResultField("father_residence", "Nơi cư trú của cha", required=False, prefill=("form.father_address",)),
            ResultField("requester_document", "Số giấy tờ tùy thân của người đi khai sinh", required=False, prefill=("form.applicant_identity_number",)),
            ResultField("book", "Quyển số", required=False),
        ),
    ),
    ResultTemplate(
        "advertising_notice",
        "Tiếp nhận thông báo sản phẩm quảng cáo",
        "positive",
        "result_advertising",
        "TNQC",
        (
            ResultField("content", "Nội dung quảng cáo", prefill=("form.ad_title", "form.ad_content")),
            ResultField("size", "Kích thước", required=False, prefill=("form.ad_boards", "form.ad_size"), row="{width} m × {height} m ({count})"),
            ResultField("quantity", "Số lượng", required=False, prefill=("form.ad_count",)),
            ResultField("places", "Nơi đặt", "lines", prefill=("form.ad_boards", "form.ad_place"), row="{place}, {commune}"),
            ResultField("first_day", "Từ ngày", "date", prefill=("form.ad_from",)),
            ResultField("last_day", "Đến ngày", "date", prefill=("form.ad_to",)),
            _CONDITIONS,
            _BASIS,
        ),
    ),
    ResultTemplate(
        "sports_business",
        "Giấy chứng nhận đủ điều kiện kinh doanh hoạt động thể thao",
        "positive",
        "result_sport",
        "GCN",
        (
            ResultField("name", "Tên doanh nghiệp", prefill=("form.business_name", "owner.full_name")),
            ResultField("business_code", "Mã số doanh nghiệp", prefill=("form.business_code", "owner.identity_number")),
            ResultField("address", "Trụ sở", prefill=("form.business_address", "owner.address")),
            ResultField("phone", "Điện thoại", required=False, prefill=("form.business_phone", "owner.phone")),
            ResultField("representative", "Người đại diện", required=False, prefill=("form.business_representative", "owner.representative")),
            ResultField("sport", "Môn thể thao", prefill=("form.sport", "form.sport_name", "form.sports")),
            ResultField("places", "Địa điểm", "lines", prefill=("form.place", "form.business_place", "owner.address")),
            _CONDITIONS,
            _BASIS,
        ),
    ),
    ResultTemplate(
        "performance_approval",
        "Văn bản chấp thuận tổ chức biểu diễn nghệ thuật",
        "positive",
        "result_performance",
        "CT",
        (
            ResultField("programme", "Tên chương trình", prefill=("form.show_name",)),
            ResultField("organiser", "Đơn vị tổ chức", prefill=("form.organiser_name", "owner.full_name")),
            ResultField("responsible", "Người chịu trách nhiệm", required=False, prefill=("form.show_content_head", "form.organiser_representative")),
            ResultField("performers", "Người biểu diễn", required=False, prefill=("form.show_foreign_names",)),
            ResultField("show_place", "Địa điểm biểu diễn", prefill=("form.show_place",)),
            ResultField("show_day", "Ngày biểu diễn", "date", prefill=("form.show_from",)),
            ResultField("show_time", "Giờ biểu diễn (giờ:phút)", prefill=("form.show_time",)),
            _CONDITIONS,
            _BASIS,
        ),
    ),
    ResultTemplate(
        "certified_copy",
        "Bản sao từ sổ gốc",
        "positive",
        "result_register_copy",
        "BS",
        (
            ResultField("name", "Tên giấy tờ", prefill=("form.document_kind",), proposal="Bản sao"),
            ResultField("register", "Sổ gốc", required=False),
            ResultField("register_number", "Số trong sổ gốc", required=False, prefill=("form.register_number",)),
            ResultField("lines", "Nội dung (mỗi dòng: mục: giá trị)", "lines"),
        ),
    ),
)  # fmt: skip
_BY_KEY = {template.key: template for template in TEMPLATES}


def template_named(key: str) -> ResultTemplate:
    """The template ``key``; KeyError when there is none."""
    return _BY_KEY[key]


def templates(outcome: str) -> dict[str, ResultTemplate]:
    """Templates of an outcome."""
    return {template.key: template for template in TEMPLATES if template.outcome == outcome}


def proposed(template: ResultTemplate, sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The first draft: what the e-form and the owner already say (``sources``: form, owner, dossier)."""
    return {field.key: _propose(field, sources) for field in template.fields}


def check_content(key: str, content: Mapping[str, Any]) -> dict[str, list[str]]:
    """Messages for fields that are missing or not dates."""
    problems: dict[str, list[str]] = {}
    for field in template_named(key).fields:
        value = content.get(field.key)
        if field.required and _blank(value):
            problems[field.key] = [Sentence("Ghi %(label)s.", label=field.label[0].lower() + field.label[1:])]
        elif (
            not _blank(value)
            and field.key.endswith("_time")
            and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value))
        ):
            problems[field.key] = [Sentence("Ghi giờ theo dạng giờ:phút, ví dụ 19:30.")]
        elif not _blank(value) and field.kind == "date" and not _is_day(value):
            problems[field.key] = [Sentence("Ghi ngày theo dạng ngày/tháng/năm.")]
    return problems


def _blank(value: Any) -> bool:
    """Nothing, or only spaces and empty lines."""
    if isinstance(value, list | tuple):
        return all(_blank(line) for line in value)
    return value is None or not str(value).strip()


def _is_day(value: Any) -> bool:
    """A day that the calendar has, written year-month-day."""
    try:
        return (
            bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value))) and date.fromisoformat(str(value)) is not None
        )
    except ValueError:
        return False


def number_mark(key: str, agency_short: str) -> str:
    """What follows the number: kind of paper and agency, e.g. ``GCN-SVHTTDL``."""
    letters = "".join(word[0] for word in re.findall(r"\w+", agency_short)).upper()
    return f"{template_named(key).mark}-{letters}"


def _propose(field: ResultField, sources: Mapping[str, Mapping[str, Any]]) -> Any:
    for place in field.prefill:
        source, _, key = place.partition(".")
        value = sources.get(source, {}).get(key)
        if isinstance(value, list) and any(isinstance(row, dict) for row in value):
            value = [field.row.format_map(_Blanks(row)).strip(" ,") for row in value] if field.row else ""
            value = value if field.kind == "lines" else "; ".join(value)
        elif field.year and _is_day(value):
            value = str(value)[:4]
        if value:
            return [str(value)] if field.kind == "lines" and not isinstance(value, list) else value
    return [field.proposal] if field.kind == "lines" and field.proposal else field.proposal


class _Blanks(dict[str, Any]):
    """A row of a table; a cell that was left empty reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""
