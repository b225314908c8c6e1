"""Yêu cầu nghĩa vụ tài chính (T7, T18): the applicant must pay before work goes on; the clock pauses."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.charging import ask_charge
from motcua.dossiers.actions.shape import at_hand, begin, finish
from motcua.dossiers.models import Dossier, Status
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid
from motcua.work.public import acts


@transaction.atomic
def ask_for_payment(
    *, dossier_id: UUID, amount: int, what_for: str, actor: Actor, at: datetime, revision: int | None = None
) -> Dossier:
    """Ask for ``amount`` đồng."""
    dossier, move = begin(dossier_id, "ask_for_payment", actor=actor, revision=revision)
    at_hand(dossier, actor)
    problems = {}
    if not 0 < amount <= 10**12:
        problems["amount"] = [gettext("Số tiền phải lớn hơn 0.")]
    if not what_for.strip():
        problems["what_for"] = [gettext("Ghi khoản thu là gì.")]
    if problems:
        raise Invalid(gettext("Chưa yêu cầu nộp tiền được."), fields=problems)
    ask_charge(dossier, amount, what_for.strip(), actor=actor, at=at)
    acts.pause(matter_id=dossier.in_work, reason="Chờ nghĩa vụ tài chính", evidence=what_for[:300], actor=actor, at=at)
    dossier.sub_status = "before_reception" if dossier.status == Status.SUBMITTED else ""
    words = f"{amount:,}".replace(",", ".") + f" đồng ({what_for})"
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=f"Nộp {words}",
        sentence=f"yêu cầu nộp {words} cho hồ sơ {dossier.code}.",
        data={"amount": amount},
    )
    return dossier
