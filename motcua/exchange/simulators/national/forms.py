"""What the simulator accepts: fields that must be there, fields that may, and their shapes.

Written from the published descriptions of the interface, apart from what the connector writes, so that a
field that the connector forgets or invents is found.
"""

import re
from typing import Any


def _words(text: str) -> list[str]:
    return text.split()


_DATE = re.compile(r"\d{14}|")
_DOSSIER_MUST = frozenset(
    _words("""MaHoSo MaTTHC MaLinhVuc LoaiDoiTuong NgayTiepNhan TrangThaiHoSo DonViXuLy ChuHoSo KenhThucHien""")
)
_DOSSIER_MAY = frozenset(
    _words("""TenTTHC TenLinhVuc SoBienNhan MaDoiTuong ThongTinKhac Email Fax SoDienThoai TrichYeuHoSo NgayNopHoSo
    NgayHenTra NgayTra ThongTinTra HinhThuc NgayKetThucXuLy NgayTuChoi GhiChu NoiNopHoSo
    HoSoCoThanhPhanSoHoa TaiKhoanDuocXacThucVoiVNeID DuocThanhToanTrucTuyen LoaiDinhDanh SoDinhDanh
    MaCSDL TaiLieuNop DanhSachLePhi DanhSachTepDinhKemKhac DanhSachHoSoBoSung DanhSachGiayToKetQua""")
)
_LISTS = {
    "TaiLieuNop": frozenset(
        _words("""TepDinhKemId TenTepDinhKem IsDeleted MaThanhPhanHoSo DuongDanTaiTepTin DuocSoHoa DuocTaiSuDung
    DuocLayTuKhoDMQG MaKetQuaThayThe""")
    ),
    "DanhSachLePhi": frozenset(["TenPhiLePhi", "MaPhiLePhi", "HinhThucThu", "Gia", "LoaiPhiLePhi"]),
    "DanhSachTepDinhKemKhac": frozenset(["TenGiayTo", "SoLuong", "LoaiGiayTo"]),
    "DanhSachHoSoBoSung": frozenset(
        _words("""HoSoBoSungId NguoiYeuCauBoSung NoiDungBoSung NgayBoSung NguoiTiepNhanBoSung ThongTinTiepNhan
    NgayTiepNhanBoSung TrangThaiBoSung DanhSachGiayToBoSung DanhSachLePhiBoSung NgayHenTraTruoc
    NgayHenTraMoi""")
    ),
    "DanhSachGiayToKetQua": frozenset(
        ["TenGiayTo", "MaThanhPhanHoSo", "GiayToId", "DuongDanTepTinKetQua", "MaGiayToKetQua"]
    ),
}
_PROGRESS = frozenset(
    _words("""MaHoSo NguoiXuLy ChucDanh ThoiDiemXuLy PhongBanXuLy NoiDungXuLy TrangThai NgayBatDau
    NgayKetThucTheoQuyDinh""")
)
_PROGRESS_MUST = frozenset(["MaHoSo", "NguoiXuLy", "ThoiDiemXuLy", "NoiDungXuLy", "TrangThai"])
_CREATION = frozenset(
    _words("""MaHoSo MaTTHC MaDichVuCong ChuHoSo LoaiDoiTuong MaDonViTiepNhan NgayNop NgayTiepNhan ThanhPhanHoSo
    ThongTinNguoiNop""")
)
_CREATION_MUST = _CREATION - {"MaDichVuCong", "NgayNop"}
_CHANGE = frozenset(_words("""MaHoSo TrangThai ThoiDiem NgayHenTra NgayTra GiayToKetQua"""))


def faults_of_dossier(item: dict[str, Any]) -> list[str]:
    """What is wrong with an item of ``DongBoHoSoMC``."""
    found = _shape(item, _DOSSIER_MUST, _DOSSIER_MUST | _DOSSIER_MAY)
    for name, allowed in _LISTS.items():
        rows = item.get(name, [])
        if not isinstance(rows, list):
            found.append(f"{name} is no list")
            continue
        for row in rows:
            found += [f"{name}: {fault}" for fault in _shape(row, allowed, allowed, values=False)]
    found += _one_of(item, "TrangThaiHoSo", [str(n) for n in range(1, 11)])
    found += _one_of(item, "KenhThucHien", ["1", "2", "3"]) + _one_of(item, "LoaiDoiTuong", ["1", "2"])
    for fee in item.get("DanhSachLePhi", []):
        if not str(fee.get("Gia", "")).isdigit():
            found.append("DanhSachLePhi: Gia is no number")
    return found


def faults_of_progress(item: dict[str, Any]) -> list[str]:
    """What is wrong with an item of ``CapNhatTienDoHoSoMC`` or a body of ``CapNhatTienTrinh``."""
    return _shape(item, _PROGRESS_MUST, _PROGRESS) + _one_of(item, "TrangThai", [str(n) for n in range(1, 11)])


def faults_of_creation(body: dict[str, Any]) -> list[str]:
    """What is wrong with a body of ``NoiHoSo``."""
    found = _shape(body, _CREATION_MUST, _CREATION, empty_ok=frozenset({"ThanhPhanHoSo"}))
    found += _one_of(body, "LoaiDoiTuong", ["0", "1", "2"])
    submitter = body.get("ThongTinNguoiNop")
    if not isinstance(submitter, dict) or not isinstance(submitter.get("ThongTinChiTiet"), dict):
        found.append("ThongTinNguoiNop.ThongTinChiTiet is missing")
    for row in body.get("ThanhPhanHoSo") or []:
        if row.get("LoaiBan") not in ("0", "1", "2"):
            found.append("ThanhPhanHoSo: LoaiBan")
        for file in row.get("GiayToDinhKem", []):
            if not file.get("IdGiayTo") or len(file.get("HashTepTin", "")) != 64:
                found.append("ThanhPhanHoSo: GiayToDinhKem")
    return found


def faults_of_change(body: dict[str, Any]) -> list[str]:
    """What is wrong with a body of ``CapNhatTrangThai``."""
    found = _shape(body, frozenset({"MaHoSo", "TrangThai", "ThoiDiem"}), _CHANGE)
    return found + _one_of(body, "TrangThai", [str(n) for n in range(1, 11)])


def _shape(
    item: Any, must: frozenset[str], may: frozenset[str], *, values: bool = True, empty_ok: frozenset[str] = frozenset()
) -> list[str]:
    if not isinstance(item, dict):
        return ["is no object"]
    found = [f"unknown field {name}" for name in item.keys() - may]
    found += [f"{name} is missing" for name in must if name not in item]
    if values:
        found += [f"{name} is empty" for name in must - empty_ok if name in item and not item[name]]
    for name, value in item.items():
        if name.startswith(("Ngay", "ThoiDiem")):
            if not isinstance(value, str) or not _DATE.fullmatch(value):
                found.append(f"{name} is no yyyyMMddHHmmss")
        elif not isinstance(value, (str, list, dict)):
            found.append(f"{name} is no text")
    return found


def _one_of(item: dict[str, Any], name: str, allowed: list[str]) -> list[str]:
    return [] if item.get(name) in allowed else [f"{name} is none of {', '.join(allowed)}"]
