"""A simulated bank: an app to transfer with, a statement to fetch, lines pushed as money comes in."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import parse_qs

from motcua.payments.simulators.store import Store, vietnam_now


def signature(moment: str, content: bytes, secret: str) -> str:
    """As the bank's document says: HMAC-SHA256 of ``<moment>.<content>``."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + content, hashlib.sha256).hexdigest()


def transfer(store: Store, *, amount: int, description: str, push: bool = True) -> dict[str, Any]:
    """Money comes in; the line of it, pushed to our side at once."""
    with store.lock:
        line = {
            "id": f"FT{store.next_number()}",
            "at": vietnam_now().isoformat(),
            "amount": amount,
            "description": description,
        }
        store.lines.append(line)
    if push:
        push_lines(store, [line])
    return line


def push_lines(store: Store, lines: list[dict[str, Any]], *, secret: str = "") -> tuple[int, str]:
    """Tell our side of ``lines``."""
    moment, body = vietnam_now().isoformat(), json.dumps({"transactions": lines}).encode()
    signed = signature(moment, body, secret or store.secret)
    headers = {"Content-Type": "application/json", "X-Moment": moment, "X-Signature": signed}
    return store.push("/thanh-toan/bao/bank_transfer/", body, headers)


def statement(store: Store, query: str, headers: Any) -> tuple[int, dict[str, Any]]:
    """The lines of one day, to who signs the question."""
    moment = str(headers.get("X-Moment", ""))
    if headers.get("X-Signature") != signature(moment, query.encode(), store.secret):
        return 403, {"error": "signature"}
    day = parse_qs(query).get("day", [""])[0]
    with store.lock:
        lines = [line for line in store.lines if str(line["at"]).startswith(day)]
    content = json.dumps(lines, sort_keys=True).encode()
    return 200, {"transactions": lines, "signature": signature(moment, content, store.secret)}
