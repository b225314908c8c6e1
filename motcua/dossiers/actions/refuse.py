"""Từ chối tiếp nhận (T4): with a legal reason, on form 03."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.by_post import no_longer_by_post
from motcua.dossiers.actions.issue_form import issue_form
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid
from motcua.payments.public import cancel_charges
from motcua.work.public import acts


@transaction.atomic
def refuse(*, dossier_id: UUID, reason: str, actor: Actor, at: datetime, revision: int | None = None) -> Dossier:
    """Refuse a submitted dossier; the reason is what the applicant reads."""
    dossier, move = begin(dossier_id, "refuse", actor=actor, revision=revision)
    if not reason.strip():
        raise Invalid(
            gettext("Bạn chưa ghi lý do từ chối."),
            fields={"reason": [gettext("Ghi lý do theo quy định, người dân sẽ đọc.")]},
        )
    no_longer_by_post(dossier, actor=actor, at=at)
    acts.close(matter_id=dossier.in_work, outcome="refused", actor=actor, at=at, note=reason)
    dossier.ended_at = at
    cancel_charges(subject_id=dossier.id, actor=actor, at=at, nothing_done=True)
    finish(dossier, move, actor=actor, at=at, note=reason, sentence=f"từ chối tiếp nhận hồ sơ {dossier.code}: {reason}")
    issue_form(dossier, "refusal", actor=actor, at=at, extra={"reason": reason})
    return dossier
