"""One raw record of the national portal → a definition and the notes of what was done to it."""

import re
from typing import Any, Literal

import msgspec

from motcua.procedures.rules.definition import Case, Channel, Definition, ExpectedResult, LegalBasis, RequiredPaper
from motcua.procedures.rules.keys import key_of, unique_key
from motcua.procedures.rules.national.channels import channels
from motcua.procedures.rules.national.papers import Components, Table, components, with_unique_keys
from motcua.procedures.rules.national.references import decision, legal_basis
from motcua.procedures.rules.national.text import (
    Note,
    Notes,
    check_text,
    clean,
    names_district,
    one_line,
    shortened,
    stated,
)

Level = Literal["ministry", "province", "commune", "other"]
_LEVELS: dict[str, Level] = {
    "cấp bộ": "ministry",
    "cấp tỉnh": "province",
    "cấp xã": "commune",
    "cơ quan khác": "other",
}
_RESULT_CODE = re.compile(r"KQ\.[A-Z]\d{2}\.\d+")
_STEP = re.compile(r"\n(?=[\s\-–+*]*Bước \d)", re.I)


class Parsed(msgspec.Struct):
    """What a record gave."""

    definition: Definition
    notes: list[Note]


class Unreadable(ValueError):
    """A record that cannot become a procedure; the text says why."""


def parse_record(raw: dict[str, Any]) -> Parsed:
    """The definition in ``raw``; raises :class:`Unreadable` where code, name, sector or level is missing."""
    notes = Notes()
    code, sector = one_line(raw.get("ma")), one_line(raw.get("linh_vuc"))
    name = _name(one_line(raw.get("ten")), notes)
    if not re.fullmatch(r"\d\.\d{6}", code):
        raise Unreadable(f"mã thủ tục “{code}” không đúng dạng d.dddddd")
    if not name or not sector:
        raise Unreadable("thiếu tên hoặc lĩnh vực")
    steps = raw.get("trinh_tu") or "\n".join(raw.get("buoc") or [])
    for part, text in (("tên", raw.get("ten")), ("trình tự", steps), ("điều kiện", raw.get("yeu_cau"))):
        check_text(part, text or "", notes)
    ways = channels(raw.get("cach_thuc") or [], notes)
    online = any(way.channel == "online" for way in ways)
    notes.assumed("mức độ trực tuyến", "nguồn không nêu; suy từ việc có nhận trực tuyến hay không")
    definition = Definition(
        key=code,
        national_code=code,
        name=name,
        sector=sector,
        levels=_levels(raw.get("cap") or [], notes),
        online_level="partly_online" if online else "information_only",
        cases=_cases(components(raw.get("thanh_phan_ho_so_raw") or "", notes), ways),
        source=f"Cổng Dịch vụ công quốc gia, bản thu thập {one_line(raw.get('nguon')) or 'không rõ'}",
        verified=False,
        audience=[one_line(kind) for kind in raw.get("doi_tuong") or []],
        agencies_text=stated(raw.get("co_quan_thuc_hien")),
        competent_text=stated(raw.get("co_quan_tham_quyen")),
        by_post=any(way.channel == "post" for way in ways),
        payable_online=online and any(fee.amount for way in ways for fee in way.fees),
        steps_text=_steps(raw.get("buoc") or raw.get("trinh_tu")),
        results=_results(raw, notes),
        legal_basis=_named(legal_basis(raw.get("can_cu") or [], notes), raw.get("can_cu_ten") or {}),
        conditions=clean(raw.get("yeu_cau")),
        decision=msgspec.structs.replace(
            decision(raw.get("quyet_dinh") or "", notes),
            on=raw.get("ngay_quyet_dinh"),
            agency=stated(raw.get("co_quan_cong_bo")),
        ),
    )
    _warn_of_district(definition, notes)
    return Parsed(definition, notes.found)


def _name(raw: str, notes: Notes) -> str:
    """The name without the points and dashes that stand around some."""
    name = raw.strip(" .,;:-–*")
    if name != raw:
        notes.repaired("tên", f"bỏ dấu thừa quanh tên “{shortened(raw, 60)}”")
    return name


