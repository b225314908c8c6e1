"""Hoàn xong, hoặc không hoàn: the money went back, on what evidence; or why it does not."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotFound, NotNow
from motcua.organizations.public import require
from motcua.payments.actions.cancel_receipt import void
from motcua.payments.actions.shape import lock, store, write_down
from motcua.payments.events import ChargeRefunded
from motcua.payments.models import Receipt, Refund
from motcua.payments.queries import where_of
from motcua.payments.rules import life
from motcua.payments.rules.fees import dong


@transaction.atomic
def close_refund(*, refund_id: UUID, done: bool, evidence: str, actor: Actor, at: datetime) -> Refund:
    """``done``: the money went back, and ``evidence`` is the number of the transfer or slip; else: why it stays."""
    charge_id = Refund.objects.filter(id=refund_id).values_list("payment__charge_id", flat=True).first()
    if charge_id is None:
        raise NotFound(gettext("Không tìm thấy khoản hoàn này."))
    charge = lock(charge_id)
    require(actor, "payments.refund", where_of(charge))
    refund = Refund.objects.select_related("payment").get(id=refund_id)
    if refund.state != Refund.State.DUE:
        raise NotNow(gettext("Khoản hoàn này đã xong."), advice=gettext("Tải lại trang để xem ai đã làm."))
    if not evidence.strip():
        paid_back, kept = gettext("Ghi số chứng từ chuyển trả, hoặc số phiếu chi."), gettext("Ghi vì sao không hoàn.")
        fields = {"evidence": [paid_back if done else kept]}
        raise Invalid(gettext("Bạn chưa ghi chứng từ, lý do."), fields=fields)
    refund.state = Refund.State.DONE if done else Refund.State.DECLINED
    refund.closed_at, refund.closed_by_id, refund.evidence = at, actor.account_id, evidence.strip()[:300]
    refund.save()
    if done and refund.payment.state == life.SETTLED:
        charge.state = life.REFUNDED
        charge.save(update_fields=["state"])
        for receipt in Receipt.objects.filter(payment=refund.payment, state=Receipt.State.ISSUED):
            void(receipt, gettext("Đã hoàn tiền: %(evidence)s") % {"evidence": refund.evidence})
        store(ChargeRefunded, charge, at)
    verb = "hoàn" if done else "không hoàn"
    sentence = f"{verb} {dong(refund.amount)} của hồ sơ {charge.reference}: {refund.evidence}."
    write_down(charge, "close_refund", sentence, actor=actor, at=at, data={"amount": refund.amount, "done": done})
    return refund
