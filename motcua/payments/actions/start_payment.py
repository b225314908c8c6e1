"""Bắt đầu thanh toán: the payer chooses a way to pay; the provider is asked outside of any lock."""

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language, gettext

from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.ids import new_id
from motcua.kernel.law import law
from motcua.kernel.refusals import Invalid, NotNow, Refusal
from motcua.organizations.public import Where, require
from motcua.payments.actions.shape import lock
from motcua.payments.actions.take_money import take_money
from motcua.payments.connectors.base import Begun, Connector, Heard, Order, OrderLine, Unreachable
from motcua.payments.connectors.chosen import CASH, connector, methods
from motcua.payments.models import Charge, Payment
from motcua.payments.rules import life


class ProviderSilent(Refusal):
    """Whoever takes the money gives no usable answer; nothing was paid."""

    status = 503
    code = "provider-silent"


def start_payment(
    *, charge_id: UUID, method: str, actor: Actor, at: datetime, return_url: str = "", visitor: str = ""
) -> Payment:
    """An attempt to pay by ``method``; the one under way, if there is one that is not too old.

    Two transactions with the provider's answer between them: while it is slow, nobody waits for the charge. Raises
    :class:`ProviderSilent` when there is no answer; another way can be chosen at once.
    """
    if method == CASH or method not in methods():
        raise Invalid(
            gettext("Cách thanh toán này chưa được mở."), fields={"method": [gettext("Chọn một cách trong danh sách.")]}
        )
    provider: Connector = connector(method)
    payment, order = _begin(charge_id, method, actor=actor, at=at, return_url=return_url, visitor=visitor)
    if payment.offered:
        return payment
    try:
        begun = provider.create(order)
    except Unreachable as error:
        take_money(method=method, heard=Heard(order=payment.order, paid=False), at=at, actor=actor)
        raise ProviderSilent(
            gettext("Nơi nhận tiền chưa trả lời. Bạn chưa mất khoản nào."),
            advice=gettext("Thử lại sau ít phút, hoặc chọn cách thanh toán khác."),
        ) from error
    return _offer(payment, begun)


@transaction.atomic
def _begin(
    charge_id: UUID, method: str, *, actor: Actor, at: datetime, return_url: str, visitor: str
) -> tuple[Payment, Order]:
    charge = lock(charge_id)
    require(actor, "payments.pay", Where(owner=charge.payer_id, agency=charge.agency))
    if charge.state == life.PAID:
        raise NotNow(gettext("Khoản này đã được nộp."), advice=gettext("Bạn không phải nộp gì thêm."))
    if charge.state not in life.OPEN:
        raise NotNow(gettext("Khoản này không còn phải nộp."), advice=gettext("Xem lại trang hồ sơ."))
    minutes = law("payments.order_minutes", on=day_of(at))
    mine = list(Payment.objects.filter(charge=charge, method=method).order_by("-started_at", "-id"))
    for one in mine:
        if one.state == life.STARTED and one.offered and one.started_at > at - timedelta(minutes=minutes):
            return one, _order(charge, one, at, at, return_url, visitor)
    payment = Payment.objects.create(
        id=new_id(),
        agency=charge.agency,
        charge=charge,
        method=method,
        order=f"{charge.code}{method[0].upper()}{len(mine) + 1}",
        amount=charge.amount,
        started_at=at,
        started_by_id=actor.account_id,
    )
    charge.state = life.WAITING
    charge.save(update_fields=["state"])
    return payment, _order(charge, payment, at, at + timedelta(minutes=minutes), return_url, visitor)


def _order(
    charge: Charge, payment: Payment, at: datetime, expires_at: datetime, return_url: str, visitor: str
) -> Order:
    return Order(
        code=payment.order,
        charge_code=charge.code,
        amount=charge.amount,
        words=f"{charge.code} {charge.reference}",
        reference=charge.reference,
        lines=tuple(OrderLine(line["kind"], line["name"], line["amount"]) for line in charge.lines if line["amount"]),
        at=at,
        expires_at=expires_at,
        return_url=return_url,
        visitor=visitor,
        payer=str(charge.payer_party.get("full_name", "")),
        payer_number=str(charge.payer_party.get("identity_number", "")),
        language=(get_language() or "vi")[:2],
    )


@transaction.atomic
def _offer(payment: Payment, begun: Begun) -> Payment:
    """Keep what the provider offered; news may have come meanwhile, so nothing else is touched."""
    payment.offered = {**asdict(begun), "transfer": dict(begun.transfer)}
    payment.save(update_fields=["offered"])
    return payment
