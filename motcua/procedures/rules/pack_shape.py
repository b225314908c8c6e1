"""Whether a pack has the right shape: every part that must be there, none that is unknown, each of its kind."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

import jsonschema_rs
import msgspec

from motcua.kernel.sentences import Sentence
from motcua.procedures.rules.pack_fault import Fault, error
from motcua.procedures.rules.pack_file import PackFile, Place
from motcua.procedures.rules.pack_schema import strict_schema

_KINDS = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "array": "danh sách (các dòng bắt đầu bằng “- ”)",
    "object": "nhóm các mục “tên: giá trị”",
    "null": "để trống",
}


def shape_faults(pack: PackFile) -> list[Fault]:
    """Where the file differs from the JSON Schema of packs."""
    try:
        data = msgspec.to_builtins(pack.data)
        found = list(_validator().iter_errors(data))
    except (TypeError, ValueError) as reason:
        return [
            error(
                "shape",
                (),
                Sentence("Có giá trị không dùng được trong tệp: %(reason)s.", reason=reason),
                "Đặt giá trị ấy trong dấu nháy.",
            )
        ]
    return [fault for one in found for fault in _told(one)]


@cache
def _validator() -> Any:
    return jsonschema_rs.Draft202012Validator(strict_schema())


def _told(one: Any) -> Iterator[Fault]:
    place: Place = tuple(one.instance_path)
    kind = one.kind
    match kind.name:
        case "required":
            yield error(
                "missing",
                place,
                Sentence("%(place)s thiếu mục “%(property)s”.", place=_here(place), property=kind.property),
                "Thêm mục ấy.",
            )
        case "additionalProperties":
            for name in kind.unexpected:
                yield error(
                    "unknown", (*place, name), Sentence("Không có mục tên “%(name)s” ở đây.", name=name), _meant(name)
                )
        case "enum":
            options = ", ".join(str(option) for option in kind.options if option is not None)
            yield error(
                "choice",
                place,
                Sentence("%(place)s không nhận “%(instance)s”.", place=_here(place), instance=one.instance),
                Sentence("Dùng một trong: %(choices)s.", choices=options),
            )
        case "type":
            yield _of_kind(place, one.instance, kind.types)
        case "pattern":
            advice = Sentence("Viết theo mẫu %(shape)s.", shape=kind.pattern)
            yield error(
                "pattern",
                place,
                Sentence("%(place)s ghi “%(instance)s” không đúng dạng.", place=_here(place), instance=one.instance),
                advice,
            )
        case "anyOf":
            yield from _any_of(one, place)
        case "minLength" | "minItems":
            yield error("empty", place, Sentence("%(place)s để trống.", place=_here(place)), "Điền ít nhất một.")
        case "minimum":
            yield error(
                "small",
                place,
                Sentence("%(place)s nhỏ hơn mức cho phép.", place=_here(place)),
                Sentence("Từ %(limit)s trở lên.", limit=kind.limit),
            )
        case _:
            yield error(
                "shape",
                place,
                Sentence("%(place)s không đúng: %(message)s.", place=_here(place), message=one.message),
                "Xem lược đồ của tệp thủ tục.",
            )


def _any_of(one: Any, place: Place) -> Iterator[Fault]:
    """The alternative that was meant: the one whose kind fits; else the kinds that would do."""
    for branch in one.kind.context:
        if branch and all(inner.kind.name != "type" or list(inner.instance_path) != list(place) for inner in branch):
            for inner in branch:
                yield from _told(inner)
            return
    kinds = [
        kind
        for branch in one.kind.context
        for inner in branch
        if inner.kind.name == "type"
        for kind in inner.kind.types
    ]
    yield _of_kind(place, one.instance, kinds)


def _of_kind(place: Place, value: Any, kinds: list[str]) -> Fault:
    wanted = " hoặc ".join(dict.fromkeys(_KINDS.get(kind, kind) for kind in kinds))
    advice = Sentence("Ở đây phải là %(wanted)s.", wanted=wanted)
    if "string" in kinds and isinstance(value, int | float):
        advice = Sentence("Đặt trong dấu nháy: '%(value)s', vì không có nháy thì đây là một con số.", value=value)
    return error("kind", place, Sentence("%(place)s không đúng loại.", place=_here(place)), advice)


def _here(place: Place) -> str:
    names = [str(part) for part in place if isinstance(part, str)]
    return Sentence("Mục “%(names)s”", names=names[-1]) if names else "Tệp"


def _meant(name: str) -> str:
    close = get_close_matches(name, _names(), n=1, cutoff=0.75)
    return (
        Sentence("Có phải là “%(close)s”?", close=close[0]) if close else "Bỏ đi, hoặc xem lược đồ để biết tên các mục."
    )


@cache
def _names() -> list[str]:
    return sorted({name for part in strict_schema()["$defs"].values() for name in part.get("properties", {})})
