"""Items of the session-based adapter: ``DongBoHoSoMC`` (the dossier whole) and ``CapNhatTienDoHoSoMC`` (one act).

Field names as the published clients of the adapter send them; which are mandatory is marked there by ``*``.
"""

from typing import Any

from motcua.exchange.rules.national.fields import CHANNELS, FEE_KINDS, WHEN_TAKEN, moment, yes
from motcua.exchange.rules.news import DossierNews, RequestTold

_KINDS = {"person": "1", "organisation": "2"}


def dossier_item(news: DossierNews) -> dict[str, Any]:
    """``DongBoHoSoMC`` item of a dossier."""
    return _facts(news) | {
        "TaiLieuNop": [
            {
                "TepDinhKemId": paper.id,
                "TenTepDinhKem": paper.file_name or paper.name[:200],
                "IsDeleted": "False",
                "MaThanhPhanHoSo": paper.code or paper.key,
                "DuongDanTaiTepTin": paper.link,
                "DuocSoHoa": yes(paper.digitised),
                "DuocTaiSuDung": "0",
                "DuocLayTuKhoDMQG": "0",
                "MaKetQuaThayThe": "",
            }
            for paper in news.papers
        ],
        "DanhSachLePhi": [
            {
                "TenPhiLePhi": fee.name,
                "MaPhiLePhi": FEE_KINDS[fee.kind],
                "HinhThucThu": WHEN_TAKEN[fee.when],
                "Gia": str(fee.amount),
                "LoaiPhiLePhi": FEE_KINDS[fee.kind],
            }
            for fee in news.fees
        ],
        "DanhSachTepDinhKemKhac": [
            {"TenGiayTo": paper.name[:500], "SoLuong": str(paper.originals + paper.copies or 1), "LoaiGiayTo": "1"}
            for paper in news.papers
            if paper.key == "other"
        ],
        "DanhSachHoSoBoSung": [_request(one) for one in news.requests],
        "DanhSachGiayToKetQua": [
            {
                "TenGiayTo": result.name[:500],
                "MaThanhPhanHoSo": "",
                "GiayToId": result.id,
                "DuongDanTepTinKetQua": result.link,
                "MaGiayToKetQua": result.number,
            }
            for result in news.results
        ],
    }


def _facts(news: DossierNews) -> dict[str, Any]:
    return {
        "MaHoSo": news.code,
        "MaTTHC": news.procedure,
        "TenTTHC": news.procedure_name,
        "MaLinhVuc": news.sector,
        "TenLinhVuc": news.sector_name,
        "SoBienNhan": news.slip,
        "KenhThucHien": CHANNELS[news.channel],
        "ChuHoSo": news.owner_name,
        "LoaiDoiTuong": _KINDS[news.owner_kind],
        "MaDoiTuong": "",
        "ThongTinKhac": "",
        "Email": news.email,
        "Fax": "",
        "SoDienThoai": news.phone,
        "TrichYeuHoSo": news.summary,
        "NgayNopHoSo": moment(news.submitted_at),
        "NgayTiepNhan": moment(news.received_at or news.submitted_at),
        "NgayHenTra": moment(news.due_at),
        "TrangThaiHoSo": str(news.status),
        "NgayTra": moment(news.handed_over_at),
        "ThongTinTra": news.handed_over_how,
        "HinhThuc": yes(news.by_post),
        "NgayKetThucXuLy": moment(news.ended_at),
        "NgayTuChoi": moment(news.refused_at),
        "DonViXuLy": news.unit_name,
        "GhiChu": "",
        "NoiNopHoSo": "2",
        "HoSoCoThanhPhanSoHoa": yes(any(paper.digitised for paper in news.papers)),
        "TaiKhoanDuocXacThucVoiVNeID": yes(news.identity_verified),
        "DuocThanhToanTrucTuyen": "2" if news.paid_online else "0",
        "LoaiDinhDanh": ("2" if len(news.identity_number) == 9 else "1") if news.identity_number else "",
        "SoDinhDanh": news.identity_number,
        "MaCSDL": "",
    }


def _request(one: RequestTold) -> dict[str, Any]:
    state = "Hoàn thành bổ sung" if one.accepted_at else "Công dân đã gửi bổ sung" if one.answered_at else ""
    return {
        "HoSoBoSungId": one.id,
        "NguoiYeuCauBoSung": one.by,
        "NoiDungBoSung": one.words,
        "NgayBoSung": moment(one.asked_at),
        "NguoiTiepNhanBoSung": "",
        "ThongTinTiepNhan": "",
        "NgayTiepNhanBoSung": moment(one.accepted_at),
        "TrangThaiBoSung": state or "Yêu cầu công dân bổ sung",
        "DanhSachGiayToBoSung": [{"TenGiayTo": name} for name in one.papers],
        "DanhSachLePhiBoSung": [],
        "NgayHenTraTruoc": moment(one.due_before),
        "NgayHenTraMoi": moment(one.due_after),
    }


def progress_item(news: DossierNews) -> dict[str, Any]:
    """``CapNhatTienDoHoSoMC`` item of the act that ``news`` tells."""
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
