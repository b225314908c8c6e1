"""Simulated takers of money on 127.0.0.1, each in its real protocol, with pages on which a person presses "pay".

``/_control`` is its own: POST orders faults (``{"faults": [{"kind": "half", "service": "query"}]}``).
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from motcua.payments.simulators import bank, gateway, platform
from motcua.payments.simulators.store import Fault, Order, Store, vietnam_now

SIDES: dict[str, Any] = {platform.KIND: platform, gateway.KIND: gateway}
#: address → the side that answers there
SERVICES = {
    "/platform/create": platform.KIND,
    "/platform/query": platform.KIND,
    "/platform/reconcile": platform.KIND,
    "/gateway/querydr": gateway.KIND,
    "/gateway/reconcile": gateway.KIND,
}
STYLE = "body{font:1.125rem/1.6 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.75rem 1.25rem;margin:0 .5rem .5rem 0}input{font:inherit;padding:.5rem;width:100%;box-sizing:border-box}"  # noqa: E501


class Simulator(ThreadingHTTPServer):
    """All of them at one port."""

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
    """``PAYMENTS`` for a simulated side at ``url``."""
    return {
        "bank": "970400",
        "bank_name": "Ngân hàng Giả lập",
        "bank_account": "0001112223",
        "bank_holder": "KHO BAC GIA LAP",
        "bank_secret": store.secret,
        "bank_url": f"{url}/bank",
        "platform_url": f"{url}/platform",
        "platform_partner": store.partner,
        "platform_secret": store.secret,
        "gateway_url": f"{url}/gateway/pay",
        "gateway_api": f"{url}/gateway",
        "gateway_terminal": store.partner,
        "gateway_secret": store.secret,
    }


def press(store: Store, kind: str, code: str, *, paid: bool, push: bool = True) -> str:
    """Somebody presses "pay" or "leave" on the side's page; where the browser goes next."""
    order: Order = store.orders[(kind, code)]
    with store.lock:
        if not order.state:
            order.state = "paid" if paid else "failed"
            order.paid_at = vietnam_now()
            order.number = store.next_number() if paid else ""
    if push:
        SIDES[kind].tell(store, order)
    back: str = SIDES[kind].way_back(store, order)
    return back


class _Handler(BaseHTTPRequestHandler):
    server: Simulator

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""

    def do_GET(self) -> None:
        """Pages, and the bank's statement."""
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        store = self.server.store
        if parts.path == "/bank/statement":
            self._answered("statement", *bank.statement(store, parts.query, self.headers))
        elif parts.path == "/bank/app":
            self._page("Ngân hàng giả lập", _app(query))
        elif parts.path == "/platform/pay" and (platform.KIND, query.get("order", "")) in store.orders:
            order = store.orders[(platform.KIND, query["order"])]
            self._page("Cổng thanh toán quốc gia giả lập", _choice(platform.KIND, order))
        elif parts.path == "/gateway/pay" and (begun := gateway.begin(store, query)):
            self._page("Cổng thanh toán giả lập", _choice(gateway.KIND, begun))
        else:
            self._send(404, b"not here", "text/plain")

    def do_POST(self) -> None:
        """Messages of ours, presses on the pages, orders of tests."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, store = urlsplit(self.path).path, self.server.store
        if path == "/_control":
            store.faults = [Fault(**one) for one in json.loads(body).get("faults", [])]
            self._json(200, {"faults": len(store.faults)})
        elif path == "/press":
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            self._redirect(press(store, form["kind"], form["order"], paid=form.get("paid") == "1"))
        elif path == "/bank/app":
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            line = bank.transfer(store, amount=int(form["amount"]), description=form.get("words", ""))
            self._page("Đã chuyển", f"<p>Mã giao dịch {escape(line['id'])}. Quay lại trang nộp phí để xem.</p>")
        elif path in SERVICES:
            side, service = SIDES[SERVICES[path]], path.rsplit("/", 1)[1]
            with store.lock:
                told = side.answer(store, service, json.loads(body), self.server.url)
            self._answered(service, 200, told)
        else:
            self._send(404, b"not here", "text/plain")

    def _answered(self, service: str, status: int, data: dict[str, Any]) -> None:
        """The answer, spoilt as a fault orders."""
        fault = self.server.store.fault(service)
        content = json.dumps(data).encode()
        if fault is None:
            self._send(status, content, "application/json")
        elif fault.kind == "500":
            self._send(500, b"{}", "application/json")
        elif fault.kind == "slow":
            time.sleep(fault.seconds)
            self._send(status, content, "application/json")
        elif fault.kind == "half":
            self._send(status, content, "application/json", cut=len(content) // 2)
        elif fault.kind == "garbage":
            self._send(status, b"<html>", "text/html")
        elif fault.kind == "unsigned":
            spoilt = {
                name: ("0" * 64 if name in ("MaXacThuc", "vnp_SecureHash", "signature") else value)
                for name, value in data.items()
            }
            self._json(status, spoilt)
        else:
            self.close_connection = True
            self.connection.close()

    def _json(self, status: int, data: dict[str, Any]) -> None:
        self._send(status, json.dumps(data).encode(), "application/json")

    def _page(self, title: str, body: str) -> None:
        page = (
            f'<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>{title}</title><style>{STYLE}</style><h1>{title}</h1>"
            f"<p>Chỉ để thử: không có đồng nào là thật.</p>{body}"
        )
        self._send(200, page.encode(), "text/html; charset=utf-8")

    def _redirect(self, url: str) -> None:
        self.send_response(303)
        self.send_header("Location", url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, content: bytes, media_type: str, *, cut: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content if cut is None else content[:cut])


def _choice(kind: str, order: Order) -> str:
    hidden = (
        f'<input type="hidden" name="kind" value="{kind}">'
        f'<input type="hidden" name="order" value="{escape(order.code)}">'
    )
    amount = f"{order.amount:,}".replace(",", ".")
    return (
        f"<p>{escape(order.words)}</p><p><strong>{amount} đồng</strong></p>"
        f'<form method="post" action="/press">{hidden}<button name="paid" value="1">Trả tiền</button>'
        f'<button name="paid" value="0">Hủy, quay lại</button></form>'
    )


def _app(query: dict[str, str]) -> str:
    amount, words = escape(query.get("amount", "")), escape(query.get("words", ""))
    return (
        f'<form method="post" action="/bank/app"><p><label>Số tiền (đồng)<input name="amount" inputmode="numeric" '
        f'required value="{amount}"></label></p><p><label>Nội dung<input name="words" value="{words}"></label></p>'
        f"<button>Chuyển tiền</button></form>"
    )


def app_address(url: str, amount: int, words: str) -> str:
    """The simulated bank's app with a transfer filled in, as scanning the QR would."""
    return f"{url}/app?{urlencode({'amount': amount, 'words': words})}"


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
