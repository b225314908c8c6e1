"""Giấy tờ đến qua bưu điện: the office has what the post fetched; from now on the dossier may be taken in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers.actions.by_post import papers_on_the_way
from motcua.dossiers.actions.shape import finish, lock
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import find_move
from motcua.kernel.actor import SYSTEM


@transaction.atomic
def take_parcel(*, dossier_id: UUID, at: datetime, told_at: datetime) -> Dossier | None:
    """Papers came by post at ``told_at``: reception may take the dossier in, counting from then; None when it knew."""
    dossier = lock(dossier_id)
    move = find_move("take_parcel", dossier.status)
    if not papers_on_the_way(dossier) or move is None:
        return None
    dossier.postal = {**dossier.postal, "collected_at": told_at.isoformat()}
    finish(
        dossier, move, actor=SYSTEM, at=at, sentence=f"ghi nhận giấy tờ của hồ sơ {dossier.code} đã đến qua bưu điện."
    )
    return dossier
