"""What differs between two versions of a procedure, field by field, for people who must decide."""

from typing import Any

import msgspec

_WORDS = {
    "name": "tên",
    "sector": "lĩnh vực",
    "levels": "cấp thực hiện",
    "online_level": "mức độ trực tuyến",
    "cases": "trường hợp",
    "channels": "cách nộp",
    "papers": "giấy tờ",
    "limit": "thời hạn",
    "fees": "phí, lệ phí",
    "amount": "số tiền",
    "legal_basis": "căn cứ pháp lý",
    "results": "kết quả",
    "steps_text": "trình tự",
    "conditions": "yêu cầu, điều kiện",
    "forms": "biểu mẫu",
    "processes": "quy trình",
    "source": "nguồn",
    "verified": "đã đối chiếu",
    "summary": "tóm tắt",
    "decision": "quyết định công bố",
    "originals": "bản chính",
    "copies": "bản sao",
    "required": "bắt buộc",
    "template": "mẫu",
    "note": "ghi chú",
    "audience": "đối tượng",
    "agencies_text": "cơ quan thực hiện",
    "competent_text": "cơ quan có thẩm quyền",
    "sections": "phần",
    "fields": "câu hỏi",
    "steps": "bước",
    "hours": "giờ",
}
_IDENTITIES = ("key", "channel", "number", "name", "title")


class Difference(msgspec.Struct, frozen=True):
    """One change: where (path in words), what stood there, what stands there now; None: nothing."""

    path: str
    before: str | None
    after: str | None


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Every change from ``before`` to ``after`` (both as ``write_definition`` gives them)."""
    found: list[Difference] = []
    _compare("", before, after, found)
    return found


def _compare(path: str, before: Any, after: Any, found: list[Difference]) -> None:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            _compare(_joined(path, _WORDS.get(key, key)), before.get(key), after.get(key), found)
    elif isinstance(before, list) and isinstance(after, list):
        _compare_lists(path, before, after, found)
    else:
        found.append(Difference(path, _said(before), _said(after)))


def _compare_lists(path: str, before: list[Any], after: list[Any], found: list[Difference]) -> None:
    old, new = _named(before), _named(after)
    for name in dict.fromkeys([*old, *new]):
        _compare(_joined(path, name), old.get(name), new.get(name), found)
    common_old = [name for name in old if name in new]
    if common_old != [name for name in new if name in old]:
        found.append(Difference(_joined(path, "thứ tự"), ", ".join(old), ", ".join(new)))


def _named(items: list[Any]) -> dict[str, Any]:
    """Items by what tells them apart, so that an insertion in the middle is one change."""
    named: dict[str, Any] = {}
    for position, item in enumerate(items, start=1):
        name = str(position)
        if isinstance(item, dict):
            name = next((str(item[part]) for part in _IDENTITIES if item.get(part)), name)
        elif isinstance(item, str):
            name = f"“{item[:60]}”"
        named[name if name not in named else f"{name} ({position})"] = item
    return named


def _joined(path: str, part: str) -> str:
    return f"{path} › {part}" if path else part


def _said(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "có" if value else "không"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= 400 else text[:399] + "…"
