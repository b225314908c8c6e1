"""Assign: a step is given to an officer by name."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.facts import announce
from motcua.kernel.refusals import Invalid
from motcua.kernel.whole import whole
from motcua.organizations.public import Posting
from motcua.work.actions.ledger import held_by_step, touch
from motcua.work.events import StepAssigned
from motcua.work.models import Matter, Step


@whole
def assign(
    *, step_id: UUID, officer_id: UUID, actor: Actor, at: datetime, expected_version: int | None = None
) -> Matter:
    """Give an open step to ``officer_id``, who must hold the step's role in its unit that day.

    The caller requires the right to assign. Returns the matter (its version has grown).
    """
    found, step = held_by_step(step_id, expected_version)
    if not _holds(officer_id, step, at):
        raise Invalid(
            gettext("Người được chọn không giữ vai trò của bước “%(name)s” tại đơn vị này.") % {"name": step.name},
            fields={"officer": [gettext("Chọn một người trong danh sách của đơn vị.")]},
        )
    touch(found.matter, actor, f"Phân công: {step.name}", at, {})
    Step.objects.filter(pk=step.pk).update(officer_id=officer_id)
    announce(StepAssigned(step.pk, found.matter.pk, officer_id, at))
    return found.matter


def _holds(officer_id: UUID, step: Step, at: datetime) -> bool:
    day = day_of(at)
    return (
        Posting.objects.filter(account_id=officer_id, unit_id=step.unit_id, role=step.role, valid_from__lte=day)
        .exclude(valid_to__lt=day)
        .exists()
    )
