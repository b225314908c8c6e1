"""Lập khoản thu: somebody is asked for money, once for each purpose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.organizations.public import Unit
from motcua.payments.actions.shape import write_down
from motcua.payments.models import Charge
from motcua.payments.rules.codes import new_payment_code
from motcua.payments.rules.fees import Line, dong


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is paid for, who pays, where, and whose income it is."""

    kind: str
    id: UUID
    agency: str
    reference: str
    title: str
    payer: UUID | None
    party: dict[str, Any]
    unit: Unit
    collector: Unit


@transaction.atomic
def raise_charge(
    subject: Subject, *, purpose: str, when: str, lines: Sequence[Line], actor: Actor, at: datetime
) -> Charge | None:
    """The charge of ``purpose``; the one there is when it was raised before; None when nothing is to be paid.

    The caller, whose act it belongs to, has asked for permission. Lines without an amount are refused as a fault of
    ours (ValueError): whoever raises has had them counted.
    """
    if any(line.amount is None for line in lines):
        raise ValueError("a charge is raised once every amount is known")
    amount = sum(line.amount or 0 for line in lines)
    if amount == 0:
        return None
    charge, is_new = Charge.objects.get_or_create(
        agency=subject.agency,
        subject_id=subject.id,
        purpose=purpose,
        defaults={
            "id": new_id(),
            "subject_kind": subject.kind,
            "when": when,
            "reference": subject.reference,
            "title": subject.title[:300],
            "code": new_payment_code(),
            "lines": [msgspec.to_builtins(line) for line in lines],
            "amount": amount,
            "payer_id": subject.payer,
            "payer_party": {name: subject.party.get(name, "") for name in ("full_name", "identity_number", "address")},
            "unit": subject.unit,
            "collector": subject.collector,
            "raised_at": at,
        },
    )
    if is_new:
        sentence = f"lập khoản thu {dong(amount)} cho hồ sơ {subject.reference}."
        write_down(charge, "raise_charge", sentence, actor=actor, at=at, data={"amount": amount})
    return charge
