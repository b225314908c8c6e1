"""Phân công (T11): name the officer who shall do the open step."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import open_steps
from motcua.identity.public import Account
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid
from motcua.organizations.public import Where, require
from motcua.work.public import acts


@transaction.atomic
def assign(
    *, dossier_id: UUID, step_id: UUID, officer_id: UUID, actor: Actor, at: datetime, revision: int | None = None
) -> Dossier:
    """Give the open step to ``officer_id``, who must hold the step's role in its unit."""
    dossier, move = begin(dossier_id, "assign", actor=actor, revision=revision)
    officer = Account.objects.filter(id=officer_id).first()
    if officer is None:
        raise Invalid(gettext("Không có cán bộ này."), fields={"officer": [gettext("Chọn một người trong danh sách.")]})
    step = next((step for step in open_steps(dossier) if step.id == step_id), None)
    if step is not None:  # who assigns in one unit does not hand out the work of another
        require(actor, move.permission, Where(agency=dossier.agency, units=frozenset({step.unit_id})))
    dossier.matter = acts.assign(step_id=step_id, officer_id=officer_id, actor=actor, at=at)
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        sentence=f"phân công {officer.full_name} xử lý hồ sơ {dossier.code}.",
        data={"officer": str(officer_id)},
    )
    return dossier
