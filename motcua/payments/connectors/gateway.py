"""A commercial gateway in the style of VNPAY 2.1.0: a signed address to pay at, a signed return, a signed IPN, a query.

Hashes are HMAC-SHA512: of addresses over the fields in order of their names, of the query's JSON over fixed fields with
bars between. Amounts on the wire are đồng times a hundred.
"""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from motcua.kernel.calling import call_json
from motcua.kernel.clock import VIETNAM
from motcua.payments.connectors.base import Begun, Forged, Heard, Listed, Notice, Order, Unreachable, Unreadable
from motcua.payments.rules.signing import GATEWAY_HASH, gateway_holds, gateway_sign, gateway_text, plain_bytes, same
from motcua.payments.rules.vietqr import plain_letters

VERSION = "2.1.0"
MOMENT = "%Y%m%d%H%M%S"
#: fields that the hash of the query and of its answer cover, in order
ASKED = ("RequestId", "Version", "Command", "TmnCode", "TxnRef", "TransactionDate", "CreateDate", "IpAddr", "OrderInfo")
ANSWERED = (
    *("ResponseId", "Command", "ResponseCode", "Message", "TmnCode", "TxnRef", "Amount", "BankCode", "PayDate"),
    *("TransactionNo", "TransactionType", "TransactionStatus", "OrderInfo", "PromotionCode", "PromotionAmount"),
)
#: of our own list of a day: the gateway's file differs from contract to contract
LISTED = ("TmnCode", "Day", "Count", "Sum")
#: the gateway's answer to a query about what it does not know, and the state of what nobody has paid yet
UNKNOWN, WAITING, PAID = "91", "01", "00"


@dataclass(frozen=True, slots=True)
class Gateway:
    """``url``: where payers go; ``api``: where we ask; ``terminal`` and ``secret`` as the contract tells."""

    url: str
    api: str
    terminal: str
    secret: str

    def create(self, order: Order) -> Begun:
        """No call: the payer carries the order in a signed address."""
        fields = {
            "vnp_Version": VERSION,
            "vnp_Command": "pay",
            "vnp_TmnCode": self.terminal,
            "vnp_Amount": str(order.amount * 100),
            "vnp_CurrCode": "VND",
            "vnp_TxnRef": order.code,
            "vnp_OrderInfo": f"Thanh toan {plain_letters(order.charge_code)}",
            "vnp_OrderType": "other",
            "vnp_Locale": "vn" if order.language == "vi" else "en",
            "vnp_ReturnUrl": order.return_url,
            "vnp_IpAddr": order.visitor or "127.0.0.1",
            "vnp_CreateDate": _written(order.at),
            "vnp_ExpireDate": _written(order.expires_at),
        }
        return Begun(url=f"{self.url}?{gateway_text(fields)}&{GATEWAY_HASH}={gateway_sign(fields, self.secret)}")

    def read_return(self, query: Mapping[str, str]) -> Heard:
        """What the payer's browser brings back."""
        return self._heard({name: value for name, value in query.items() if name.startswith("vnp_")})

    def read_notice(self, notice: Notice) -> list[Heard]:
        """The IPN: the same fields as the return, asked for by the gateway itself."""
        return [self.read_return(notice.query)]

    def answer(self, outcome: str) -> tuple[int, str, bytes]:
        """RspCode as the gateway reads it: 00 and 02 end its telling."""
        code, words = {
            "taken": ("00", "Confirm Success"),
            "known": ("02", "Order already confirmed"),
            "other amount": ("04", "Invalid amount"),
            "unknown": ("01", "Order not found"),
            "forged": ("97", "Invalid signature"),
        }.get(outcome, ("99", "Unknown error"))
        return 200, "application/json", f'{{"RspCode":"{code}","Message":"{words}"}}'.encode()

    def ask(self, order: str, started_at: datetime, at: datetime) -> Heard | None:
        """querydr: how an order stands."""
        fields = {
            "vnp_RequestId": uuid4().hex,
            "vnp_Version": VERSION,
            "vnp_Command": "querydr",
            "vnp_TmnCode": self.terminal,
            "vnp_TxnRef": order,
            "vnp_TransactionDate": _written(started_at),
            "vnp_CreateDate": _written(at),
            "vnp_IpAddr": "127.0.0.1",
            "vnp_OrderInfo": f"Van tin {order}",
        }
        got = self._call("querydr", {**fields, GATEWAY_HASH: self._hash(fields, ASKED)}, ANSWERED)
        if got.get("vnp_ResponseCode") == UNKNOWN:
            return None
        if got.get("vnp_TxnRef") != order:
            raise Unreachable("the answer is about another order")
        status = got.get("vnp_TransactionStatus")
        if status == WAITING:
            return Heard(order=order, paid=None)
        try:
            return _told(got, paid=got.get("vnp_ResponseCode") == PAID and status == PAID)
        except Unreadable as error:
            raise Unreachable(str(error)) from error

    def listed(self, day: date) -> Iterator[Listed]:
        """All money of a day."""
        fields = {"vnp_TmnCode": self.terminal, "vnp_Day": f"{day:%Y%m%d}"}
        sent = {**fields, GATEWAY_HASH: self._hash(fields, ("TmnCode", "Day"))}
        got = self._call("reconcile", sent, LISTED)
        rows = got.get("vnp_Transactions")
        if not isinstance(rows, list):
            raise Unreachable("no list")
        try:
            heard = [_told(row, paid=True) for row in rows]
        except (Unreadable, AttributeError) as error:
            raise Unreachable("a line of the day lacks something") from error
        if [got.get("vnp_Count"), got.get("vnp_Sum")] != [str(len(heard)), str(sum(one.amount for one in heard))]:
            raise Unreachable("the list is not whole")
        return iter(
            Listed(reference=one.reference, at=one.at, amount=one.amount, order=one.order)
            for one in heard
            if one.at is not None
        )

    def _heard(self, fields: Mapping[str, str]) -> Heard:
        if not self.secret or not gateway_holds(fields, self.secret) or fields.get("vnp_TmnCode") != self.terminal:
            raise Forged("vnp_SecureHash does not hold")
        codes = {fields.get("vnp_ResponseCode"), fields.get("vnp_TransactionStatus", PAID)}
        return _told(fields, paid=codes == {PAID})

    def _hash(self, fields: Mapping[str, Any], names: Sequence[str]) -> str:
        text = "|".join(str(fields.get(f"vnp_{name}", "")) for name in names)
        return hmac.new(self.secret.encode(), plain_bytes(text), "sha512").hexdigest()

    def _call(self, path: str, sent: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
        got = call_json(f"{self.api}/{path}", sent)
        if not isinstance(got, dict) or not same(str(got.get(GATEWAY_HASH, "")).lower(), self._hash(got, names)):
            raise Unreachable("the answer is not signed by the gateway")
        return got


def _told(fields: Mapping[str, Any], *, paid: bool) -> Heard:
    try:
        hundredths, order = int(str(fields["vnp_Amount"])), str(fields["vnp_TxnRef"])
        written = str(fields.get("vnp_PayDate") or "")
        at = datetime.strptime(written, MOMENT).replace(tzinfo=VIETNAM) if written else None
    except (KeyError, ValueError) as error:
        raise Unreadable("a field is missing or not as it should be") from error
    number = str(fields.get("vnp_TransactionNo") or "")
    amount, rest = divmod(hundredths, 100)
    if rest:
        raise Unreadable("an amount of less than a đồng")
    return Heard(order=order, paid=paid, amount=amount, reference="" if number == "0" else number, at=at)


def _written(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime(MOMENT)
