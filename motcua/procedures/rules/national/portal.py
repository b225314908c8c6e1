"""Records of the new national portal (``executionMethods``, ``executionCases`` …), read and written."""

from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from motcua.kernel.limits import LimitUnit
from motcua.procedures.rules.definition import Case, Channel, Definition
from motcua.procedures.rules.national.papers import Cells, Structured
from motcua.procedures.rules.national.ways import CHANNELS, UNITS, fee_cells, fee_text, note_of, way

_METHODS = {"ONLINE": CHANNELS["online"], "DIRECT": CHANNELS["counter"], "POSTAL": CHANNELS["post"]}
_METHOD_OF = {"online": "ONLINE", "counter": "DIRECT", "post": "POSTAL"}
_UNITS: dict[str, LimitUnit] = {
    "DAY": "calendar_day",
    "WORKING_DAY": "working_day",
    "MONTH": "month",
    "HOUR": "working_hour",
}
_UNIT_OF = {unit: name for name, unit in _UNITS.items()}
_LEVELS = {
    "isMinistry": ("ministry", "Cấp bộ"),
    "isProvince": ("province", "Cấp tỉnh"),
    "isWard": ("commune", "Cấp xã"),
    "isOtherAgency": ("other", "Cơ quan khác"),
}
_VIETNAM = timezone(timedelta(hours=7))


def from_portal(raw: dict[str, Any]) -> dict[str, Any]:
    """The record, as ``parse_record`` reads it."""
    proposal = raw.get("procedureProposal") or {}
    basis = _list(raw, "legalBasisesDetails")
    return {
        "ma": _text(raw, "code"),
        "ten": raw.get("name"),
        "linh_vuc": _names(raw, "categoriesDetails")[:1][0] if _names(raw, "categoriesDetails") else "",
        "cap": [words for name, (_level, words) in _LEVELS.items() if raw.get(name)],
        "quyet_dinh": _text(raw, "decisionNo") or _text(proposal, "decisionNumber"),
        "ngay_quyet_dinh": _day(proposal.get("decisionDate")),
        "co_quan_cong_bo": _text(proposal, "issuingAgency") or _text(raw, "departmentPromulgateName"),
        "doi_tuong": _names(raw, "subjectTypesDetails"),
        "co_quan_thuc_hien": "; ".join(_names(raw, "departmentsExecuting")),
        "co_quan_tham_quyen": "; ".join(_names(raw, "departmentsAuthority")),
        **_steps_of(raw),
        "cach_thuc": [_way_read(row) for row in _list(raw, "executionMethods")],
        "thanh_phan_ho_so_raw": raw["executionCases"]
        if isinstance(raw.get("executionCases"), str)
        else [
            Structured(_text(case, "name"), [_cells(row) for row in _list(case, "profileComponents")])
            for case in _list(raw, "executionCases")
        ],
        "can_cu": [_text(row, "code") or _text(row, "name") for row in basis],
        "can_cu_ten": {_text(row, "code"): _text(row, "name") for row in basis if row.get("code") != row.get("name")},
        "yeu_cau": raw.get("requirementsAndConditions"),
        "cac_ket_qua": [
            {"ket_qua": row.get("name"), "ket_qua_ma": row.get("code")} for row in _list(raw, "resultsDetails")
        ],
        "nguon": "",
    }


def _steps_of(raw: dict[str, Any]) -> dict[str, Any]:
    """The steps; some records hold one text instead of the table."""
    told = raw.get("executionSteps")
    return (
        {"trinh_tu": told} if isinstance(told, str) else {"buoc": [_step(row) for row in _list(raw, "executionSteps")]}
    )


def _step(row: dict[str, Any]) -> str:
    name, words = _text(row, "name").strip(), _text(row, "description").strip()
    return f"{name}: {words}" if name and words and not words.startswith(name) else words or name


