"""Hủy, thay thế biên lai: a receipt is never changed; one that is wrong is cancelled, or another takes its place."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotFound, NotNow
from motcua.organizations.public import require
from motcua.payments.actions.issue_receipts import issue_receipts
from motcua.payments.actions.shape import lock, write_down
from motcua.payments.models import Charge, Receipt
from motcua.payments.queries import where_of
from motcua.payments.rules.receipts import number_written


@transaction.atomic
def cancel_receipt(*, receipt_id: UUID, reason: str, actor: Actor, at: datetime) -> Receipt:
    """Cancel; its number stays used."""
    charge, receipt = _standing(receipt_id, reason, actor)
    void(receipt, reason.strip())
    write_down(charge, "cancel_receipt", f"hủy {_called(receipt)}: {reason.strip()}", actor=actor, at=at)
    return receipt


@transaction.atomic
def replace_receipt(
    *, receipt_id: UUID, reason: str, actor: Actor, at: datetime, party: dict[str, Any] | None = None
) -> Receipt:
    """Another receipt in its place, with the next number; ``party``: who paid, where that was wrong."""
    charge, receipt = _standing(receipt_id, reason, actor)
    receipt.state, receipt.reason = Receipt.State.REPLACED, reason.strip()[:300]
    receipt.save(update_fields=["state", "reason"])
    if party:
        kept = {name: str(value).strip() for name, value in party.items() if name in charge.payer_party}
        charge.payer_party = {**charge.payer_party, **kept}
        charge.save(update_fields=["payer_party"])
    said = issue_receipts(charge, receipt.payment, actor=actor, at=at, replaces=receipt)
    sentence = f"thay {_called(receipt)} bằng biên lai {said}: {reason.strip()}"
    write_down(charge, "replace_receipt", sentence, actor=actor, at=at)
    return Receipt.objects.get(replaces=receipt)


def void(receipt: Receipt, reason: str) -> None:
    """Mark as cancelled, inside the caller's transaction."""
    receipt.state, receipt.reason = Receipt.State.CANCELLED, reason[:300]
    receipt.save(update_fields=["state", "reason"])


def _standing(receipt_id: UUID, reason: str, actor: Actor) -> tuple[Charge, Receipt]:
    """The receipt with its charge locked; refused when it does not stand any more or nobody says why."""
    charge_id = Receipt.objects.filter(id=receipt_id).values_list("payment__charge_id", flat=True).first()
    if charge_id is None:
        raise NotFound(gettext("Không tìm thấy biên lai này."))
    charge = lock(charge_id)
    require(actor, "payments.cancel_receipt", where_of(charge))
    receipt = Receipt.objects.select_related("payment").get(id=receipt_id)
    if receipt.state != Receipt.State.ISSUED:
        raise NotNow(gettext("Biên lai này đã hủy hoặc đã thay."), advice=gettext("Tải lại trang."))
    if not reason.strip():
        raise Invalid(gettext("Bạn chưa ghi lý do."), fields={"reason": [gettext("Ghi biên lai sai ở đâu.")]})
    return charge, receipt


def _called(receipt: Receipt) -> str:
    return f"biên lai {receipt.series} số {number_written(receipt.number)}"
