"""Records of the session-based interface (``LayThuTuc``: MATTHC, TENTTHC …), read and written.

Reading makes the record of the portal's pages of it, so that one place (``record.py``) judges all sources.
Fields that published descriptions of the interface do not name (CAPTHUCHIEN, SOQUYETDINH, NGAYQUYETDINH,
TENCOQUANCONGBO, NGAYCAPNHAT, SOBANCHINH, SOBANSAO) are assumptions, to be confirmed at connection.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from motcua.procedures.rules.definition import Case, Channel, Definition
from motcua.procedures.rules.national.papers import Cells, Structured
from motcua.procedures.rules.national.text import one_line
from motcua.procedures.rules.national.ways import CHANNELS, fee_cells, fee_text, limit_cells, note_of, way

_BY_NUMBER = {"1": CHANNELS["counter"], "2": CHANNELS["online"], "3": CHANNELS["post"]}
_NUMBERS = {"counter": "1", "online": "2", "post": "3"}
_LEVELS = {"ministry": "Cấp bộ", "province": "Cấp tỉnh", "commune": "Cấp xã", "other": "Cơ quan khác"}


def from_session(raw: dict[str, Any]) -> dict[str, Any]:
    """The record, as ``parse_record`` reads it."""
    sectors = _list(raw, "LINHVUCTHUCHIEN")
    basis = _list(raw, "CANCUPHAPLY")
    return {
        "ma": _text(raw, "MATTHC"),
        "ten": raw.get("TENTTHC"),
        "linh_vuc": sectors[0].get("TENLINHVUC") if sectors else "",
        "cap": raw.get("CAPTHUCHIEN") or [],
        "quyet_dinh": _text(raw, "SOQUYETDINH"),
        "ngay_quyet_dinh": _day(_text(raw, "NGAYQUYETDINH")),
        "co_quan_cong_bo": _text(raw, "TENCOQUANCONGBO"),
        "doi_tuong": [part.strip() for part in _text(raw, "MOTADOITUONGTHUCHIEN").split(";") if part.strip()],
        "co_quan_thuc_hien": "; ".join(_text(row, "TENDONVI") for row in _list(raw, "COQUANTHUCHIEN")),
        "co_quan_tham_quyen": _text(raw, "COQUANCOTHAMQUYEN"),
        **_steps_of(raw),
        "cach_thuc": _ways(raw),
        "thanh_phan_ho_so_raw": raw["THANHPHANHOSO"]
        if isinstance(raw.get("THANHPHANHOSO"), str)
        else [
            Structured(
                _text(case, "TRUONGHOP"),
                [
                    Cells(
                        _text(row, "TENGIAYTO"),
                        _text(row, "TENMAUDON"),
                        _number(row, "SOBANCHINH"),
                        _number(row, "SOBANSAO"),
                        _text(row, "MAGIAYTO"),
                    )
                    for row in _list(case, "GIAYTO")
                ],
            )
            for case in _list(raw, "THANHPHANHOSO")
        ],
        "can_cu": [_text(row, "SOVANBAN") for row in basis],
        "can_cu_ten": {_text(row, "SOVANBAN"): _text(row, "TENVANBAN") for row in basis},
        "yeu_cau": raw.get("YEUCAU"),
        "cac_ket_qua": [
            {"ket_qua": row.get("TENKETQUA"), "ket_qua_ma": row.get("MAKETQUA")} for row in _list(raw, "KETQUATHUCHIEN")
        ],
        "nguon": "",
    }


def _steps_of(raw: dict[str, Any]) -> dict[str, Any]:
    """The steps; some records hold one text instead of the table."""
    told = raw.get("TRINHTUTHUCHIEN")
    return {"trinh_tu": told} if isinstance(told, str) else {"buoc": _steps(raw)}


def _steps(raw: dict[str, Any]) -> list[str]:
    found: list[str] = []
    cases = _list(raw, "TRINHTUTHUCHIEN")
    for case in cases:
        title = one_line(_text(case, "TRUONGHOP"))
        steps = [_text(row, "TENTRINHTU") for row in _list(case, "TRINHTU")]
        found += [f"{title}: {step}" if title and len(cases) > 1 else step for step in steps]
    return found


def _ways(raw: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for row in _list(raw, "CACHTHUCTHUCHIEN"):
        channel = _BY_NUMBER.get(_text(row, "KENH"), _text(row, "KENH"))
        for time in _list(row, "THOIGIAN") or [{}]:
            fees = [
                fee_text(fee.get("SOTIEN"), _text(fee, "MAPHILEPHI"), _text(fee, "MOTA"))
                for fee in _list(time, "PHILEPHI")
            ]
            unit = _text(time, "DONVITINH")
            found.append(way(channel, time.get("THOIGIANGIAIQUYET"), unit, fees, _text(time, "MOTA")))
    return found


def _list(raw: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = raw.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw.get(name)
    return "" if value is None else str(value)


def _number(raw: dict[str, Any], name: str) -> int:
    text = _text(raw, name).strip()
    return int(text) if text.isdigit() and len(text) < 4 else 0


def _day(text: str) -> Any:
    try:
        return datetime.strptime(text[:8], "%Y%m%d").date() if text else None  # noqa: DTZ007 (a day alone)
    except ValueError:
        return None


def to_session(definition: Definition) -> dict[str, Any]:
    """``definition`` as the interface would give it: what the simulator serves."""
    record: dict[str, Any] = {
        "MATTHC": definition.national_code,
        "MATTHCDP": definition.local_code,
        "TENTTHC": definition.name,
        "SOQUYETDINH": definition.decision.number,
        "NGAYQUYETDINH": f"{definition.decision.on:%Y%m%d}000000" if definition.decision.on else "",
        "TENCOQUANCONGBO": definition.decision.agency,
        "LINHVUCTHUCHIEN": [{"MALINHVUC": "", "TENLINHVUC": definition.sector}],
        "CAPTHUCHIEN": [_LEVELS[level] for level in definition.levels],
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": step} for step in definition.steps_text]}],
        "CACHTHUCTHUCHIEN": [_way(channel) for channel in definition.cases[0].channels],
        "THANHPHANHOSO": [_papers(case, len(definition.cases) > 1) for case in definition.cases],
        "MOTADOITUONGTHUCHIEN": "; ".join(definition.audience),
        "COQUANTHUCHIEN": [{"TENDONVI": definition.agencies_text, "MADONVI": ""}] if definition.agencies_text else [],
        "COQUANCOTHAMQUYEN": definition.competent_text,
        "KETQUATHUCHIEN": [{"MAKETQUA": one.code, "TENKETQUA": one.name} for one in definition.results],
        "CANCUPHAPLY": [{"SOVANBAN": one.number, "TENVANBAN": one.name} for one in definition.legal_basis],
        "YEUCAU": definition.conditions,
        "TRANGTHAI": "1",
    }
    return record | {"NGAYCAPNHAT": sha256(msgspec.json.encode(record)).hexdigest()[:14]}


def _way(channel: Channel) -> dict[str, Any]:
    count, unit = limit_cells(channel.limit)
    fees = [
        {"MAPHILEPHI": kind + "'", "SOTIEN": amount, "DONVI": "Đồng", "MOTA": words, "URL": ""}
        for kind, amount, words in map(fee_cells, channel.fees)
    ]
    time = {"THOIGIANGIAIQUYET": count, "DONVITINH": unit, "MOTA": note_of(channel), "PHILEPHI": fees}
    return {"KENH": _NUMBERS[channel.channel], "THOIGIAN": [time]}


def _papers(case: Case, named: bool) -> dict[str, Any]:
    return {
        "TRUONGHOP": case.name if named or case.key != "chung" else "",
        "GIAYTO": [
            {
                "MAGIAYTO": paper.code,
                "TENGIAYTO": paper.name,
                "TENMAUDON": paper.template,
                "URL": "",
                "SOBANCHINH": str(paper.originals),
                "SOBANSAO": str(paper.copies),
            }
            for paper in case.papers
        ],
    }
