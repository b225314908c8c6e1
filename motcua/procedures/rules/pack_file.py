"""A pack file as people wrote it: its data, and on which line each part of it stands.

YAML forgets lines once it is read; a lawyer who is told "line 42" finds the mistake, one who is told
"cases[0].papers[3]" does not. So the file is composed into nodes first and their places are kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

#: how a part of a pack is named: keys and positions from the top, e.g. ("cases", 0, "papers", 2, "key")
Place = tuple[str | int, ...]
PACKS = Path(__file__).parents[1] / "packs"
LIFE_EVENTS = "life_events.yaml"
SCHEMA = "pack.schema.json"
#: a pack is a page or ten of text; larger is a mistake
_LARGEST = 1_000_000
#: levels of lists and mappings; the deepest pack has a dozen
DEEPEST = 40
_POSITION = re.compile(r"\$((?:\.[\w-]+|\[\d+\])*)")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(Exception):
    """The file cannot be read at all. ``line``: where reading stopped."""

    def __init__(self, line: int, what: str, advice: str) -> None:
        super().__init__(what)
        self.line, self.what, self.advice = line, what, advice


class PackFile(msgspec.Struct, frozen=True):
    """One file: its text, its data, and where things are."""

    path: Path
    text: str
    data: dict[str, Any]
    lines: dict[Place, int]
    #: keys written twice in one mapping (YAML keeps the last in silence): name and line of the second
    repeated: list[tuple[str, int]]

    def line(self, *place: str | int) -> int:
        """The line (from 1) of the part at ``place``, or of the nearest part around it that is written."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def has(self, *place: str | int) -> bool:
        """Whether the part at ``place`` is written in the file."""
        return place in self.lines


def read_pack_file(path: Path) -> PackFile:
    """The pack at ``path``; raises :class:`Unreadable` with the line, what is wrong and what to do."""
    text = _text_of(path)
    _look_at_depth(text)
    loader = _LOADER(text)
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise Unreadable(1, "Tệp không phải một thủ tục.", "Bắt đầu tệp bằng các dòng dạng “key: …”, “name: …”.")
        lines: dict[Place, int] = {(): root.start_mark.line + 1}
        repeated: list[tuple[str, int]] = []
        seen: set[int] = set()
        for place, line, again in _places(root, (), seen):
            if again:
                repeated.append((str(place[-1]), line))
            lines[place] = line
        data: dict[str, Any] = loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Unreadable(
            mark.line + 1 if mark else 1,
            f"Không đọc được YAML: {getattr(error, 'problem', None) or error}",
            "Kiểm tra thụt đầu dòng (dùng dấu cách, không dùng tab), dấu hai chấm và dấu nháy quanh dòng ấy.",
        ) from error
    except (ValueError, OverflowError) as error:  # a day or number that YAML knows and Python does not
        raise Unreadable(
            1, f"Có giá trị không dùng được: {error}.", "Đặt ngày, giờ và số ấy trong dấu nháy."
        ) from error
    finally:
        loader.dispose()
    return PackFile(path, text, data, lines, repeated)


def _look_at_depth(text: str) -> None:
    """Refuse what is nested deeper than any pack: the reader calls itself a level, and dies of too many."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise Unreadable(
                    event.start_mark.line + 1 if event.start_mark else 1,
                    f"Tệp lồng nhau quá {DEEPEST} tầng.",
                    "Xem lại các dấu ngoặc [ và { ở dòng ấy.",
                )
    except yaml.YAMLError:
        return  # said with its line by who reads


def pack_files(folder: Path) -> list[Path]:
    """The pack files in and below ``folder`` (or the one file), in a stable order."""
    if folder.is_file():
        return [folder]
    return [path for path in sorted(folder.rglob("*.yaml")) if path.name != LIFE_EVENTS]


def lines_not_composed(text: str) -> list[int]:
    """Lines whose accents are written as separate signs (not Unicode NFC): they look right and are not found."""
    if unicodedata.is_normalized("NFC", text):
        return []
    return [n for n, line in enumerate(text.splitlines(), start=1) if not unicodedata.is_normalized("NFC", line)]


def place_in(message: str) -> Place:
    """The place that a message of msgspec names, e.g. ``$.steps[2].hours``."""
    found = _POSITION.search(message)
    parts = re.findall(r"\.([\w-]+)|\[(\d+)\]", found.group(1)) if found else []
    return tuple(name or int(position) for name, position in parts)


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable(1, "Tệp quá lớn.", "Một tệp chỉ chứa một thủ tục.")
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(1, "Tệp không phải chữ UTF-8.", "Lưu lại tệp với bảng mã UTF-8.") from error
    except OSError as error:
        raise Unreadable(1, f"Không mở được tệp: {error.strerror}.", "Kiểm tra đường dẫn và quyền đọc tệp.") from error


def _places(node: yaml.Node, place: Place, seen: set[int]) -> Iterator[tuple[Place, int, bool]]:
    """Every part below ``node``: its place, its line, and whether its key was there already."""
    if id(node) in seen:
        raise Unreadable(
            node.start_mark.line + 1,
            "Có phần viết một lần rồi dùng lại bằng dấu & và *.",
            "Viết đầy đủ ở từng chỗ, để người đọc thấy hết.",
        )
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode) and "\x00" in node.value:
        raise Unreadable(node.start_mark.line + 1, "Có ký tự không dùng được (NUL).", "Xóa ký tự ấy.")
    if isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            yield (*place, name), key.start_mark.line + 1, name in keys
            keys.add(name)
            yield from _places(value, (*place, name), seen)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield (*place, position), value.start_mark.line + 1, False
            yield from _places(value, (*place, position), seen)