def _way_read(row: dict[str, Any]) -> dict[str, Any]:
    fees = [
        fee_text(
            fee.get("value"),
            "1" if _text(fee, "type") == "SERVICE_FEE" else "2",
            _text(fee, "description"),
            "USD" if _text(fee, "currencyName").upper() == "USD" else "VNĐ",
        )
        for fee in _list(row, "fees")
    ]
    told = _text(row, "processingTimeUnit")
    unit = UNITS[_UNITS[told]] if told in _UNITS else "" if told == "OTHER" else told
    channel = _METHODS.get(_text(row, "submissionMethod"), _text(row, "submissionMethod"))
    return way(channel, row.get("processingTime"), unit, fees, _text(row, "description"))


def _cells(row: dict[str, Any]) -> Cells:
    files = _list(row, "attachments")
    required = row.get("required")
    return Cells(
        _text(row, "name"),
        "; ".join(_text(file, "fileName") for file in files),
        int(row.get("originalQty") or 0),
        int(row.get("copyQty") or 0),
        _text(row, "code"),
        required if isinstance(required, bool) else None,
    )


def _list(raw: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = raw.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _names(raw: dict[str, Any], name: str) -> list[str]:
    return [_text(row, "name") for row in _list(raw, name) if _text(row, "name")]


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw.get(name)
    return "" if value is None else str(value)


def _day(milliseconds: Any) -> Any:
    if not isinstance(milliseconds, int | float) or not 0 < milliseconds < 32503680000000:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, tz=_VIETNAM).date()


def to_portal(definition: Definition) -> dict[str, Any]:
    """``definition`` as the portal would give it: what the simulator serves."""
    decided = definition.decision.on
    midnight = datetime(decided.year, decided.month, decided.day, tzinfo=_VIETNAM) if decided else None
    record: dict[str, Any] = {
        "id": str(uuid5(NAMESPACE_URL, definition.national_code)),
        "code": definition.national_code,
        "name": definition.name,
        "decisionNo": definition.decision.number,
        "state": "ACTIVE",
        "type": "STANDARD",
        **{name: level in definition.levels for name, (level, _words) in _LEVELS.items()},
        "categoriesDetails": [{"name": definition.sector, "code": ""}],
        "subjectTypesDetails": [{"name": name, "code": ""} for name in definition.audience],
        "departmentsExecuting": [{"name": definition.agencies_text, "code": ""}] if definition.agencies_text else [],
        "departmentsAuthority": [{"name": definition.competent_text, "code": ""}] if definition.competent_text else [],
        "executionSteps": [{"name": "", "description": step} for step in definition.steps_text],
        "executionMethods": [_way_written(channel) for channel in definition.cases[0].channels],
        "executionCases": [_case(case, len(definition.cases) > 1) for case in definition.cases],
        "legalBasisesDetails": [{"code": one.number, "name": one.name} for one in definition.legal_basis],
        "resultsDetails": [{"name": one.name, "code": one.code} for one in definition.results],
        "requirementsAndConditions": definition.conditions,
        "procedureProposal": {
            "decisionNumber": definition.decision.number,
            "decisionDate": int(midnight.timestamp() * 1000) if midnight else None,
            "issuingAgency": definition.decision.agency,
        },
    }
    return record | {"updatedAt": int(sha256(msgspec.json.encode(record)).hexdigest()[:11], 16)}


def _way_written(channel: Channel) -> dict[str, Any]:
    limit = channel.limit
    return {
        "submissionMethod": _METHOD_OF[channel.channel],
        "processingTime": limit.value if limit else None,
        "processingTimeUnit": _UNIT_OF[limit.unit] if limit else "OTHER",
        "description": note_of(channel),
        "fees": [
            {
                "type": "SERVICE_FEE" if kind == "1" else "DUTY",
                "value": int(amount) if amount else None,
                "description": words,
                "currencyName": "VNĐ",
            }
            for kind, amount, words in map(fee_cells, channel.fees)
        ],
    }


def _case(case: Case, named: bool) -> dict[str, Any]:
    return {
        "name": case.name if named or case.key != "chung" else "",
        "profileComponents": [
            {
                "code": paper.code,
                "name": paper.name,
                "originalQty": paper.originals,
                "copyQty": paper.copies,
                "required": paper.required,
                "attachments": [{"fileName": paper.template}] if paper.template else [],
            }
            for paper in case.papers
        ],
    }
