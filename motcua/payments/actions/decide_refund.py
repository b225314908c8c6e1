"""Cho hoàn tiền: somebody with the right decides that money already taken rightly goes back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotNow
from motcua.organizations.public import Where, require
from motcua.payments.actions.shape import lock, write_down
from motcua.payments.actions.take_money import open_refund
from motcua.payments.models import Payment, Refund
from motcua.payments.queries import where_of
from motcua.payments.rules import life
from motcua.payments.rules.fees import dong


@transaction.atomic
def decide_refund(*, charge_id: UUID, reason: str, actor: Actor, at: datetime, where: Where | None = None) -> Refund:
    """Open the refund of a paid charge; ``reason`` with its legal basis."""
    charge = lock(charge_id)
    require(actor, "payments.refund", where or where_of(charge))
    if not reason.strip():
        raise Invalid(
            gettext("Bạn chưa ghi lý do hoàn tiền."), fields={"reason": [gettext("Ghi lý do và căn cứ pháp lý.")]}
        )
    payment = Payment.objects.filter(charge=charge, state=life.SETTLED).first()
    if charge.state != life.PAID or payment is None:
        raise NotNow(gettext("Khoản này chưa được nộp, hoặc đã hoàn."), advice=gettext("Tải lại trang."))
    refund = open_refund(payment, Refund.Why.DECIDED, at=at)
    sentence = f"cho hoàn {dong(refund.amount)} của hồ sơ {charge.reference}: {reason.strip()[:300]}"
    write_down(charge, "decide_refund", sentence, actor=actor, at=at, data={"amount": refund.amount})
    return refund
