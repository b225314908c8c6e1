"""Không đồng ý rút (T22): with a reason; the dossier goes on where it was."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.confirm_payment import payment_came
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid


@transaction.atomic
def decline_withdrawal(
    *, dossier_id: UUID, reason: str, actor: Actor, at: datetime, revision: int | None = None
) -> Dossier:
    """Keep the dossier; the applicant reads why."""
    dossier, move = begin(dossier_id, "decline_withdrawal", actor=actor, revision=revision)
    if not reason.strip():
        raise Invalid(gettext("Bạn chưa ghi lý do."), fields={"reason": [gettext("Ghi lý do, người nộp sẽ đọc.")]})
    finish(
        dossier, move, actor=actor, at=at, note=reason, sentence=f"không đồng ý cho rút hồ sơ {dossier.code}: {reason}"
    )
    payment_came(dossier_id=dossier.id, at=at)  # money may have come while the request was being decided
    return Dossier.objects.get(id=dossier.id)
