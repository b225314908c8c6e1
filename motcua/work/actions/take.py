"""Take: an officer takes a step that nobody has in hand yet."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from motcua.identity.public import Account
from motcua.kernel.actor import Actor
from motcua.kernel.facts import announce
from motcua.kernel.refusals import Conflict, NotAllowed
from motcua.kernel.whole import whole
from motcua.work.actions.ledger import held_by_step, touch
from motcua.work.events import StepAssigned
from motcua.work.models import Matter, Step
from motcua.work.rules.holding import may_act


@whole
def take(*, step_id: UUID, actor: Actor, at: datetime, expected_version: int | None = None) -> Matter:
    """The actor has the step in hand from now on. Taking one's own step again changes nothing."""
    found, step = held_by_step(step_id, expected_version)
    if step.officer_id is not None and step.officer_id == actor.account_id:
        return found.matter
    if step.officer_id is not None:
        raise Conflict(
            gettext("%(officer)s đã nhận bước “%(name)s” trước bạn.")
            % {"officer": _name_of(step.officer_id), "name": step.name},
            advice=gettext("Tải lại trang để xem việc đang ở đâu."),
        )
    if actor.account_id is None or not may_act(step, actor):
        raise NotAllowed(gettext("Bước “%(name)s” không thuộc nhiệm vụ của bạn.") % {"name": step.name})
    touch(found.matter, actor, f"Nhận việc: {step.name}", at, {})
    Step.objects.filter(pk=step.pk).update(officer_id=actor.account_id)
    announce(StepAssigned(step.pk, found.matter.pk, actor.account_id, at))
    return found.matter


def _name_of(account_id: UUID) -> str:
    return Account.objects.values_list("full_name", flat=True).get(pk=account_id)
