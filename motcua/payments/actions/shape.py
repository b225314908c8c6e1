"""What all acts on money share: the charge is locked first, so that of two who bring money one comes first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotFound
from motcua.payments.events import MoneyFact
from motcua.payments.models import Charge, MoneyNews


def lock(charge_id: UUID) -> Charge:
    """The charge, its row locked until the transaction ends."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an action locks inside a transaction")
    found = Charge.objects.select_for_update(of=("self",)).select_related("unit", "collector").filter(id=charge_id)
    charge = found.first()
    if charge is None:
        raise NotFound(gettext("Không tìm thấy khoản thu này."))
    return charge


def write_down(
    charge: Charge, action: str, sentence: str, *, actor: Actor, at: datetime, data: dict[str, Any] | None = None
) -> None:
    """The sentence in the book of the agency, told of what the charge is for."""
    record(
        agency=charge.agency,
        actor=actor,
        at=at,
        action=f"payments.{action}",
        subject_kind=charge.subject_kind,
        subject_id=charge.subject_id,
        sentence=f"{actor.name} {sentence}",
        data={"charge": charge.id, "code": charge.code, **(data or {})},
    )


def store(fact: type[MoneyFact], charge: Charge, at: datetime) -> None:
    """Keep the fact with the change, to be told until it is heard."""
    MoneyNews.objects.create(agency=charge.agency, charge=charge, kind=fact.__name__, at=at, next_at=at)
