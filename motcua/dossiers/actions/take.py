"""Nhận việc (T11): an officer takes a step that lies on the desk of their division and is nobody's yet."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.shape import begin, changed_since, finish
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import open_steps
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Conflict, NotAllowed, Refusal
from motcua.work.public import Step, acts, may_act


@transaction.atomic
def take(
    *, dossier_id: UUID, actor: Actor, at: datetime, step_id: UUID | None = None, revision: int | None = None
) -> Dossier:
    """Have the step in hand from now on: ``step_id``, else the first on the officer's desk that is free.

    Of two who press at once exactly one gets it; the other is told who has it. What is one's own stays so.
    """
    dossier, move = begin(dossier_id, "take", actor=actor, revision=None)
    steps = open_steps(dossier)
    mine = [step for step in steps if step.id == step_id or (step_id is None and may_act(step, actor))]
    free = [step for step in mine if step.officer_id is None]
    if not free and any(step.officer_id == actor.account_id for step in mine):
        return dossier
    if not free:
        raise _held_by(dossier, steps, step_id, actor)
    if revision not in (None, dossier.revision):
        raise changed_since(dossier)
    dossier.matter = acts.take(step_id=free[0].id, actor=actor, at=at)
    finish(dossier, move, actor=actor, at=at, sentence=f"nhận việc “{free[0].name}” của hồ sơ {dossier.code}.")
    return dossier


def _held_by(dossier: Dossier, steps: Sequence[Step], step_id: UUID | None, actor: Actor) -> Refusal:
    """Why there is nothing to take: somebody was faster, or it is not this officer's desk."""
    taken = [step for step in steps if step.officer and _on_desk_of(step, actor) and step_id in (None, step.id)]
    if not taken:
        return NotAllowed(
            gettext("Hồ sơ không nằm ở bàn của bạn."), advice=gettext("Tải lại trang để xem hồ sơ đang ở bàn ai.")
        )
    step = taken[0]
    assert step.officer is not None
    return Conflict(
        gettext("%(name)s đã nhận việc “%(step)s” của hồ sơ %(code)s trước bạn.")
        % {"name": step.officer.full_name, "step": step.name, "code": dossier.code},
        advice=gettext("Không cần làm gì thêm. Nếu việc này nên là của bạn, nhờ lãnh đạo phòng đổi người làm."),
    )


def _on_desk_of(step: Step, actor: Actor) -> bool:
    return any(post.role == step.role and post.unit_id == step.unit_id for post in actor.posts)
