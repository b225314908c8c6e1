"""Advance: the officer who has a step in hand does one of its actions."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.facts import announce
from motcua.kernel.refusals import NotAllowed
from motcua.kernel.whole import whole
from motcua.work.actions.ledger import Held, calendar_for, changed_meanwhile, held, still_since, write
from motcua.work.events import MatterMoved
from motcua.work.models import Matter, Step
from motcua.work.rules import core
from motcua.work.rules.clock import Calendar
from motcua.work.rules.holding import may_act
from motcua.work.rules.process import StepAction
from motcua.work.rules.states import ASKED, Act


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
    wish = Act(action, _meant(found, action, actor, step_id), note, officer_id, asked)
    act, here, verb = _settled(found, wish)
    if not authorised and not may_act(here, actor):
        raise _not_yours(here)
    state = found.state(still_since(found.matter))
    days = calendar_for(found.matter, calendar)
    changes = core.advance(found.process, state, found.open_steps(), act, at, days)
    # whoever is asked sees the matter from now on, so the places say it
    places = {**found.matter.places, **{f"{ASKED}{key}": unit for key, unit in asked.items()}} if asked else None
    matter = write(found, changes, actor=actor, act=verb.name, at=at, note=note, places=places)
    nodes = tuple(step.node for step in changes.opened)
    announce(MatterMoved(matter.id, matter.kind, matter.subject_id, matter.agency, nodes, matter.outcome, at))
    return matter


def _meant(found: Held, action: str, actor: Actor, step_id: UUID | None) -> UUID | None:
    """The step that was named, which must still be open; else, of several, the one the actor has in hand."""
    if step_id is not None:
        if all(step.id != step_id for step in found.steps):
            raise changed_meanwhile(found.matter)
        return step_id
    if len(found.steps) < 2:
        return None
    fits = [s for s in found.steps if may_act(s, actor) and found.process.step(s.node).action(action)]
    return fits[0].id if len(fits) == 1 else None


def _settled(found: Held, wish: Act) -> tuple[Act, Step, StepAction]:
    """The act with its step and action; where something comes back, also with who did it before."""
    process = found.process
    state, verb = core.chosen(process, found.state(), found.open_steps(), wish)
    here = next(step for step in found.steps if step.id == state.id)
    did = _did(found) if verb.back or process.is_answer(here.node, verb) else {}
    return Act(wish.action, here.id, wish.note, wish.officer_id, wish.asked, did), here, verb


def _did(found: Held) -> dict[str, UUID]:
    """Who last did each step: what comes back comes back to them."""
    rows = (
        Step.objects.filter(matter_id=found.matter.pk, finished_at__isnull=False)
        .order_by("received_at", "id")
        .values_list("node", "officer_id", "finished_by_id")
    )
    return {node: who for node, officer, doer in rows if (who := officer or doer)}


def _not_yours(step: Step) -> NotAllowed:
    if step.officer_id is not None:
        return NotAllowed(
            gettext("Bước “%(name)s” đã giao cho người khác.") % {"name": step.name},
            advice=gettext("Nhờ người phân công giao lại bước này cho bạn nếu cần."),
        )
    return NotAllowed(
        gettext("Bước “%(name)s” không thuộc nhiệm vụ của bạn.") % {"name": step.name},
        advice=gettext("Nếu đây là việc của bạn, hãy nhờ người quản trị của đơn vị kiểm tra phân công."),
    )
