"""A simulated national payment platform: orders, a page to pay at, results told to us, questions, the list of a day."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

from motcua.payments.simulators.store import Order, Store, vietnam_now

KIND = "national_platform"
MOMENT = "%Y%m%d%H%M%S"
CREATE = (
    *("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan"),
    *("MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich", "TKThuHuong", "MaNHThuHuong"),
    *("TenTKThuHuong", "ThoiGianGD", "Ip"),
)
SIGNED = {
    "create": CREATE,
    "query": ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"),
    "reconcile": ("LoaiBanTin", "PhienBan", "MaDoiTac", "NgayDoiSoat"),
    "result": ("MaDoiTac", "MaThamChieu", "SoTien", "MaLoi", "MaGiaoDich", "ThoiGianGD"),
    "reconciled": ("MaDoiTac", "NgayDoiSoat", "SoGiaoDich", "TongTien"),
}


def seal(store: Store, kind: str, fields: dict[str, Any]) -> str:
    """MaXacThuc of ``fields``."""
    told = "|".join("" if fields.get(name) is None else str(fields[name]) for name in SIGNED[kind])
    return hmac.new(store.secret.encode(), told.encode(), hashlib.sha256).hexdigest()


def answer(store: Store, service: str, data: dict[str, Any], here: str) -> dict[str, Any]:
    """To a message of ours."""
    if data.get("MaXacThuc") != seal(store, service, data):
        return {"MaLoi": "97", "MoTaLoi": "Sai mã xác thực"}
    if data.get("MaDoiTac") != store.partner:
        return {"MaLoi": "05", "MoTaLoi": "Không có đối tác này"}
    return {"create": _create, "query": _query, "reconcile": _reconcile}[service](store, data, here)


def _create(store: Store, data: dict[str, Any], here: str) -> dict[str, Any]:
    code, told = str(data["MaThamChieu"]), int(data["SoTien"])
    lines = data["ThongTinBienLai"]["PhiLePhi"]
    if sum(int(line["SoTien"]) for line in lines) != told:
        return {"MaLoi": "04", "MoTaLoi": "Tổng các khoản khác số tiền"}
    store.orders.setdefault((KIND, code), Order(code, told, str(data["UrlTraVe"]), str(data["ThongTinGiaoDich"])))
    return {"MaLoi": "00", "MoTaLoi": "Thành công", "UrlThanhToan": f"{here}/platform/pay?{urlencode({'order': code})}"}


def result(store: Store, order: Order) -> dict[str, Any]:
    """How an order ended, signed."""
    fields = {
        "LoaiBanTin": "TBKQ",
        "MaDoiTac": store.partner,
        "MaThamChieu": order.code,
        "SoTien": str(order.amount),
        "MaLoi": "00" if order.state == "paid" else "24",
        "MaGiaoDich": order.number,
        "ThoiGianGD": (order.paid_at or vietnam_now()).strftime(MOMENT),
    }
    return {**fields, "MaXacThuc": seal(store, "result", fields)}


def _query(store: Store, data: dict[str, Any], here: str) -> dict[str, Any]:
    order = store.orders.get((KIND, str(data["MaThamChieu"])))
    if order is None:
        return {"MaLoi": "01", "MoTaLoi": "Không có giao dịch"}
    if not order.state:
        return {"MaLoi": "02", "MoTaLoi": "Chưa thanh toán"}
    return result(store, order)


def _reconcile(store: Store, data: dict[str, Any], here: str) -> dict[str, Any]:
    day = str(data["NgayDoiSoat"])
    paid = [
        one
        for (kind, _), one in store.orders.items()
        if kind == KIND and one.state == "paid" and one.paid_at and one.paid_at.strftime("%Y%m%d") == day
    ]
    fields = {
        "MaDoiTac": store.partner,
        "NgayDoiSoat": day,
        "SoGiaoDich": str(len(paid)),
        "TongTien": str(sum(one.amount for one in paid)),
    }
    rows = [
        {
            "MaThamChieu": one.code,
            "SoTien": str(one.amount),
            "MaGiaoDich": one.number,
            "ThoiGianGD": one.paid_at.strftime(MOMENT) if one.paid_at else "",
        }
        for one in paid
    ]
    return {"MaLoi": "00", **fields, "GiaoDich": rows, "MaXacThuc": seal(store, "reconciled", fields)}


def tell(store: Store, order: Order) -> tuple[int, str]:
    """Push the result to us."""
    body = json.dumps(result(store, order)).encode()
    return store.push("/thanh-toan/bao/national_platform/", body, {"Content-Type": "application/json"})


def way_back(store: Store, order: Order) -> str:
    """Where the payer's browser goes, with the signed result."""
    return f"{order.return_url}?{urlencode(result(store, order))}"
