"""Thu tiền tại quầy: an officer takes cash for what is open, without the dossier having had to wait for it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import where_of
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotNow
from motcua.payments.public import open_charges, take_cash


@transaction.atomic
def take_payment(
    *, dossier_id: UUID, actor: Actor, at: datetime, receipt: str = "", revision: int | None = None
) -> Dossier:
    """Take all that is open; ``receipt``: the number of a receipt from a paper book, where one was given."""
    dossier, move = begin(dossier_id, "take_payment", actor=actor, revision=revision)
    owed = open_charges(dossier.id)
    if not owed:
        raise NotNow(gettext("Hồ sơ không có khoản nào phải nộp."), advice=gettext("Tải lại trang."))
    where = where_of(dossier, "dossiers.confirm_payment")
    for charge in owed:
        take_cash(charge_id=charge.id, where=where, actor=actor, at=at, paper_receipt=receipt)
    amount = f"{sum(charge.amount for charge in owed):,}".replace(",", ".")
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=f"Đã thu {amount} đồng",
        sentence=f"thu {amount} đồng tiền mặt của hồ sơ {dossier.code}.",
    )
    return dossier
