"""Money in the demo: something to pay, something paid with its receipt, something to give back, a day compared."""

from datetime import timedelta

from django.db import transaction

from motcua.dossiers.actions.charging import ask_charge
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.queries import where_of
from motcua.identity.public import Account
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of, now
from motcua.organizations.public import actor_of
from motcua.payments.actions.decide_refund import decide_refund
from motcua.payments.actions.reconcile import reconcile
from motcua.payments.connectors.cash import Cash
from motcua.payments.models import Charge, Payment
from motcua.payments.public import open_charges, take_cash


def make_payments() -> None:
    """Nothing when there are charges already."""
    if Charge.objects.exists():
        return
    at = now()
    counter, leader = (_who(name) for name in ("tiepnhan", "lanhdao"))
    with transaction.atomic():
        for dossier in Dossier.objects.filter(status__in=(Status.DONE, Status.HANDED_OVER)).order_by("submitted_at"):
            ask_charge(dossier, 120_000, "Phí khai thác, sử dụng tài liệu", actor=counter, at=at)
        paid = Dossier.objects.filter(status=Status.HANDED_OVER).select_related("matter").first()
        if paid is None:
            return
        for charge in open_charges(paid.id):
            where = where_of(paid, "dossiers.confirm_payment")
            take_cash(charge_id=charge.id, where=where, actor=counter, at=at - timedelta(days=1))
            decide_refund(charge_id=charge.id, reason="Thu nhầm mức, hoàn theo đề nghị", actor=leader, at=at)
        reconcile(method=Payment.Method.CASH, provider=Cash(), day=day_of(at) - timedelta(days=1), at=at)


def _who(username: str) -> Actor:
    return actor_of(Account.objects.get(username=username), on=now().date())
