"""Advance: the officer who has a step in hand does one of its actions."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from motcua.kernel.actor import Actor
from motcua.kernel.facts import announce
from motcua.kernel.refusals import NotAllowed
from motcua.work.actions.ledger import Held, calendar_for, changed_meanwhile, held, still_since, write
from motcua.work.actions.whole import whole
from motcua.work.events import MatterMoved
from motcua.work.models import Matter, Step
from motcua.work.rules import core
from motcua.work.rules.clock import Calendar
from motcua.work.rules.process import side_steps
from motcua.work.rules.standing import may_act


@whole
def advance(
    *,
    matter_id: UUID,
    action: str,
    actor: Actor,
    at: datetime,
    expected_version: int | None = None,
    note: str = "",
    officer_id: UUID | None = None,
    step_id: UUID | None = None,
    asked: Mapping[str, int] | None = None,
    authorised: bool = False,
    calendar: Calendar | None = None,
) -> Matter:
    """End a step by ``action`` and begin what follows. Four statements when the clock does not change.

    ``officer_id``: to whom the next step goes by name. ``asked``: of a consultation, the side steps to
    open, each with its unit. ``authorised``: the caller has already required a wider right than holding
    the step (a partner's system, a leader of the agency). Raises Conflict, NotNow, NotAllowed, Invalid.
    """
    found = held(matter_id, expected_version)
    process, state, steps = found.process, found.state(), found.open_steps()
    if step_id is not None and all(step.id != step_id for step in steps):
        raise changed_meanwhile(found.matter)
    if step_id is None and len(steps) > 1:
        step_id = _mine(found, action, actor)
    act = core.Act(action, step_id=step_id, note=note, officer_id=officer_id, asked=asked)
    here, verb = core.chosen(process, state, steps, act)
    if not authorised and not may_act(_row(found, here.id), actor):
        raise _not_yours(_row(found, here.id))
    if verb.back or here.node in side_steps_of(found, verb.to):
        act = core.Act(action, here.id, note, officer_id, asked, did=_did(found))
    state = found.state(still_since(found.matter))
    changes = core.advance(process, state, steps, act, at, calendar_for(found.matter, calendar))
    matter = write(found, changes, actor=actor, act=verb.name, at=at, note=note)
    nodes = tuple(step.node for step in changes.opened)
    announce(MatterMoved(matter.id, matter.kind, matter.subject_id, matter.agency, nodes, matter.outcome, at))
    return matter


def side_steps_of(found: Held, key: str) -> frozenset[str]:
    """Side steps of ``key`` when it is a consultation, else none."""
    process = found.process
    return side_steps(process, key) if process.step(key).kind == "consultation" else frozenset()


def _mine(found: Held, action: str, actor: Actor) -> UUID | None:
    """Of several open steps the one that the actor has in hand and that has this action."""
    fits = [s for s in found.steps if may_act(s, actor) and found.process.step(s.node).action(action)]
    return fits[0].id if len(fits) == 1 else None


def _did(found: Held) -> dict[str, UUID]:
    """Who last did each step: what comes back comes back to them."""
    rows = (
        Step.objects.filter(matter_id=found.matter.pk, finished_at__isnull=False)
        .order_by("received_at", "id")
        .values_list("node", "officer_id", "finished_by_id")
    )
    return {node: who for node, officer, doer in rows if (who := officer or doer)}


def _row(found: Held, step_id: UUID) -> Step:
    return next(step for step in found.steps if step.id == step_id)


def _not_yours(step: Step) -> NotAllowed:
    if step.officer_id is not None:
        return NotAllowed(
            f"Bước “{step.name}” đã giao cho người khác.",
            advice="Nhờ người phân công giao lại bước này cho bạn nếu cần.",
        )
    return NotAllowed(
        f"Bước “{step.name}” không thuộc nhiệm vụ của bạn.",
        advice="Nếu đây là việc của bạn, hãy nhờ người quản trị của đơn vị kiểm tra phân công.",
    )
