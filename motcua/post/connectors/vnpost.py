"""Bưu điện: the "điều tin" of hành chính công as JSON over HTTPS, both sides signing what they say.

Names of fields are those in use between provinces and the carrier; the signature is a keyed hash over moment and body,
as its pushes bear it. Numbers of states stand in ``law/vnpost.yaml``, unverified, so that a province corrects them
without touching code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.kernel.calling import TIMEOUT, Partner, as_json, json_body
from motcua.kernel.clock import VIETNAM, day_of, now
from motcua.kernel.law import law
from motcua.post.connectors.base import (
    Accepted,
    CollectedLine,
    Declined,
    Forged,
    News,
    Order,
    Party,
    Push,
    Unreachable,
    Unreadable,
)
from motcua.post.rules import tracking
from motcua.post.rules.signing import CUSTOMER, MOMENT, SIGNATURE, holds, signature

GOOD, KNOWN, UNKNOWN, LATER = "00", "01", "04", "99"
KINDS = {"collect": "1", "deliver": "2"}
MOST_NEWS = 1000
_STATES = {
    "accepted": tracking.ACCEPTED,
    "refused": tracking.REFUSED,
    "cancelled": tracking.CANCELLED,
    "picked_up": tracking.PICKED_UP,
    "in_transit": tracking.IN_TRANSIT,
    "arrived": tracking.ARRIVED,
    "out": tracking.OUT,
    "failed": tracking.FAILED,
    "delivered": tracking.DELIVERED,
    "returning": tracking.RETURNING,
    "returned": tracking.RETURNED,
    "lost": tracking.LOST,
}


@dataclass(frozen=True, slots=True)
class VnPost:
    """The carrier, with our number there and the shared key."""

    url: str
    customer: str
    secret: str
    timeout: float = TIMEOUT

    def create(self, order: Order) -> Accepted:
        """``postDieuTin``."""
        told = self._call("postDieuTin", self._fields(order))
        if told.get("MaLoi") not in (GOOD, KNOWN):
            raise Declined(_said(told))
        number, price = str(told.get("MaBuuGui") or ""), told.get("CuocChinh")
        if not number or len(number) > 40:
            raise Unreachable("the answer names no parcel")
        return Accepted(number, price if isinstance(price, int) and 0 <= price < 10**8 else None)

    def change(self, order: Order) -> None:
        """``suaDieuTin``."""
        told = self._call("suaDieuTin", self._fields(order))
        if told.get("MaLoi") != GOOD:
            raise Declined(_said(told))

    def cancel(self, code: str) -> None:
        """``huyDieuTin``."""
        told = self._call("huyDieuTin", {"SoDonHang": code})
        if told.get("MaLoi") not in (GOOD, KNOWN, UNKNOWN):
            raise Declined(_said(told))

    def news_of(self, code: str) -> Sequence[News]:
        """``traCuuHanhTrinh``: what getAcceptance and getDelivery tell, in one list."""
        told = self._call("traCuuHanhTrinh", {"SoDonHang": code})
        if told.get("MaLoi") == UNKNOWN:
            return []
        if told.get("MaLoi") != GOOD:
            raise Unreachable(_said(told))
        try:
            return _read(told)
        except Unreadable as error:
            raise Unreachable(str(error)) from error

    def read_push(self, push: Push) -> list[News]:
        """Signed news of any number of parcels."""
        heads = {name.lower(): value for name, value in push.headers.items()}
        moment, given = heads.get(MOMENT.lower(), ""), heads.get(SIGNATURE.lower(), "")
        if heads.get(CUSTOMER.lower()) != self.customer or not holds(given, moment, push.body, self.secret):
            raise Forged("the push is not signed by the carrier")
        try:
            return _read(as_json(push.body))
        except Unreachable as error:
            raise Unreadable(str(error)) from error

    def answer(self, outcome: str) -> tuple[int, dict[str, Any]]:
        """Anything but 00 makes the carrier tell again."""
        status = {"forged": 403, "unreadable": 400, "later": 503}.get(outcome, 200)
        code = {"taken": GOOD, "forged": "97", "unreadable": "03"}.get(outcome, LATER)
        return status, {"MaLoi": code}

    def collected(self, day: date) -> Iterator[CollectedLine]:
        """``doiSoatCOD``: the list tells how much there is of it, so that half a list is none."""
        told = self._call("doiSoatCOD", {"Ngay": day.isoformat()})
        rows = told.get("DanhSach")
        if told.get("MaLoi") != GOOD or not isinstance(rows, list):
            raise Unreachable(_said(told))
        try:
            found = [
                CollectedLine(
                    tracking=str(row["MaBuuGui"])[:40],
                    charge=str(row["MaKhoan"])[:20],
                    amount=int(row["SoTien"]),
                    at=_moment(row["ThoiGian"]),
                )
                for row in rows
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise Unreachable("a line of the day lacks something") from error
        if [told.get("SoLuong"), told.get("TongTien")] != [len(found), sum(line.amount for line in found)]:
            raise Unreachable("the list is not whole")
        return iter(found)

    def _fields(self, order: Order) -> dict[str, Any]:
        return {
            "SoDonHang": order.code,
            "LoaiDonHang": KINDS[order.kind],
            **_party(order.sender, "Gui"),
            **_party(order.receiver, "Nhan"),
            "NoiDungHang": order.content,
            "TrongLuong": order.grams,
            "CuocChinh": order.price,
            "SoTienCOD": sum(order.cod.values()),
            "ThuHo": [{"MaKhoan": code, "SoTien": amount} for code, amount in order.cod.items()],
            "GhiChu": order.note,
        }

    def _call(self, service: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The signed answer to a signed question."""
        body = json_body({"MaKhachHang": self.customer, **fields})
        moment = now().astimezone(VIETNAM).isoformat(timespec="milliseconds")
        heads = {
            "Content-Type": "application/json",
            CUSTOMER: self.customer,
            MOMENT: moment,
            SIGNATURE: signature(moment, body, self.secret),
        }
        partner = Partner(self.url, self.timeout)
        try:
            status, content, got = partner.post_heard(f"/{service}", body, heads)
        finally:
            partner.close()
        if status >= 500 or status in (401, 403, 404, 429):
            raise Unreachable(f"HTTP {status}")
        # the answer is signed with the moment of the question: an old answer fits no new question
        if not holds(got.get(SIGNATURE, ""), moment, content, self.secret):
            raise Unreachable("the answer is not signed by the carrier")
        told = as_json(content)
        if not isinstance(told, dict) or told.get("MaLoi") == LATER:
            raise Unreachable("the answer is no message" if not isinstance(told, dict) else _said(told))
        return told