def _levels(raw: list[str], notes: Notes) -> list[Level]:
    found: dict[Level, None] = {}
    for text in raw:
        level = _LEVELS.get(one_line(text).lower())
        if level:
            found[level] = None
        elif "huyện" in text.lower():
            notes.doubtful("cấp", "cấp huyện đã bỏ từ 01/7/2025 nên không được nhận")
        else:
            notes.doubtful("cấp", f"“{text}” không rõ")
    if not found:
        raise Unreadable("không rõ cấp thực hiện")
    return list(found)


def _cases(found: Components, ways: list[Channel]) -> list[Case]:
    common: list[RequiredPaper] = []
    for table in found.tables:
        if table.group != "case":
            common += _shared(table)
    remarks = "\n".join(dict.fromkeys(found.remarks))
    own = [table for table in found.tables if table.group == "case" and table.papers]
    if not own:
        return [
            Case(
                key="chung",
                name="Trường hợp chung",
                channels=ways,
                papers=with_unique_keys(common),
                sets=found.sets,
                help=remarks,
            )
        ]
    taken: set[str] = set()
    return [
        Case(
            key=unique_key(key_of(table.title, length=44, otherwise="truong_hop"), taken),
            name=shortened(table.title, 200),
            channels=ways,
            papers=with_unique_keys([*table.papers, *common]),
            sets=found.sets,
            help="\n".join(part for part in (table.title if len(table.title) > 200 else "", remarks) if part),
        )
        for table in own
    ]


def _shared(table: Table) -> list[RequiredPaper]:
    """Papers of a table that every case has, marked by what its heading says."""
    if table.group == "present":
        return [msgspec.structs.replace(paper, present_only=True) for paper in table.papers]
    if table.group == "extra":
        return [msgspec.structs.replace(paper, required=False, note=table.title) for paper in table.papers]
    if table.title and len(table.title) > 25:
        return [msgspec.structs.replace(paper, note=table.title) for paper in table.papers]
    return table.papers


def _named(basis: list[LegalBasis], names: dict[str, str]) -> list[LegalBasis]:
    """References with the names that the source gives beside them."""
    return [msgspec.structs.replace(one, name=one_line(names.get(one.number))) for one in basis]


def _steps(source: str | list[str] | None) -> list[str]:
    if isinstance(source, list):
        return [step for step in map(clean, source) if step]
    text = clean(source)
    parts = _STEP.split(text)
    if len(parts) == 1:
        parts = re.split(r"\n(?=- )", text)
    return [part.strip() for part in parts if part.strip()]


def _results(raw: dict[str, Any], notes: Notes) -> list[ExpectedResult]:
    if "cac_ket_qua" in raw:
        pairs = [(stated(one.get("ket_qua")), one) for one in raw["cac_ket_qua"]]
        if not any(name for name, _one in pairs):
            notes.doubtful("kết quả", "nguồn không nêu kết quả")
        return [found for name, one in pairs if name for found in _results(one, notes)]
    name = stated(raw.get("ket_qua")).rstrip(" ;.")
    text = one_line(raw.get("ket_qua_ma"))
    code = _RESULT_CODE.match(text)
    if code and code[0] != text:
        notes.repaired("kết quả", f"“{text}” đọc là {code[0]}")
    elif text and not code and text.lower() != "không có thông tin":
        notes.doubtful("kết quả", f"mã kết quả “{text}” không đọc được")
    if not name:
        notes.doubtful("kết quả", "nguồn không nêu kết quả")
        return []
    return [ExpectedResult(name=name, code=code[0] if code else "")]


def _warn_of_district(definition: Definition, notes: Notes) -> None:
    parts = {
        "tên": definition.name,
        "cơ quan": f"{definition.agencies_text} {definition.competent_text}",
        "trình tự": " ".join(definition.steps_text),
        "điều kiện": definition.conditions,
        "giấy tờ": " ".join(paper.name for case in definition.cases for paper in case.papers),
        "cách thức": " ".join(way.note for case in definition.cases[:1] for way in case.channels),
    }
    for part, text in parts.items():
        if names_district(text):
            notes.doubtful(part, "còn nhắc cấp huyện, đã bỏ từ 01/7/2025")
