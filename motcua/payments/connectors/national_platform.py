"""Nền tảng thanh toán Cổng DVCQG: create, return, notify, query, reconcile, in the platform's fields.

The names of fields are those in use between provinces and the platform as far as we know them; nobody could show us the
signed-off document. Which fields MaXacThuc covers and with which hash stand in ``law/platform.yaml``, unverified, so
that a province corrects them without touching code.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.kernel.calling import call_json
from motcua.kernel.clock import VIETNAM, day_of
from motcua.kernel.law import law
from motcua.payments.connectors.base import Begun, Forged, Heard, Listed, Notice, Order, Unreachable, Unreadable
from motcua.payments.rules.signing import platform_sign, same
from motcua.payments.rules.vietqr import BankAccount

GOOD = "00"
#: of an order that the platform does not know, and of one that nobody has paid yet
UNKNOWN, WAITING = "01", "02"
MOMENT = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True)
class NationalPlatform:
    """The platform, with our number there and the shared key."""

    url: str
    partner: str
    secret: str
    account: BankAccount

    def create(self, order: Order) -> Begun:
        """Begin an order; the answer is where the payer goes on."""
        sent = self._signed("create", self._order_fields(order), order.at.astimezone(VIETNAM).date())
        got = self._call("create", sent)
        if got.get("MaLoi") != GOOD:
            raise Unreachable(f"MaLoi {got.get('MaLoi')}: {str(got.get('MoTaLoi', ''))[:200]}")
        url = str(got.get("UrlThanhToan", ""))
        if not url.startswith(("https://", self.url)):
            raise Unreachable("the platform tells no address to pay at")
        return Begun(url=url)

    def _order_fields(self, order: Order) -> dict[str, Any]:
        kinds = {"fee": "1", "duty": "2"}
        lines = [
            {"LoaiPhiLePhi": kinds[line.kind], "MaPhiLePhi": "", "TenPhiLePhi": line.name, "SoTien": str(line.amount)}
            for line in order.lines
        ]
        return {
            "LoaiBanTin": "YCTT",
            "PhienBan": "1.0",
            "MaDoiTac": self.partner,
            "MaThamChieu": order.code,
            "SoTien": str(order.amount),
            "LoaiHinhThanhToan": "1",
            "MaKenhThanhToan": "1",
            "MaThietBi": "1",
            "NgonNgu": order.language,
            "MaTienTe": "VND",
            "MaNganHang": "",
            "ThongTinGiaoDich": order.words,
            "ThongTinBienLai": {
                "MaHoSo": order.reference,
                "HoTenNguoiNop": order.payer,
                "SoDinhDanh": order.payer_number,
                "PhiLePhi": lines,
            },
            "TKThuHuong": self.account.number,
            "MaNHThuHuong": self.account.bank,
            "TenTKThuHuong": self.account.holder,
            "ThoiGianGD": order.at.astimezone(VIETNAM).strftime(MOMENT),
            "UrlTraVe": order.return_url,
            "Ip": order.visitor,
        }

    def read_return(self, query: Mapping[str, str]) -> Heard:
        """What the payer's browser brings back, signed like a notice."""
        return self._heard(dict(query))

    def read_notice(self, notice: Notice) -> list[Heard]:
        """What the platform posts to us."""
        try:
            data = json.loads(notice.body)
        except ValueError as error:
            raise Unreadable("no JSON") from error
        if not isinstance(data, dict):
            raise Unreadable("no message")
        return [self._heard(data)]

    def answer(self, outcome: str) -> tuple[int, str, bytes]:
        """MaLoi as the platform reads it; anything but 00 makes it tell again."""
        code, words = {
            "taken": (GOOD, "Thành công"),
            "known": (GOOD, "Đã ghi nhận trước đó"),
            "other amount": ("04", "Sai số tiền, sẽ hoàn lại"),
            "unknown": ("01", "Không có giao dịch này"),
            "forged": ("97", "Sai mã xác thực"),
            "unreadable": ("03", "Bản tin không đúng"),
        }.get(outcome, ("99", "Thử lại sau"))
        return 200, "application/json", json.dumps({"MaLoi": code, "MoTaLoi": words}, ensure_ascii=False).encode()

    def ask(self, order: str, started_at: datetime, at: datetime) -> Heard | None:
        """Vấn tin: how an order stands."""
        fields = {
            "LoaiBanTin": "TVGD",
            "PhienBan": "1.0",
            "MaDoiTac": self.partner,
            "MaThamChieu": order,
            "ThoiGianGD": at.astimezone(VIETNAM).strftime(MOMENT),
        }
        got = self._call("query", self._signed("query", fields, day_of(at)))
        if got.get("MaLoi") == UNKNOWN:
            return None
        if got.get("MaLoi") == WAITING:
            return Heard(order=order, paid=None)
        try:
            heard = self._heard(got)
        except (Forged, Unreadable) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        if heard.order != order:
            raise Unreachable("the answer is about another order")
        return heard

    def listed(self, day: date) -> Iterator[Listed]:
        """Đối soát: all money of a day."""
        fields = {"LoaiBanTin": "DSGD", "PhienBan": "1.0", "MaDoiTac": self.partner, "NgayDoiSoat": f"{day:%Y%m%d}"}
        got = self._call("reconcile", self._signed("reconcile", fields, day))
        rows = got.get("GiaoDich")
        if got.get("MaLoi") != GOOD or not isinstance(rows, list):
            raise Unreachable(f"MaLoi {got.get('MaLoi')}")
        try:
            found = [
                Listed(
                    reference=str(row["MaGiaoDich"]),
                    at=_moment(row["ThoiGianGD"]),
                    amount=int(row["SoTien"]),
                    order=str(row["MaThamChieu"]),
                )
                for row in rows
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise Unreachable("a line of the day lacks something") from error
        told = {**got, "SoGiaoDich": str(len(found)), "TongTien": str(sum(line.amount for line in found))}
        if not self._holds("reconciled", told, day):
            raise Unreachable("the list is not signed by the platform, or not whole")
        return iter(found)

    def _heard(self, data: Mapping[str, Any]) -> Heard:
        """A result, once its signature holds."""
        try:
            at = _moment(data.get("ThoiGianGD"))
            amount = int(str(data["SoTien"]))
            order, code = str(data["MaThamChieu"]), str(data["MaLoi"])
            holds = data.get("MaDoiTac") == self.partner and self._holds("result", data, at.date())
        except (LookupError, ValueError) as error:  # LookupError: a day for which there is no figure
            raise Unreadable("a field is missing or not as it should be") from error
        if not holds:
            raise Forged("MaXacThuc does not hold")
        return Heard(order=order, paid=code == GOOD, amount=amount, reference=str(data.get("MaGiaoDich") or ""), at=at)

    def _signed(self, message: str, fields: dict[str, Any], day: date) -> dict[str, Any]:
        figure = law("payments.platform_signature", on=day)
        return {**fields, "MaXacThuc": platform_sign(fields, figure[message], self.secret, figure["digest"])}

    def _holds(self, message: str, fields: Mapping[str, Any], day: date) -> bool:
        figure = law("payments.platform_signature", on=day)
        good = platform_sign(fields, figure[message], self.secret, figure["digest"])
        return bool(self.secret) and same(str(fields.get("MaXacThuc", "")).lower(), good)

    def _call(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        got = call_json(f"{self.url}/{path}", data)
        if not isinstance(got, dict):
            raise Unreachable("the answer is no message")
        return got


def _moment(text: Any) -> datetime:
    return datetime.strptime(str(text), MOMENT).replace(tzinfo=VIETNAM)