def _party(one: Party, end: str) -> dict[str, str]:
    return {
        f"TenNguoi{end}": one.name,
        f"DiaChiNguoi{end}": one.address,
        f"DienThoaiNguoi{end}": one.phone,
        f"MaXa{end}": one.commune,
    }


def _said(told: Mapping[str, Any]) -> str:
    return f"{told.get('MaLoi')} {told.get('MoTaLoi') or ''}".strip()[:280]


def _read(data: Any) -> list[News]:
    rows = data.get("SuKien") if isinstance(data, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_NEWS:
        raise Unreadable("no list of news")
    return [_news(row) for row in rows]


def _news(row: Any) -> News:
    try:
        at = _moment(row["ThoiGian"])
        state = _STATES[law("post.vnpost_states", on=day_of(at))[str(row["TrangThai"])]]
        proof = {
            "receiver": str(row.get("NguoiKyNhan") or "")[:200],
            "identity_number": str(row.get("SoGiayTo") or "")[:20],
            "relation": str(row.get("QuanHe") or "")[:100],
            "signature": str(row.get("ChuKy") or "")[:300],
            "photo": str(row.get("HinhAnh") or "")[:300],
        }
        return News(
            order=str(row["SoDonHang"])[:60],
            key=str(row["MaSuKien"])[:80],
            state=state,
            at=at,
            tracking=str(row.get("MaBuuGui") or "")[:40],
            place=str(row.get("BuuCuc") or "")[:200],
            words=str(row.get("NoiDung") or "")[:300],
            proof={name: value for name, value in proof.items() if value},
            collected={str(one["MaKhoan"])[:20]: int(one["SoTien"]) for one in row.get("DaThu") or ()},
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"news lacks something: {type(error).__name__}") from error


def _moment(text: Any) -> datetime:
    at = datetime.fromisoformat(str(text))
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return at
