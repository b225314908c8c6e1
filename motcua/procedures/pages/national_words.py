"""Parts of a procedure in the words of people, for the page of a change from the national database."""

from typing import Any

from django.utils.translation import gettext as _

from motcua.kernel.limits import Limit
from motcua.procedures.in_words import channel_names, level_names, limit_words
from motcua.procedures.rules.completeness import Part
from motcua.procedures.rules.definition import Definition
from motcua.ui.public import money


def part_name(path: str, national: Definition | None, ours: Definition | None) -> str:
    """What people call the part at ``path``."""
    head, _slash, rest = path.partition("/")
    if head == "ways":
        channel, _slash, what = rest.partition("/")
        names = {"limit": _("thời hạn"), "fees": _("phí, lệ phí"), "note": _("ghi chú")}
        way = channel_names().get(channel, channel)
        return (
            _("Nộp %(way)s: %(what)s") % {"way": way, "what": names[what]} if what else _("Nộp %(way)s") % {"way": way}
        )
    if head == "papers":
        case, _slash, key = rest.partition("/")
        return _("Giấy tờ “%(name)s”") % {"name": _paper(case, key, national) or _paper(case, key, ours) or key}
    if head == "cases":
        return _("Trường hợp “%(name)s”") % {"name": _case(rest, national) or _case(rest, ours) or rest}
    return _scalars()[head]


def _scalars() -> dict[str, str]:
    return {
        "name": _("Tên"),
        "sector": _("Lĩnh vực"),
        "levels": _("Cấp thực hiện"),
        "audience": _("Đối tượng"),
        "agencies_text": _("Cơ quan thực hiện"),
        "competent_text": _("Cơ quan có thẩm quyền"),
        "steps_text": _("Trình tự"),
        "results": _("Kết quả"),
        "legal_basis": _("Căn cứ pháp lý"),
        "conditions": _("Yêu cầu, điều kiện"),
        "decision": _("Quyết định công bố"),
    }


def _case(key: str, definition: Definition | None) -> str:
    return next((case.name for case in definition.cases if case.key == key), "") if definition else ""


def _paper(case: str, key: str, definition: Definition | None) -> str:
    cases = [one for one in definition.cases if one.key == case] if definition else []
    return next((paper.name for one in cases for paper in one.papers if paper.key == key), "")[:120]


def side_words(value: Any) -> str:
    """A value as people read it; "không có" for nothing."""
    if value in (None, "", [], {}):
        return _("không có")
    if isinstance(value, list):
        return "\n".join(side_words(item) for item in value)
    if isinstance(value, dict):
        return _of_dict(value)
    return {**level_names(), **channel_names()}.get(value, value) if isinstance(value, str) else str(value)


def _of_dict(value: dict[str, Any]) -> str:
    if "unit" in value and "value" in value:
        return limit_words(Limit.from_json(value))
    if "originals" in value:
        counts = _("%(originals)s bản chính, %(copies)s bản sao") % value
        return "; ".join(part for part in (value["name"], counts, value.get("template") or "") if part)
    amount = value.get("amount")
    said = [str(value.get("number") or ""), str(value.get("name") or "")]
    if "kind" in value:
        said.append(money(amount) if amount is not None else "")
    said += [
        str(value.get("code") or ""),
        str(value.get("agency") or ""),
        _day(value.get("on")),
        value.get("note") or "",
    ]
    return " – ".join(dict.fromkeys(part for part in said if part))


def _day(value: Any) -> str:
    """``2026-11-21`` as people write it."""
    return ".".join(reversed(str(value).split("-"))).replace(".", "/") if value else ""


def addition_names() -> dict[str, str]:
    """What the province adds to a procedure."""
    return {
        "forms": _("Tờ khai điện tử"),
        "processes": _("Quy trình"),
        "keywords": _("Từ khóa"),
        "life_events": _("Sự kiện cuộc sống"),
        "agencies": _("Nơi thực hiện"),
        "summary": _("Tóm tắt"),
        "local_code": _("Mã địa phương"),
        "result_template": _("Mẫu kết quả"),
    }


def missing_names() -> dict[Part, str]:
    """The mandatory parts of a procedure."""
    return {
        "name": _("tên"),
        "steps": _("trình tự"),
        "ways": _("cách thức"),
        "papers": _("thành phần, số lượng hồ sơ"),
        "limit": _("thời hạn"),
        "audience": _("đối tượng"),
        "agency": _("cơ quan thực hiện"),
    }
