"""Đồng ý rút (T21): the dossier stops; the letter of stopping (05) goes out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers.actions.by_post import no_longer_by_post
from motcua.dossiers.actions.issue_form import issue_form
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.kernel.actor import Actor
from motcua.payments.public import cancel_charges
from motcua.work.public import acts


@transaction.atomic
def agree_to_withdrawal(
    *, dossier_id: UUID, actor: Actor, at: datetime, note: str = "", revision: int | None = None
) -> Dossier:
    """Let the applicant have the application back."""
    dossier, move = begin(dossier_id, "agree_to_withdrawal", actor=actor, revision=revision)
    no_longer_by_post(dossier, actor=actor, at=at)
    acts.close(matter_id=dossier.in_work, outcome="withdrawn", actor=actor, at=at, note=note)
    dossier.sub_status = "withdrawn"
    dossier.ended_at = at
    cancel_charges(subject_id=dossier.id, actor=actor, at=at, nothing_done=dossier.received_at is None)
    finish(dossier, move, actor=actor, at=at, note=note, sentence=f"đồng ý cho rút hồ sơ {dossier.code}.")
    issue_form(dossier, "stop_notice", actor=actor, at=at, extra={"reason": note or "Người nộp xin rút hồ sơ."})
    return dossier
