"""What is wrong with packs: file, line, what, and what to do about it.

The order of looking: can it be read, has it the right shape, do its parts fit together. A file that fails
one is not asked the next, so that one mistake is not told five times.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from motcua.kernel.sentences import Sentence
from motcua.procedures.rules.definition import read_definition
from motcua.procedures.rules.pack_content import content_faults
from motcua.procedures.rules.pack_fault import Fault, error, warning
from motcua.procedures.rules.pack_file import (
    PackFile,
    Unreadable,
    lines_not_composed,
    pack_files,
    place_in,
    read_pack_file,
)
from motcua.procedures.rules.pack_forms import form_faults
from motcua.procedures.rules.pack_process import process_faults
from motcua.procedures.rules.pack_shape import shape_faults

#: the district level was abolished on 1 July 2025
_DISTRICT = re.compile(r"\b(cấp huyện|huyện|cấp quận|quận)\b", re.IGNORECASE)


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing wrong with one file. An ``error`` keeps the pack out of the catalogue, a ``warning`` does not."""

    file: str
    line: int
    severity: Literal["error", "warning"]
    what: str
    advice: str
    code: str = ""

    @property
    def kind(self) -> str:
        """The severity as people read it."""
        return "lỗi" if self.severity == "error" else "nhắc"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}: {self.what} {self.advice}".rstrip()


def check_packs(folder: Path) -> list[Problem]:
    """Everything wrong with the packs in and below ``folder`` (or with the one file), by file and line."""
    problems: list[Problem] = []
    homes: dict[str, str] = {}
    for path in pack_files(folder):
        name = path.relative_to(folder).as_posix() if folder.is_dir() else path.name
        try:
            pack = read_pack_file(path)
        except Unreadable as refused:
            problems.append(Problem(name, refused.line, "error", refused.what, refused.advice, "unreadable"))
            continue
        faults = [*pack_faults(pack), *_said_twice(pack, homes)]
        homes.setdefault(str(pack.data.get("key")), name)
        problems += [
            Problem(name, fault.line or pack.line(*fault.place), fault.severity, fault.what, fault.advice, fault.code)
            for fault in faults
        ]
    return sorted(problems)


def pack_faults(pack: PackFile) -> list[Fault]:
    """What is wrong inside one pack."""
    faults = [*_text_faults(pack), *shape_faults(pack)]
    if any(fault.severity == "error" and fault.code != "accents" for fault in faults):
        return faults
    try:
        definition = read_definition(plain(pack.data))
    except msgspec.ValidationError as refused:
        what = Sentence("Giá trị không dùng được: %(refused)s.", refused=refused)
        return [*faults, error("value", place_in(str(refused)), what, "Sửa giá trị ở dòng này.")]
    faults += content_faults(definition, pack)
    faults += form_faults(definition)
    faults += process_faults(definition)
    return faults


def plain(data: dict[str, Any]) -> dict[str, Any]:
    """The data as JSON would hold it (dates as text)."""
    simple: dict[str, Any] = msgspec.to_builtins(data)
    return simple


def _text_faults(pack: PackFile) -> Iterator[Fault]:
    for line in lines_not_composed(pack.text):
        yield error(
            "accents",
            (),
            "Dấu tiếng Việt gõ kiểu tổ hợp (không phải Unicode NFC), tìm kiếm sẽ không thấy.",
            "Gõ lại dòng này bằng bộ gõ Unicode dựng sẵn.",
            line,
        )
    for number, words in enumerate(pack.text.splitlines(), start=1):
        if found := _DISTRICT.search(words):
            yield warning(
                "district",
                (),
                Sentence("Nhắc đến “%(group)s”: cấp huyện đã bỏ từ ngày 01/7/2025.", group=found.group()),
                "Thay bằng cấp xã hoặc cấp tỉnh đang có thẩm quyền; là tên riêng thì để nguyên.",
                number,
            )
    for name, number in pack.repeated:
        yield error(
            "written-twice",
            (),
            Sentence("Mục “%(name)s” viết hai lần ở cùng một chỗ.", name=name),
            "Giữ lại một.",
            number,
        )


def _said_twice(pack: PackFile, homes: dict[str, str]) -> Iterator[Fault]:
    key = str(pack.data.get("key"))
    if "key" in pack.data and key in homes:
        yield error(
            "key-twice",
            ("key",),
            Sentence("Mã %(key)s đã có ở tệp %(file)s.", key=key, file=homes[key]),
            "Giữ một tệp, hoặc sửa lại mã.",
        )
