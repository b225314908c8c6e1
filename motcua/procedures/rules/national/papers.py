"""Component tables (thành phần hồ sơ): rows glued without separators are taken apart again."""

import re
from typing import Any, Literal, NamedTuple

import msgspec

from motcua.procedures.rules.definition import RequiredPaper
from motcua.procedures.rules.keys import key_of, unique_key
from motcua.procedures.rules.national.text import LOWER, UPPER, Notes, clean, one_line, shortened

_HEADER = re.compile(r"\s*Tên giấy tờ\s*Mẫu đơn, tờ khai\s*Số lượng\s*")
#: the cell of counts; "01 bản chính" stands in running text, never in that cell
_COUNT = re.compile(
    r"(?<!(?<!\d)0)(?>(\d) bản chính(?:, ?(\d{1,2}) bản sao)?|(?<![ ,])(\d) bản sao)"
    rf"(?! ?[,;.)]| [{LOWER}(])"
)
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rar|zip|jpe?g|png|rtf|odt)", re.I)
_FILE_STARTS = re.compile(
    rf"(?<=[{LOWER})\].;:,”\"])(?=[{UPPER}\d])|(?<=[.;:)] )(?=[{UPPER}])"
    rf"|(?<=[{UPPER}\d])(?=(?:Mẫu|Mau|Mus|Phụ lục|Phu luc|Phl|PL|Đơn|Don|Tờ khai|To khai|TK|Biểu)(?![{LOWER}]))"
    r"|(?<=\.)(?=\d)"
)
_SETS = re.compile(r"số (?:lượng|bộ) hồ sơ\D{0,12}?(\d{1,2})(?! ?(?:bản|trang))", re.I)
_LEAD = re.compile(r"^[\s\-–+*•.;:,)]+")
_NUMBERING = re.compile(r"^(?:\(?(?:[ivx]+|[a-zđ]|\d{1,2}(?:\.\d+)*)[.)/]|[IVX]+\.)\s*", re.I)
_REMARK = re.compile(r"\(?(?:trường hợp|đối với|lưu ý|người |cá nhân|cơ quan|việc |khi |nếu )", re.I)
_NOTHING = {"", "-", "--", "----"}

Group = Literal["common", "case", "present", "extra"]


class Cells(NamedTuple):
    """One row of a table of papers."""

    name: str
    template: str = ""
    originals: int = 0
    copies: int = 0
    code: str = ""  #: national code of the paper, where the source keeps one
    required: bool | None = None  #: None: the source does not say


class Structured(NamedTuple):
    """A table that the source never glued: its heading and rows."""

    title: str
    rows: list[Cells]


class Table(msgspec.Struct):
    """One table of papers with the heading above it."""

    title: str
    group: Group
    papers: list[RequiredPaper]


class Components(msgspec.Struct):
    """All tables of a record and the number of sets to hand in."""

    tables: list[Table]
    sets: int = 1
    #: rows of the tables that name no paper but explain
    remarks: list[str] = []


def components(raw: str | list[dict[str, Any]] | list[Structured], notes: Notes) -> Components:
    """The component tables of a record; what cannot be read is noted, never guessed at."""
    found = Components(tables=[])
    if raw and isinstance(raw[0], Structured):
        return _structured([table for table in raw if isinstance(table, Structured)], notes)
    if isinstance(raw, list):
        rows = [
            Cells(row.get("ten_giay_to", ""), row.get("so_luong", ""), *_counts(row.get("ghi_chu", "")))
            for row in raw
            if isinstance(row, dict)
        ]
        found.tables.append(Table("", "common", _papers(rows, found, notes)))
        return found
    text = clean(raw)
    titles_and_bodies = _HEADER.split(text)
    if len(titles_and_bodies) == 1:
        if text not in _NOTHING:
            notes.doubtful("giấy tờ", f"không có bảng giấy tờ; chỉ còn chữ “{shortened(text, 80)}”")
        else:
            notes.doubtful("giấy tờ", "nguồn không nêu giấy tờ nào")
        return found
    notes.repaired("giấy tờ", "tách các ô của bảng bị dính liền")
    title = titles_and_bodies[0]
    for number, body in enumerate(titles_and_bodies[1:], start=1):
        is_last = number == len(titles_and_bodies) - 1
        rows, rest = _rows(body, is_last, notes)
        group = _group(title)
        table = Table("" if group == "common" and one_line(title) in _NOTHING else _title(title), group, [])
        table.papers = _papers(rows, found, notes)
        found.tables.append(table)
        title = rest
    return found


def _structured(tables: list[Structured], notes: Notes) -> Components:
    """Tables with headings of their own: several headings are several cases, whatever they say."""
    found = Components(tables=[])
    named = [table for table in tables if one_line(table.title) not in _NOTHING]
    for table in tables:
        group: Group = "case" if len(named) > 1 and table in named else _group(table.title)
        title = "" if table not in named else _title(table.title)
        found.tables.append(Table(title, group, _papers(table.rows, found, notes)))
    if not any(table.rows for table in tables):
        notes.doubtful("giấy tờ", "nguồn không nêu giấy tờ nào")
    return found


