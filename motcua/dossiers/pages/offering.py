"""What this officer may do now: the rows of ``acts.py`` that permission, status, step and condition let through."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.actions.forward import OWN_ACTS
from motcua.dossiers.pages.act import Act, Ask, Situation
from motcua.dossiers.pages.acts import MOVE, TABLE
from motcua.dossiers.queries import holders, where_of
from motcua.dossiers.rules.lifecycle import MOVES, find_move
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.organizations.public import may
from motcua.work.public import Step

#: keys of the usual actions of processes; others get what is left
STEP_KEYS = {"forward": "c", "submit": "r", "approve": "d", "return": "l", "consult": "K", "answer": "r"}
_SPARE = "efmkyqx"
_ORDER = {"primary": 0, "secondary": 1, "danger": 2}


def acts_now(situation: Situation) -> list[Act]:
    """The acts that would be let through now, the most likely one first. One query: to whom work can be given."""
    if situation.dossier.matter is None:
        return []
    allowed = [act for act in TABLE if _allowed(act, situation)]
    found = [act for act in allowed if act.needs != "move" and _at_hand(act.needs, situation)]
    found += [move for act in allowed if act.needs == "move" for move in _moves(act, situation)]
    people = holders(_pairs(found, situation), situation.now.astimezone(VIETNAM).date())
    if situation.result is None:  # then the draft is what comes next
        found = [replace(act, tone="primary") if act.action == "draft_result" else act for act in found]
    return sorted((_with_people(act, situation, people) for act in found), key=lambda act: _ORDER[act.tone])


def acts_for_many(actor: Actor) -> list[Act]:
    """The acts that a list offers for all that are ticked; whether each goes through is told one by one."""
    return [act for act in TABLE if act.many and any(may(actor, right) for right in _rights(act))]


def _rights(act: Act) -> set[str]:
    return {move.permission for move in MOVES if move.action == act.action}


def _allowed(act: Act, situation: Situation) -> bool:
    move = find_move(act.action, situation.dossier.status)
    if move is None or not may(situation.actor, move.permission, where_of(situation.dossier, move.permission)):
        return False
    return act.when(situation)


def _at_hand(needs: str, situation: Situation) -> bool:
    if needs == "":
        return True
    if needs == "*":
        return bool(situation.mine)
    # the leader takes a result back from the desk where it waits to be handed over
    steps = situation.steps if needs == "recall" else situation.mine
    return any(situation.process.step(step.node).action(needs) for step in steps)


def _moves(row: Act, situation: Situation) -> list[Act]:
    """One act for each action of the steps at hand that only moves the dossier on, back or aside."""
    spare = iter(_SPARE)
    found = []
    for step in situation.mine:
        for action in situation.process.step(step.node).actions:
            if action.key in {*OWN_ACTS, "recall"} or (action.key == "submit" and situation.result is None):
                continue
            aside = _asks_for_opinions(action, step, situation)
            note = Ask("note", _note_label(action, aside), "textarea", required=action.needs_note)
            found.append(
                replace(
                    row,
                    slug=f"{MOVE}.{action.key}",
                    label=action.name,
                    key=STEP_KEYS.get(action.key) or next(spare, ""),
                    tone="secondary" if action.back or aside else "primary",
                    asks=(note,),
                    form="asked" if aside else "",
                    step_action=action.key,
                    step_id=step.id,
                )
            )
    return found


def _note_label(action: Any, aside: bool) -> Any:
    if aside:
        return _("Nội dung cần hỏi")
    return _("Lý do") if action.needs_note else _("Ý kiến")


def _asks_for_opinions(action: Any, step: Step, situation: Situation) -> bool:
    """Whether the action opens a consultation, and is not the answer to one."""
    target = situation.process.step(action.to)
    return target.kind == "consultation" and step.node not in target.asks


def next_desk(step: Step, action: str, situation: Situation) -> tuple[int, str] | None:
    """Unit and role of the desk that ``action`` leads to; None where nobody need be chosen."""
    here = situation.process.step(step.node).action(action)
    target = situation.process.step(here.to) if here else None
    if here is None or here.back or target is None or target.kind != "task" or situation.dossier.matter is None:
        return None
    unit = situation.dossier.matter.places.get(target.unit)
    return (unit, target.role) if unit else None


def _pairs(found: Sequence[Act], situation: Situation) -> set[tuple[int, str]]:
    pairs = {(step.unit_id, step.role) for step in situation.steps if any(act.action == "assign" for act in found)}
    for act in found:
        if act.step_action and situation.step(act.step_id).role == "division_head":
            desk = next_desk(situation.step(act.step_id), act.step_action, situation)
            pairs |= {desk} if desk else set()
    return pairs


def _with_people(act: Act, situation: Situation, people: Any) -> Act:
    if act.action == "assign":
        step = situation.steps[0] if situation.steps else None
        options = [pair for pair in people.get((step.unit_id, step.role), []) if step] if step else []
        asks = (replace(act.asks[0], options=tuple(options)),)
        return replace(act, asks=asks, step_id=step.id if step else None)
    if act.step_action and situation.step(act.step_id).role == "division_head":
        desk = next_desk(situation.step(act.step_id), act.step_action, situation)
        options = people.get(desk, []) if desk else []
        if options:
            free = _("Để trống: ai trong phòng cũng có thể nhận.")
            choose = Ask("officer", _("Giao cho"), "choice", False, free, tuple(options))
            return replace(act, asks=(choose, *act.asks))
    return act
