"""A simulated carrier on 127.0.0.1: the protocol of ``connectors/vnpost.py``, and a page on which one moves parcels.

``/_control`` is its own: POST orders faults (``{"faults": [{"kind": "half", "service": "traCuuHanhTrinh"}]}``).
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from motcua.post.simulators.store import JOURNEY, STATES, Fault, Shipment, Store, sign

STYLE = "body{font:1.125rem/1.6 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem;margin:0 .5rem .5rem 0}section{border-top:1px solid #999;padding:1rem 0}h2{font-size:1.25rem}p{margin:.25rem 0}"  # noqa: E501


class Simulator(ThreadingHTTPServer):
    """The carrier at one port."""

    daemon_threads = True

    def __init__(self, store: Store, port: int = 0) -> None:
        self.store = store
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Silence: who asked may hang up before the answer."""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def settings(self) -> dict[str, str]:
        """The settings with which our side talks to it."""
        return simulated_settings(self.url, self.store)


def simulated_settings(url: str, store: Store) -> dict[str, str]:
    """``POST`` for a simulated side at ``url``."""
    return {"url": f"{url}/hcc", "customer": store.customer, "secret": store.secret}


def _create(store: Store, told: dict[str, Any]) -> dict[str, Any]:
    code = str(told["SoDonHang"])
    known = store.shipments.get(code)
    if known is not None:
        known.told += 1
        return {"MaLoi": "01", "MaBuuGui": known.number, "CuocChinh": known.fields["CuocChinh"]}
    if not told.get("DiaChiNguoiNhan") or not told.get("DiaChiNguoiGui"):
        return {"MaLoi": "05", "MoTaLoi": "Thiếu địa chỉ"}
    made = Shipment(code, f"RG{store.next_number()}VN", told)
    store.shipments[code] = made
    store.happen(code, "100", push=False)
    return {"MaLoi": "00", "MaBuuGui": made.number, "CuocChinh": told["CuocChinh"]}


def _change(store: Store, told: dict[str, Any]) -> dict[str, Any]:
    known = store.shipments.get(str(told["SoDonHang"]))
    if known is None:
        return {"MaLoi": "04", "MoTaLoi": "Không có đơn hàng này"}
    if known.state not in ("100", "210"):
        return {"MaLoi": "06", "MoTaLoi": "Bưu gửi đã đi"}
    known.fields = told
    return {"MaLoi": "00"}


def _cancel(store: Store, told: dict[str, Any]) -> dict[str, Any]:
    known = store.shipments.get(str(told["SoDonHang"]))
    if known is None:
        return {"MaLoi": "04", "MoTaLoi": "Không có đơn hàng này"}
    if known.state not in ("100", "210"):
        return {"MaLoi": "06", "MoTaLoi": "Bưu gửi đã đi"}
    known.cancelled = True
    return {"MaLoi": "00"}


def _journey(store: Store, told: dict[str, Any]) -> dict[str, Any]:
    known = store.shipments.get(str(told["SoDonHang"]))
    return {"MaLoi": "00", "SuKien": known.events} if known else {"MaLoi": "04"}


def _money(store: Store, told: dict[str, Any]) -> dict[str, Any]:
    rows = [one for one in store.money if str(one["ThoiGian"]).startswith(str(told["Ngay"]))]
    return {"MaLoi": "00", "DanhSach": rows, "SoLuong": len(rows), "TongTien": sum(one["SoTien"] for one in rows)}


SERVICES = {
    "postDieuTin": _create,
    "suaDieuTin": _change,
    "huyDieuTin": _cancel,
    "traCuuHanhTrinh": _journey,
    "doiSoatCOD": _money,
}