def _rows(body: str, is_last: bool, notes: Notes) -> tuple[list[Cells], str]:
    """Rows (name, template, originals, copies) of one table, and the heading of the next table."""
    rows: list[Cells] = []
    at = 0
    for count in _COUNT.finditer(body):
        name, template = _parted(body[at : count.start()], notes)
        rows.append(Cells(name, template, int(count[1] or 0), int(count[2] or count[3] or 0)))
        at = count.end()
    rest = body[at:].strip()
    if is_last and rest not in _NOTHING:
        name, template = _parted(rest, notes)
        rows.append(Cells(name, template))
        notes.doubtful("giấy tờ", f"không rõ số bản của “{shortened(name, 80)}”")
        rest = ""
    return rows, rest


def _parted(cell: str, notes: Notes) -> tuple[str, str]:
    """The name of a paper and the template's file name, which were glued together."""
    text = one_line(cell)
    ends = [found.end() for found in _FILE.finditer(text)]
    if not ends or ends[-1] < len(text) - 3:
        return text, ""
    starts = [found.start() for found in _FILE_STARTS.finditer(text) if 3 < found.start() < ends[0] - 4]
    likely = [start for start in starts if ends[0] - start <= 110]
    if not likely:
        notes.doubtful("giấy tờ", f"không tách được tên tệp mẫu khỏi “{shortened(text[-70:], 70)}”")
        return text, ""
    start = _first_of_last_words(text, likely, ends[0])
    return text[:start].strip(), _FILE.sub(lambda end: end[0] + "; ", text[start:]).strip("; ")


def _first_of_last_words(text: str, starts: list[int], end: int) -> int:
    """Where the file name begins: the last joint without a blank, else the last sentence."""
    joints = [s for s in starts if text[s - 1] != " " and not (text[s - 1] in ".,:" and text[s].isdigit())]
    wordy = [
        s
        for s in joints
        if re.match(r"(?i)m[ẫa]u|m[uũ]s|ph[ụu] ?l[ụu]c|phl|pl|đơn|don|t[ờo]|tk|bi[ểe]u|b[ảa]n", text[s:])
    ]
    if wordy:
        return wordy[0] if end - wordy[0] <= 70 else wordy[-1]
    return (joints or starts)[-1]


def _counts(text: str) -> tuple[int, int]:
    found = re.search(r"Bản chính: ?(\d+)\s+Bản sao: ?(\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _papers(rows: list[Cells], found: Components, notes: Notes) -> list[RequiredPaper]:
    papers: list[RequiredPaper] = []
    for raw_name, template, originals, copies, code, required in rows:
        name = _LEAD.sub("", one_line(raw_name)).rstrip(" ;,.")
        sets = _SETS.search(name) if len(name) < 80 else None
        if sets:
            found.sets = max(1, min(int(sets[1]), 20))
            notes.repaired("giấy tờ", f"“{name}” là số bộ hồ sơ, không phải giấy tờ")
            continue
        if not _is_name(name):
            notes.repaired("giấy tờ", "bỏ một dòng không có tên giấy tờ")
            continue
        uncounted = originals == copies == 0 and required is None
        if uncounted and (len(name) > 90 or _REMARK.match(name)):
            found.remarks.append(name)
            notes.repaired("giấy tờ", f"“{shortened(name, 60)}” là lời dặn, không phải giấy tờ")
            continue
        if uncounted:
            notes.doubtful("giấy tờ", f"“{shortened(name, 80)}” ghi 0 bản chính, 0 bản sao")
        papers.append(
            RequiredPaper(
                key=key_of(name, otherwise="giay_to"),
                name=name,
                originals=originals,
                copies=copies,
                code=code[:60],
                required=not uncounted and "nếu có" not in name.lower() if required is None else required,
                template=one_line(template)[:300],
            )
        )
    return papers


def _is_name(name: str) -> bool:
    """Whether ``name`` holds at least two letters: a row of dashes is no paper."""
    return sum(letter.isalpha() for letter in name) >= 2


def _title(raw: str) -> str:
    title = _LEAD.sub("", one_line(raw)).strip(" -;:.")
    return _LEAD.sub("", _NUMBERING.sub("", title, count=1)) or title


def _group(raw: str) -> Group:
    """What a heading means: a case of its own, papers for all, papers only shown, or papers for some."""
    title = _title(raw).lower()
    if raw.strip() in _NOTHING or not title:
        return "common"
    if "xuất trình" in title[:60]:
        return "present"
    if title.startswith(("lưu ý", "(", "ngoài", "tùy", "tuỳ")) or "ủy quyền" in title or "uỷ quyền" in title:
        return "extra"
    if re.search(r"trường hợp|đối với|^hồ sơ .*(?:cấp|đề nghị|đăng ký|điều chỉnh|gia hạn)|cấp (?:mới|lại|đổi)", title):
        return "case"
    return "common"


def with_unique_keys(papers: list[RequiredPaper]) -> list[RequiredPaper]:
    """The papers of one case, each with a key of its own; a paper named twice stands once."""
    taken: set[str] = set()
    seen: set[tuple[str, int, int]] = set()
    kept: list[RequiredPaper] = []
    for paper in papers:
        if (paper.name, paper.originals, paper.copies) in seen:
            continue
        seen.add((paper.name, paper.originals, paper.copies))
        kept.append(msgspec.structs.replace(paper, key=unique_key(paper.key, taken)))
    return kept
