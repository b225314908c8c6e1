"""Ghi nhận tiền: what news of money, however often it comes, makes of a payment and its charge."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.ids import new_id
from motcua.payments.actions.issue_receipts import issue_receipts
from motcua.payments.actions.shape import lock, store, write_down
from motcua.payments.connectors.base import Heard
from motcua.payments.events import ChargePaid
from motcua.payments.models import Charge, Payment, Refund
from motcua.payments.rules import life
from motcua.payments.rules.fees import dong


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of news: the payment, and whether anything was new. None: we know of no such order."""

    payment: Payment | None
    outcome: str  #: "taken", "known", "unknown", "other amount"


@transaction.atomic
def take_money(*, method: str, heard: Heard, at: datetime, actor: Actor = SYSTEM, charge_code: str = "") -> Taken:
    """Write down what a provider, proven to be it, tells of an order.

    ``charge_code``: of money that came without an order (somebody copied the code by hand into a transfer).
    """
    charge_id = _charge_of(method, heard, charge_code)
    if charge_id is None:
        return Taken(None, "unknown")
    charge = lock(charge_id)
    payment = _attempt(charge, method, heard, at)
    if payment is None:
        return Taken(None, "unknown")
    if heard.paid is None:
        return Taken(payment, "known")
    decided = life.decide(
        charge=charge.state,
        payment=payment.state,
        news=life.CAME_IN if heard.paid else life.FELL_THROUGH,
        right_amount=heard.amount == charge.amount,
    )
    if decided is None:
        return Taken(payment, "known")
    payment.state = decided.payment
    if decided.has_money:
        payment.received, payment.received_at = heard.amount, heard.at or at
        payment.provider_reference = heard.reference[:60]
    payment.save()
    _after(charge, payment, decided, actor=actor, at=at)
    return Taken(payment, "other amount" if decided.payment == life.MISMATCHED else "taken")


def _charge_of(method: str, heard: Heard, charge_code: str) -> UUID | None:
    """By the provider's reference, by our order, by the code that was written with a transfer."""
    rows = Payment.objects.filter(method=method)
    if heard.reference:
        seen = rows.filter(provider_reference=heard.reference).values_list("charge_id", flat=True).first()
        if seen:
            return seen
    if heard.order:
        ordered = rows.filter(order=heard.order).values_list("charge_id", flat=True).first()
        if ordered:
            return ordered
    if charge_code:
        return Charge.objects.filter(code=charge_code).values_list("id", flat=True).first()
    return None


def _attempt(charge: Charge, method: str, heard: Heard, at: datetime) -> Payment | None:
    """The attempt that the news is of, read under the lock of its charge; a new one for money that comes besides."""
    mine = list(Payment.objects.filter(charge=charge, method=method).order_by("started_at", "id"))
    if heard.reference:
        for one in mine:
            if one.provider_reference == heard.reference:
                return one
    named = next((one for one in mine if one.order == heard.order), None) if heard.order else None
    if named is not None and not (heard.paid and named.provider_reference):
        return named
    if not heard.paid:
        return named
    if not heard.order:
        free = next((one for one in mine if one.state not in life.HAS_MONEY), None)
        if free is not None:
            return free
    return Payment(
        id=new_id(),
        agency=charge.agency,
        charge=charge,
        method=method,
        order=f"{charge.code}{method[0].upper()}{len(mine) + 1}",
        amount=charge.amount,
        started_at=at,
    )


def _after(charge: Charge, payment: Payment, decided: life.Outcome, *, actor: Actor, at: datetime) -> None:
    """What follows from it: the charge settled with its receipts, or money to give back; then the book."""
    if decided.settles:
        charge.state, charge.settled_at = life.PAID, payment.received_at
    else:
        attempts = tuple(Payment.objects.filter(charge=charge).values_list("state", flat=True))
        charge.state = life.standing(charge.state, attempts)
    charge.save(update_fields=["state", "settled_at"])
    told = ""
    if decided.settles:
        told = issue_receipts(charge, payment, actor=actor, at=at)
        store(ChargePaid, charge, at)
    if decided.goes_back:
        open_refund(payment, _WHY[payment.state], at=at)
    write_down(
        charge,
        "take_money",
        _sentence(charge, payment, told),
        actor=actor,
        at=at,
        data={"amount": payment.received, "method": payment.method, "order": payment.order, "state": payment.state},
    )


_WHY = {life.SURPLUS: Refund.Why.SURPLUS, life.MISMATCHED: Refund.Why.MISMATCHED}


def open_refund(payment: Payment, why: str, *, at: datetime) -> Refund:
    """Write down that the money of ``payment`` must go back, once, inside the caller's transaction."""
    refund, _ = Refund.objects.get_or_create(
        payment=payment,
        defaults={"agency": payment.agency, "amount": payment.received or 0, "why": why, "opened_at": at},
    )
    return refund


def _sentence(charge: Charge, payment: Payment, receipts: str) -> str:
    how, what = Payment.Method(payment.method).label.lower(), f"hồ sơ {charge.reference}"
    if payment.state == life.FAILED:
        return f"ghi nhận lần thanh toán {payment.order} của {what} không thành công."
    came = f"{dong(payment.received or 0)} ({how}, {payment.order})"
    if payment.state == life.SETTLED:
        return f"ghi nhận đã thu {came} của {what}{f', biên lai {receipts}' if receipts else ''}."
    if payment.state == life.MISMATCHED:
        return f"ghi nhận {came} của {what}: khác số phải thu {dong(charge.amount)}, phải hoàn lại."
    return f"ghi nhận {came} của {what}: nộp thừa, phải hoàn lại."
