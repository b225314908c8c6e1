"""Chuyển khoản: a VietQR to scan, and the lines of the bank's statement, pushed by the bank or fetched from it.

A line is recognised by the payment code in what the payer wrote, and by its amount. The push is JSON with a keyed hash
over the moment of sending and the body; the fetch is one day of the same lines, signed the same way.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from motcua.kernel.calling import as_json, call
from motcua.payments.connectors.base import Begun, Forged, Heard, Listed, Notice, Order, Unreachable, Unreadable
from motcua.payments.rules.signing import bank_sign, same
from motcua.payments.rules.vietqr import BankAccount, vietqr

MOMENT, SIGNATURE = "X-Moment", "X-Signature"


@dataclass(frozen=True, slots=True)
class BankTransfer:
    """One account at one bank. ``url`` empty: the bank pushes its lines, nothing is fetched."""

    account: BankAccount
    secret: str
    url: str = ""

    def create(self, order: Order) -> Begun:
        """A QR with amount and code; the same details to copy by hand."""
        account = self.account
        return Begun(
            qr=vietqr(account, amount=order.amount, purpose=order.charge_code),
            transfer={
                "bank": account.bank_name or account.bank,
                "number": account.number,
                "holder": account.holder,
                "amount": str(order.amount),
                "words": order.charge_code,
            },
        )

    def read_return(self, query: Mapping[str, str]) -> Heard:
        """Banks send nobody back."""
        raise Unreadable("a transfer has no return")

    def read_notice(self, notice: Notice) -> list[Heard]:
        """Lines that the bank pushes."""
        moment = notice.headers.get(MOMENT, "")
        if not self.secret or not same(notice.headers.get(SIGNATURE, ""), bank_sign(moment, notice.body, self.secret)):
            raise Forged("the push is not signed by the bank")
        try:
            lines = read_lines(json.loads(notice.body))
        except ValueError as error:
            raise Unreadable(str(error)) from error
        return [
            Heard(order="", paid=True, amount=line.amount, reference=line.reference, at=line.at, words=line.words)
            for line in lines
        ]

    def answer(self, outcome: str) -> tuple[int, str, bytes]:
        """Anything but 200 makes the bank push again; what we do not know is kept for the treasurer, so it is taken."""
        status = {"forged": 403, "unreadable": 400, "later": 503}.get(outcome, 200)
        return status, "application/json", json.dumps({"success": status == 200}).encode()

    def ask(self, order: str, started_at: datetime, at: datetime) -> Heard | None:
        """A bank knows accounts, not orders."""
        return None

    def listed(self, day: date) -> Iterator[Listed]:
        """The lines of one day."""
        if not self.url:
            return iter(())
        query = urlencode({"account": self.account.number, "day": day.isoformat()})
        moment = day.isoformat()
        signed = bank_sign(moment, query.encode(), self.secret)
        content = call(f"{self.url}/statement?{query}", headers={MOMENT: moment, SIGNATURE: signed})
        data = as_json(content)
        if not isinstance(data, dict) or not same(str(data.get("signature", "")), _signed(data, moment, self.secret)):
            raise Unreachable("the statement is not signed by the bank")
        try:
            return iter(read_lines(data))
        except ValueError as error:
            raise Unreachable(str(error)) from error


def _signed(data: dict[str, Any], moment: str, secret: str) -> str:
    return bank_sign(moment, json.dumps(data.get("transactions"), sort_keys=True).encode(), secret)


def read_lines(data: Any) -> list[Listed]:
    """Lines from ``{"transactions": [{"id", "at", "amount", "description"}]}``; ValueError when they are none.

    Money that goes out has a negative amount and is none of ours.
    """
    rows = data.get("transactions") if isinstance(data, dict) else None
    if not isinstance(rows, list) or len(rows) > 10_000:
        raise ValueError("no lines of a statement")
    found = []
    for row in rows:
        try:
            at, amount = datetime.fromisoformat(str(row["at"])), int(row["amount"])
            reference, words = str(row["id"])[:60], str(row.get("description") or "")[:300]
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("a line of the statement lacks something") from error
        if at.tzinfo is None or not reference:
            raise ValueError("a line without its moment or its number")
        if amount > 0:
            found.append(Listed(reference=reference, at=at, amount=amount, words=words))
    return found
