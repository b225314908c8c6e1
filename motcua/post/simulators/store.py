"""What the simulated carrier knows: orders, what happened to each parcel, faults to do, how news is pushed to us.

Written from the carrier's side: its own numbers of states, its own signing, nothing of ours but what goes over the
wire.
"""

import hashlib
import hmac
import json
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from threading import RLock
from typing import Any

VIETNAM = timezone(timedelta(hours=7))
#: what the simulated side lets in; production refuses to run with it (``config.safety``)
SECRET, CUSTOMER = "gia-lap-chi-de-thu", "GIALAP01"
#: number → what people call it
STATES = {
    "100": "Đã nhận yêu cầu",
    "200": "Đã lấy hàng",
    "210": "Chưa lấy được hàng",
    "300": "Đang vận chuyển",
    "400": "Đến bưu cục phát",
    "500": "Đang đi phát",
    "510": "Phát không thành công",
    "600": "Phát thành công",
    "700": "Đang chuyển hoàn",
    "710": "Đã chuyển hoàn",
    "900": "Thất lạc",
}
#: the usual way of a parcel
JOURNEY = ("100", "200", "300", "400", "500", "600")


def vietnam_now() -> datetime:
    """The carrier has a clock of its own."""
    return datetime.now(VIETNAM).replace(microsecond=0)


def sign(moment: str, content: bytes, secret: str) -> str:
    """As the carrier's document says: HMAC-SHA256 of ``<moment>.<content>``."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + content, hashlib.sha256).hexdigest()


@dataclass
class Shipment:
    """A parcel at the carrier's."""

    order: str
    number: str
    fields: dict[str, Any]
    state: str = "100"
    events: list[dict[str, Any]] = field(default_factory=list)
    cancelled: bool = False
    #: how often the order came: it is one parcel all the same
    told: int = 1


@dataclass
class Fault:
    """``kind`` for the next ``times`` calls of ``service`` ("*": any)."""

    kind: str  #: 500 | slow | half | garbage | unsigned | lost | taken-lost | declined
    service: str = "*"
    times: int = 1
    seconds: float = 1.0


class Store:
    """Everything, behind one lock."""

    def __init__(self, target: str = "", secret: str = SECRET, customer: str = CUSTOMER) -> None:
        self.lock = RLock()
        #: our address, to which news is pushed; empty: nothing is pushed
        self.target = target.rstrip("/")
        self.secret, self.customer = secret, customer
        self.shipments: dict[str, Shipment] = {}
        self.faults: list[Fault] = []
        #: what our side answered to pushes, and pushes that are held back until somebody lets them go
        self.answers: list[tuple[int, str]] = []
        self.held: list[dict[str, Any]] = []
        self.holds_back = False
        #: money taken at doors: one line a charge
        self.money: list[dict[str, Any]] = []
        self._number = int(vietnam_now().timestamp())

    def next_number(self) -> int:
        """A number that was never given before."""
        self._number += 1
        return self._number

    def fault(self, service: str) -> Fault | None:
        """The fault for a call of ``service``."""
        for one in self.faults:
            if one.service in ("*", service):
                one.times -= 1
                if one.times <= 0:
                    self.faults.remove(one)
                return one
        return None

    def happen(self, order: str, state: str, *, words: str = "", at: datetime | None = None, push: bool = True) -> Any:
        """Something happens to a parcel, and we are told, unless news is held back."""
        with self.lock:
            shipment = self.shipments[order]
            shipment.state = state
            event: dict[str, Any] = {
                "MaSuKien": f"SK{self.next_number()}",
                "SoDonHang": order,
                "MaBuuGui": shipment.number,
                "TrangThai": state,
                "ThoiGian": (at or vietnam_now()).isoformat(),
                "BuuCuc": "Bưu cục Nha Trang (giả lập)",
                "NoiDung": words or STATES[state],
            }
            if state == "600":
                event |= self._delivered(shipment, event["ThoiGian"])
            shipment.events.append(event)
        if push:
            self.push([event])
        return event

    def _delivered(self, shipment: Shipment, at: str) -> dict[str, Any]:
        taken = [one for one in shipment.fields.get("ThuHo") or () if one["SoTien"] > 0]
        self.money += [{"MaBuuGui": shipment.number, "ThoiGian": at, **one} for one in taken]
        name = shipment.fields.get("TenNguoiNhan", "")
        return {"NguoiKyNhan": name, "QuanHe": "Chính chủ", "ChuKy": f"CK{self.next_number()}", "DaThu": taken}

    def push(self, events: list[dict[str, Any]], *, secret: str = "") -> tuple[int, str]:
        """Tell our side; what it answered. (0, …) when it did not, or when news is held back."""
        if self.holds_back:
            self.held += events
            return 0, "held back"
        if not self.target:
            return 0, "no target"
        moment = vietnam_now().isoformat()
        body = json.dumps({"SuKien": events}, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "X-Customer": self.customer,
            "X-Moment": moment,
            "X-Signature": sign(moment, body, secret or self.secret),
        }
        url = f"{self.target}/buu-chinh/bao/"
        request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 (our own side)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                got = (answer.status, answer.read().decode())
        except OSError as error:
            got = (getattr(error, "code", 0) or 0, str(error))
        self.answers.append(got)
        return got

    def let_go(self, *, backwards: bool = False) -> None:
        """Push what was held back, in order or backwards."""
        with self.lock:
            self.holds_back, events, self.held = False, self.held, []
        for event in reversed(events) if backwards else events:
            self.push([event])
