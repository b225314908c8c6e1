"""Hủy khoản thu: what it was for has ended; money that comes later goes back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.kernel.actor import Actor
from motcua.payments.actions.shape import lock, write_down
from motcua.payments.actions.take_money import open_refund
from motcua.payments.models import Charge, Payment, Refund
from motcua.payments.rules import life


@transaction.atomic
def cancel_charges(*, subject_id: UUID, actor: Actor, at: datetime, nothing_done: bool = False) -> int:
    """Cancel what is still open of the subject; how many. ``nothing_done``: what was paid goes back by itself.

    Part of an act that ends the subject, whose caller has asked for permission.
    """
    cancelled = 0
    for charge_id in Charge.objects.filter(subject_id=subject_id).order_by("id").values_list("id", flat=True):
        charge = lock(charge_id)
        if charge.state in life.OPEN:
            charge.state = life.CANCELLED
            charge.save(update_fields=["state"])
            write_down(charge, "cancel_charge", f"hủy khoản thu của hồ sơ {charge.reference}.", actor=actor, at=at)
            cancelled += 1
        elif charge.state == life.PAID and nothing_done:
            payment = Payment.objects.get(charge=charge, state=life.SETTLED)
            open_refund(payment, Refund.Why.WITHDRAWN, at=at)
            sentence = f"lập yêu cầu hoàn tiền của hồ sơ {charge.reference}: hồ sơ chưa được thụ lý."
            write_down(charge, "open_refund", sentence, actor=actor, at=at)
    return cancelled
