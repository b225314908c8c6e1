"""A simulated commercial gateway in the style of VNPAY 2.1.0."""

import hashlib
import hmac
from typing import Any
from urllib.parse import urlencode

from motcua.payments.simulators.store import Order, Store, vietnam_now

KIND = "gateway"
MOMENT = "%Y%m%d%H%M%S"
ASKED = (
    *("vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef", "vnp_TransactionDate"),
    *("vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo"),
)
ANSWERED = (
    *("vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount"),
    *("vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus"),
    *("vnp_OrderInfo", "vnp_PromotionCode", "vnp_PromotionAmount"),
)


def of_address(store: Store, fields: dict[str, str]) -> str:
    """Hash of an address: sorted, written as a form writes it."""
    kept = {name: fields[name] for name in sorted(fields) if name != "vnp_SecureHash"}
    return hmac.new(store.secret.encode(), urlencode(kept).encode(), hashlib.sha512).hexdigest()


def of_values(store: Store, fields: dict[str, Any], names: tuple[str, ...]) -> str:
    """Hash of a JSON message: values with bars between."""
    told = "|".join(str(fields.get(name, "")) for name in names)
    return hmac.new(store.secret.encode(), told.encode(), hashlib.sha512).hexdigest()


def begin(store: Store, fields: dict[str, str]) -> Order | None:
    """The order that a payer brings; None when it is not signed by us."""
    if fields.get("vnp_SecureHash") != of_address(store, fields) or fields.get("vnp_TmnCode") != store.partner:
        return None
    amount = int(fields["vnp_Amount"]) // 100
    order = Order(fields["vnp_TxnRef"], amount, fields["vnp_ReturnUrl"], fields["vnp_OrderInfo"])
    return store.orders.setdefault((KIND, order.code), order)


def result(store: Store, order: Order) -> dict[str, str]:
    """How an order ended, signed: for the IPN and for the way back."""
    code = "00" if order.state == "paid" else "24"
    fields = {
        "vnp_TmnCode": store.partner,
        "vnp_TxnRef": order.code,
        "vnp_Amount": str(order.amount * 100),
        "vnp_OrderInfo": order.words,
        "vnp_ResponseCode": code,
        "vnp_TransactionStatus": "00" if order.state == "paid" else "02",
        "vnp_TransactionNo": order.number or "0",
        "vnp_BankCode": "NCB",
        "vnp_PayDate": (order.paid_at or vietnam_now()).strftime(MOMENT),
    }
    return {**fields, "vnp_SecureHash": of_address(store, fields)}


def tell(store: Store, order: Order) -> tuple[int, str]:
    """The IPN."""
    return store.push(f"/thanh-toan/bao/gateway/?{urlencode(result(store, order))}", None, {})


def way_back(store: Store, order: Order) -> str:
    """Where the payer's browser goes, with the signed result."""
    return f"{order.return_url}?{urlencode(result(store, order))}"


def answer(store: Store, service: str, data: dict[str, Any], here: str) -> dict[str, Any]:
    """To a question of ours."""
    names = ASKED if service == "querydr" else ("vnp_TmnCode", "vnp_Day")
    if data.get("vnp_SecureHash") != of_values(store, data, names):
        return {"vnp_ResponseCode": "97", "vnp_Message": "Invalid checksum"}
    return _query(store, data) if service == "querydr" else _list(store, data)


def _query(store: Store, data: dict[str, Any]) -> dict[str, Any]:
    order = store.orders.get((KIND, str(data["vnp_TxnRef"])))
    fields: dict[str, Any] = {"vnp_ResponseId": store.next_number(), "vnp_Command": "querydr"}
    fields |= {"vnp_TmnCode": store.partner, "vnp_TxnRef": data["vnp_TxnRef"]}
    if order is None:
        fields |= {"vnp_ResponseCode": "91", "vnp_Message": "Transaction not found"}
    elif not order.state:
        fields |= {"vnp_ResponseCode": "00", "vnp_TransactionStatus": "01", "vnp_Amount": str(order.amount * 100)}
    else:
        told = result(store, order)
        fields |= {name: value for name, value in told.items() if name != "vnp_SecureHash"}
        fields["vnp_ResponseCode"] = "00"
    return {**fields, "vnp_SecureHash": of_values(store, fields, ANSWERED)}


def _list(store: Store, data: dict[str, Any]) -> dict[str, Any]:
    paid = [
        one
        for (kind, _), one in store.orders.items()
        if kind == KIND and one.state == "paid" and one.paid_at and one.paid_at.strftime("%Y%m%d") == data["vnp_Day"]
    ]
    fields = {
        "vnp_TmnCode": store.partner,
        "vnp_Day": data["vnp_Day"],
        "vnp_Count": str(len(paid)),
        "vnp_Sum": str(sum(one.amount for one in paid)),
    }
    signed = of_values(store, fields, ("vnp_TmnCode", "vnp_Day", "vnp_Count", "vnp_Sum"))
    return {**fields, "vnp_Transactions": [result(store, one) for one in paid], "vnp_SecureHash": signed}