class _Handler(BaseHTTPRequestHandler):
    server: Simulator

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""

    def do_GET(self) -> None:
        """The page of parcels."""
        if urlsplit(self.path).path == "/":
            self._page()
        else:
            self._send(404, b"not here", "text/plain")

    def do_POST(self) -> None:
        """Messages of ours, presses on the page, orders of tests."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, store = urlsplit(self.path).path, self.server.store
        service = path.removeprefix("/hcc/")
        if path == "/_control":
            store.faults = [Fault(**one) for one in json.loads(body).get("faults", [])]
            self._send(200, b"{}", "application/json")
        elif path == "/buoc":
            self._pressed({name: values[0] for name, values in parse_qs(body.decode()).items()})
        elif service in SERVICES:
            self._serve(service, body)
        else:
            self._send(404, b"not here", "text/plain")

    def _serve(self, service: str, body: bytes) -> None:
        store, moment = self.server.store, self.headers.get("X-Moment", "")
        if self.headers.get("X-Signature") != sign(moment, body, store.secret):
            self._send(403, b"{}", "application/json")
            return
        fault = store.fault(service)
        if fault is not None and fault.kind in ("500", "lost"):
            told: dict[str, Any] = {}
        elif fault is not None and fault.kind == "declined":
            told = {"MaLoi": "05", "MoTaLoi": "Địa chỉ không phục vụ"}
        else:
            with store.lock:
                told = SERVICES[service](store, json.loads(body))
        self._answered(fault.kind if fault else "", fault.seconds if fault else 0, told, moment)

    def _answered(self, fault: str, seconds: float, data: dict[str, Any], moment: str) -> None:
        """The answer, spoilt as a fault orders."""
        content = json.dumps(data, ensure_ascii=False).encode()
        signed = sign(moment, content, self.server.store.secret)
        if fault in ("lost", "taken-lost"):
            self.close_connection = True
            self.connection.close()
        elif fault == "500":
            self._send(500, b"{}", "application/json")
        elif fault == "garbage":
            self._send(200, b"<html>", "text/html", signature=sign(moment, b"<html>", self.server.store.secret))
        else:
            time.sleep(seconds if fault == "slow" else 0)
            cut = len(content) // 2 if fault == "half" else None
            self._send(200, content, "application/json", cut=cut, signature="0" * 64 if fault == "unsigned" else signed)

    def _pressed(self, form: dict[str, str]) -> None:
        store = self.server.store
        if "giu" in form:
            if form["giu"] == "1":
                store.holds_back = True
            else:
                store.let_go(backwards=form["giu"] == "nguoc")
        elif form.get("don", "") in store.shipments and form.get("buoc", "") in STATES:
            store.happen(form["don"], form["buoc"], words=form.get("ly_do", ""))
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _page(self) -> None:
        store = self.server.store
        with store.lock:
            parcels = "".join(_drawn(one) for one in reversed(store.shipments.values()))
        held = (
            f'<p>Đang giữ {len(store.held)} tin.</p><form method="post" action="/buoc">'
            f'<button name="giu" value="0">Gửi đi theo thứ tự</button>'
            f'<button name="giu" value="nguoc">Gửi đi ngược thứ tự</button></form>'
            if store.holds_back
            else '<form method="post" action="/buoc"><button name="giu" value="1">Giữ tin lại</button></form>'
        )
        page = (
            f'<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>Bưu điện giả lập</title><style>{STYLE}</style><h1>Bưu điện giả lập</h1>"
            f"<p>Chỉ để thử: không có bưu gửi nào là thật.</p>{held}{parcels or '<p>Chưa có bưu gửi nào.</p>'}"
        )
        self._send(200, page.encode(), "text/html; charset=utf-8")

    def _send(
        self, status: int, content: bytes, media_type: str, *, cut: int | None = None, signature: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        if signature:
            self.send_header("X-Signature", signature)
        self.end_headers()
        self.wfile.write(content if cut is None else content[:cut])


def _drawn(one: Shipment) -> str:
    order = escape(one.order, quote=True)
    following = JOURNEY[JOURNEY.index(one.state) + 1] if one.state in JOURNEY[:-1] else ""
    following = {"210": "200", "510": "500", "700": "710"}.get(one.state, following)
    choices = [(following, f"Bước tiếp: {STATES[following]}")] if following else []
    if one.state == "100" or one.state == "210":
        choices.append(("210", "Chưa lấy được"))
    elif one.state not in ("600", "710"):
        choices += [("510", "Không phát được"), ("700", "Chuyển hoàn"), ("900", "Thất lạc")]
    buttons = "".join(f'<button name="buoc" value="{state}">{escape(word)}</button>' for state, word in choices)
    cod = one.fields.get("SoTienCOD") or 0
    money = f"<p>Thu hộ: {cod:,} đồng</p>".replace(",", ".") if cod else ""
    told = one.fields
    source, goal = (escape(str(told.get(f"DiaChiNguoi{end}", ""))) for end in ("Gui", "Nhan"))
    hidden = f'<input type="hidden" name="don" value="{order}">'
    return (
        f'<section><h2 id="{order}">{order}</h2><p>{escape(one.number)} · <strong>{STATES[one.state]}</strong>'
        f"{' · đã hủy' if one.cancelled else ''}</p><p>Từ: {source}</p><p>Đến: {goal}</p>{money}"
        f'<form method="post" action="/buoc">{hidden}{buttons}</form></section>'
    )


@contextmanager
def running(store: Store, port: int = 0) -> Iterator[Simulator]:
    """Served from a thread of this process, for tests."""
    simulator = Simulator(store, port)
    thread = Thread(target=simulator.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield simulator
    finally:
        simulator.shutdown()
        simulator.server_close()
        thread.join(5)
