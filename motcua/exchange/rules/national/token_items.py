"""Bodies of the token-based interface: ``NoiHoSo`` (create), ``CapNhatTienTrinh`` (an act), ``CapNhatTrangThai``."""

from collections.abc import Mapping
from typing import Any

from motcua.exchange.rules.national.fields import moment
from motcua.exchange.rules.news import DossierNews

#: this style counts kinds of people from nought
_KINDS = {"person": "0", "organisation": "1"}


def creation(news: DossierNews, files: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """``NoiHoSo`` body; ``files``: id of a paper → what ``UploadFile`` answered (IdTepTin, HashTepTin)."""
    return {
        "MaHoSo": news.code,
        "MaTTHC": news.procedure,
        "MaDichVuCong": news.local_procedure,
        "ChuHoSo": news.owner_name,
        "LoaiDoiTuong": _KINDS[news.owner_kind],
        "MaDonViTiepNhan": news.reception_unit,
        "NgayNop": moment(news.submitted_at),
        "NgayTiepNhan": moment(news.received_at or news.submitted_at),
        "ThanhPhanHoSo": [
            {
                "MaThanhPhanHoSo": paper.code or paper.key,
                "TenThanhPhanHoSo": paper.name,
                "SoLuong": str(paper.originals + paper.copies or 1),
                "LoaiBan": "2" if paper.file_name else ("0" if paper.originals else "1"),
                "GiayToDinhKem": _attached(paper.file_name or paper.name, files.get(paper.id)),
            }
            for paper in news.papers
        ],
        "ThongTinNguoiNop": _submitter(news),
    }


def _attached(name: str, file: Mapping[str, str] | None) -> list[dict[str, str]]:
    if file is None:
        return []
    return [{"IdGiayTo": file["IdTepTin"], "MaKetQua": "", "TenGiayTo": name[:200], "HashTepTin": file["HashTepTin"]}]


def _submitter(news: DossierNews) -> dict[str, Any]:
    return {
        "LoaiDoiTuong": _KINDS[news.owner_kind],
        "IdDoiTuong": "",
        "ThongTinChiTiet": {
            "TenNguoiNop": news.submitter_name or news.owner_name,
            "SoDinhDanh": news.submitter_number or news.identity_number,
            "NgayCapDinhDanh": "",
            "NgaySinh": "",
            "SoDienThoai": news.phone,
            "Email": news.email,
            "Fax": "",
            "MaTinh": "",
            "MaHuyen": "",
            "MaXa": "",
            "DiaChiChiTiet": news.address,
            "TenChuHs": news.owner_name,
            "SoDinhDanhChuHs": news.identity_number,
            "MaTinhChuHs": "",
            "MaXaChuHs": "",
            "DiaChiChiTietChuHs": news.address,
        },
    }


def progress(news: DossierNews) -> dict[str, Any]:
    """``CapNhatTienTrinh`` body."""
    act = news.act
    return {
        "MaHoSo": news.code,
        "NguoiXuLy": act.by,
        "ChucDanh": act.title,
        "ThoiDiemXuLy": moment(act.at),
        "PhongBanXuLy": act.unit,
        "NoiDungXuLy": act.words,
        "TrangThai": str(act.status),
        "NgayBatDau": moment(act.started_at or act.at),
        "NgayKetThucTheoQuyDinh": moment(act.due_at),
    }


def status_change(news: DossierNews) -> dict[str, Any]:
    """``CapNhatTrangThai`` body."""
    return {
        "MaHoSo": news.code,
        "TrangThai": str(news.status),
        "ThoiDiem": moment(news.act.at),
        "NgayHenTra": moment(news.due_at),
        "NgayTra": moment(news.handed_over_at),
        "GiayToKetQua": [{"TenGiayTo": one.name, "MaKetQua": one.number} for one in news.results],
    }
