"""Thu tiền tại quầy: an officer takes cash; the charge is settled at once and a receipt goes out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotNow
from motcua.organizations.public import Where, require
from motcua.payments.actions.shape import lock
from motcua.payments.actions.take_money import take_money
from motcua.payments.connectors.base import Heard
from motcua.payments.models import Charge, Payment
from motcua.payments.rules import life


@transaction.atomic
def take_cash(*, charge_id: UUID, where: Where, actor: Actor, at: datetime, paper_receipt: str = "") -> Charge:
    """``where`` the officer must be concerned; ``paper_receipt``: the number of a receipt from a paper book, if any."""
    require(actor, "payments.collect", where)
    charge = lock(charge_id)
    if charge.state == life.PAID:
        raise NotNow(
            gettext("Khoản này đã được nộp."), advice=gettext("Tải lại trang để xem biên lai. Đừng thu lần nữa.")
        )
    if charge.state not in life.OPEN:
        raise NotNow(gettext("Khoản thu này không còn phải nộp."), advice=gettext("Tải lại trang để xem vì sao."))
    number = Payment.objects.filter(charge=charge, method=Payment.Method.CASH).count() + 1
    payment = Payment.objects.create(
        id=new_id(),
        agency=charge.agency,
        charge=charge,
        method=Payment.Method.CASH,
        order=f"{charge.code}C{number}",
        amount=charge.amount,
        started_at=at,
        started_by_id=actor.account_id,
        offered={"paper_receipt": paper_receipt.strip()[:60]} if paper_receipt.strip() else {},
    )
    heard = Heard(order=payment.order, paid=True, amount=charge.amount, at=at)
    take_money(method=Payment.Method.CASH, heard=heard, at=at, actor=actor)
    charge.refresh_from_db()
    return charge
