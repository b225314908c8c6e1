"""What the simulated national side tells: packs, or a file of crawled records, in the fields of either style."""

import gzip
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec
from django.conf import settings

from motcua.procedures.actions.import_packs import read_pack
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.national.portal import to_portal
from motcua.procedures.rules.national.session import to_session
from motcua.procedures.rules.pack_file import pack_files

#: how a definition is written in each style
WRITE: dict[str, Callable[[Definition], dict[str, Any]]] = {"session": to_session, "token": to_portal}


def records_of(path: Path | None, style: str) -> list[dict[str, Any]]:
    """The procedures of packs, or of a file of crawled records, as the interface gives them; ours without ``path``.

    Crawled records keep every defect that they have: only the names of fields are the interface's.
    """
    if path and ".jsonl" in path.name:
        rows = list(_lines(path))
        return [RAW[style](row) if "ma" in row else row for row in rows]
    found = {one.national_code: one for one in packs(path) if one.national_code}
    return [WRITE[style](one) for one in found.values()]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for line in lines:
            if line.strip():
                yield msgspec.json.decode(line)


def packs(path: Path | None = None) -> Iterator[Definition]:
    """The procedures in a folder of packs; our own without ``path``."""
    for file in pack_files(path or settings.PACKAGE / "procedures" / "packs" / settings.PROVINCE):
        yield read_pack(file.read_text("utf-8"), file.name)


def _mark(record: dict[str, Any]) -> str:
    return sha256(msgspec.json.encode(record)).hexdigest()


def raw_session(row: dict[str, Any]) -> dict[str, Any]:
    """A crawled record in the fields of the session style, its texts as they are."""
    record: dict[str, Any] = {
        "MATTHC": row["ma"],
        "TENTTHC": row["ten"],
        "SOQUYETDINH": row.get("quyet_dinh"),
        "LINHVUCTHUCHIEN": [{"MALINHVUC": "", "TENLINHVUC": row.get("linh_vuc")}],
        "CAPTHUCHIEN": row.get("cap"),
        "TRINHTUTHUCHIEN": row.get("trinh_tu") or "",
        "CACHTHUCTHUCHIEN": [
            {
                "KENH": way.get("kenh"),
                "THOIGIAN": [
                    {"THOIGIANGIAIQUYET": way.get("so"), "DONVITINH": way.get("don_vi"), "MOTA": way.get("phi_raw")}
                ],
            }
            for way in row.get("cach_thuc") or []
        ],
        "THANHPHANHOSO": _papers(row, "TRUONGHOP", "GIAYTO", _paper_of_session),
        "MOTADOITUONGTHUCHIEN": "; ".join(row.get("doi_tuong") or []),
        "COQUANTHUCHIEN": [{"TENDONVI": row.get("co_quan_thuc_hien"), "MADONVI": ""}],
        "COQUANCOTHAMQUYEN": row.get("co_quan_tham_quyen"),
        "KETQUATHUCHIEN": [{"MAKETQUA": row.get("ket_qua_ma"), "TENKETQUA": row.get("ket_qua")}],
        "CANCUPHAPLY": [{"SOVANBAN": number, "TENVANBAN": ""} for number in row.get("can_cu") or []],
        "YEUCAU": row.get("yeu_cau"),
    }
    return record | {"NGAYCAPNHAT": _mark(record)[:14]}


def raw_portal(row: dict[str, Any]) -> dict[str, Any]:
    """A crawled record in the fields of the token style, its texts as they are."""
    levels = [one.lower() for one in row.get("cap") or []]
    record: dict[str, Any] = {
        "id": str(uuid5(NAMESPACE_URL, row["ma"])),
        "code": row["ma"],
        "name": row["ten"],
        "decisionNo": row.get("quyet_dinh"),
        "state": "ACTIVE",
        "isMinistry": "cấp bộ" in levels,
        "isProvince": "cấp tỉnh" in levels,
        "isWard": "cấp xã" in levels,
        "isOtherAgency": "cơ quan khác" in levels,
        "categoriesDetails": [{"name": row.get("linh_vuc"), "code": ""}],
        "subjectTypesDetails": [{"name": name, "code": ""} for name in row.get("doi_tuong") or []],
        "departmentsExecuting": [{"name": row.get("co_quan_thuc_hien"), "code": ""}],
        "departmentsAuthority": [{"name": row.get("co_quan_tham_quyen"), "code": ""}],
        "executionSteps": row.get("trinh_tu") or "",
        "executionMethods": [
            {
                "submissionMethod": way.get("kenh"),
                "processingTime": way.get("so"),
                "processingTimeUnit": _UNITS.get(way.get("don_vi"), way.get("don_vi") or "OTHER"),
                "description": way.get("phi_raw"),
                "fees": [],
            }
            for way in row.get("cach_thuc") or []
        ],
        "executionCases": _papers(row, "name", "profileComponents", _paper_of_portal),
        "legalBasisesDetails": [{"code": number, "name": number} for number in row.get("can_cu") or []],
        "resultsDetails": [{"name": row.get("ket_qua"), "code": row.get("ket_qua_ma")}],
        "requirementsAndConditions": row.get("yeu_cau"),
    }
    return record | {"updatedAt": int(_mark(record)[:11], 16)}


_UNITS: dict[Any, str] = {"Ngày làm việc": "WORKING_DAY", "Ngày": "DAY", "Giờ": "HOUR", "Tháng": "MONTH"}
RAW: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {"session": raw_session, "token": raw_portal}


def _papers(row: dict[str, Any], title: str, rows: str, paper: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """The glued table as the one text that it is; a table that was never glued, row by row."""
    told = row.get("thanh_phan_ho_so_raw") or ""
    return told if isinstance(told, str) else [{title: "", rows: [paper(one) for one in told]}]


def _paper_of_session(one: dict[str, Any]) -> dict[str, Any]:
    originals, copies = _counts(one.get("ghi_chu") or "")
    name, template = one.get("ten_giay_to"), one.get("so_luong")
    return {"TENGIAYTO": name, "TENMAUDON": template, "SOBANCHINH": originals, "SOBANSAO": copies}


def _paper_of_portal(one: dict[str, Any]) -> dict[str, Any]:
    originals, copies = _counts(one.get("ghi_chu") or "")
    files = [{"fileName": one["so_luong"]}] if one.get("so_luong") else []
    return {"name": one.get("ten_giay_to"), "originalQty": originals, "copyQty": copies, "attachments": files}


def _counts(words: str) -> tuple[str, str]:
    return tuple((re.findall(rf"{name}: ?(\d+)", words) or ["0"])[0] for name in ("Bản chính", "Bản sao"))
