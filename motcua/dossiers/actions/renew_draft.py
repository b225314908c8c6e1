"""Đổi sang quy định mới: a draft begun under a version that is no longer in force goes on under the one that is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers.actions.shape import begin
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import definition_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.procedures.public import version_in_force


@transaction.atomic
def renew_draft(*, dossier_id: UUID, actor: Actor, at: datetime) -> Dossier:
    """The draft under the version in force; what was typed stays. A case that is gone becomes the first one."""
    dossier, _move = begin(dossier_id, "save_draft", actor=actor, revision=None)
    current = version_in_force(dossier.version.procedure.key, on=day_of(at))
    cases = [case.key for case in definition_of(current.id).cases]
    dossier.version = current
    dossier.online_level = current.online_level
    dossier.case = dossier.case if dossier.case in cases else cases[0]
    dossier.saved_at = at
    dossier.revision += 1
    dossier.save(force_update=True)
    return dossier
