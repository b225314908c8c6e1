"""Thu hồi kết quả để sửa (T28): an error was found before the result was handed over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.by_post import no_longer_by_post
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.actions.walk import walk
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import result_of
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotNow


@transaction.atomic
def recall_result(*, dossier_id: UUID, reason: str, actor: Actor, at: datetime, revision: int | None = None) -> Dossier:
    """Take the issued result back to the leader's desk; the number stays used, the clock runs on."""
    dossier, move = begin(dossier_id, "recall_result", actor=actor, revision=revision)
    if not reason.strip():
        raise Invalid(gettext("Bạn chưa ghi lý do thu hồi."), fields={"reason": [gettext("Ghi sai sót đã phát hiện.")]})
    result = result_of(dossier.id)
    if result is None:
        raise NotNow(gettext("Hồ sơ này chưa có kết quả."))
    no_longer_by_post(dossier, actor=actor, at=at, insist=True)
    old_number = result.number
    # the paper lies at the counter: the leader takes it from a desk that is not theirs
    walk(dossier, "recall", actor=actor, at=at, note=reason, authorised=True)
    result.signed_by_id = result.signed_at = result.issued_by_id = result.issued_at = result.file = None
    result.number = ""
    result.save()
    dossier.ended_at = None
    dossier.outcome = ""
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=reason,
        sentence=f"thu hồi kết quả số {old_number} của hồ sơ {dossier.code}: {reason}",
    )
    return dossier
