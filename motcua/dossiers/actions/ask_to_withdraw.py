"""Yêu cầu rút hồ sơ (T20): the applicant takes the application back while there is no signed result."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import result_of
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotNow


@transaction.atomic
def ask_to_withdraw(
    *, dossier_id: UUID, reason: str, actor: Actor, at: datetime, revision: int | None = None
) -> Dossier:
    """Ask; the agency then agrees or declines with a reason."""
    dossier, move = begin(dossier_id, "ask_to_withdraw", actor=actor, revision=revision)
    result = result_of(dossier.id)
    if result and result.signed_at:
        raise NotNow(
            gettext("Kết quả đã được ký nên không rút hồ sơ được nữa."), advice=gettext("Bạn có thể nhận kết quả.")
        )
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=reason,
        sentence=f"xin rút hồ sơ {dossier.code}: {reason.rstrip(' .') or '(không ghi lý do)'}.",
    )
    return dossier
