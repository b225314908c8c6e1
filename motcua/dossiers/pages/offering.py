"""What this officer may do now: the rows of ``acts.py`` that permission, status, step and condition let through."""

from collections.abc import Iterator, Sequence
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
from motcua.organizations.public import Where, may
from motcua.work.public import Step, desks

#: keys of the usual actions of processes; others get what is left
STEP_KEYS = {"forward": "c", "submit": "r", "approve": "d", "return": "l", "consult": "K", "answer": "r"}
#: none of those that pages or lists use
_SPARE = "DEFHLMOPQ"
_ORDER = {"primary": 0, "secondary": 1, "danger": 2}


def acts_now(situation: Situation) -> list[Act]:
    """The acts that would be let through now, the most likely one first. One query: to whom work can be given."""
    if situation.dossier.matter is None:
        return []
    allowed = [act for act in TABLE if _allowed(act, situation)]
    found = [act for act in allowed if act.needs != "move" and _at_hand(act.needs, situation)]
    found += [move for act in allowed if act.needs == "move" for move in _moves(act, situation)]
    people = holders(_pairs(found, situation), situation.now.astimezone(VIETNAM).date())
    if situation.result is None and not any(_is_asked(act, situation) for act in found):  # then the draft comes next
        found = [replace(act, tone="primary") if act.action == "draft_result" else act for act in found]
    drawn = [act for one in found if (act := _with_people(one, situation, people)) is not None]
    return _one_first(sorted(drawn, key=lambda act: _ORDER[act.tone]))


def _is_asked(act: Act, situation: Situation) -> bool:
    """Whether the act answers a consultation."""
    if not act.step_action:
        return False
    node = situation.step(act.step_id).node
    action = situation.process.step(node).action(act.step_action)
    return action is not None and situation.process.is_answer(node, action)


def _one_first(acts: list[Act]) -> list[Act]:
    """The same acts; only the first stands out, for what stands out beside another thing does not."""
    rest = [replace(act, tone="secondary") if act.tone == "primary" else act for act in acts[1:]]
    return [*acts[:1], *rest]


def acts_for_many(actor: Actor, rows: Sequence[desks.DeskRow]) -> list[Act]:
    """The acts that a list of ``rows`` offers for those ticked; whether each goes through is told one by one."""
    usable = [act for act in TABLE if act.many and any(act.many.fits(row) for row in rows)]
    return [act for act in usable if any(may(actor, right) for right in _rights(act))]


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
    found: list[Act] = []
    for step in situation.mine:
        for action in situation.process.step(step.node).actions:
            if action.key in {*OWN_ACTS, "recall"} or (action.key == "submit" and situation.result is None):
                continue
            answers = situation.process.is_answer(step.node, action)
            aside = not answers and situation.process.step(action.to).kind == "consultation"
            note = Ask("note", _note_label(action, aside), "textarea", required=action.needs_note or answers)
            found.append(
                replace(
                    row,
                    slug=f"{MOVE}.{action.key}",
                    label=action.name if len(situation.mine) == 1 else f"{step.name}: {action.name}",
                    key=_key_of(action.key, {act.key for act in found}, spare),
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


def _key_of(action: str, taken: set[str], spare: Iterator[str]) -> str:
    """The usual key of the action; the next spare one where another step has that already."""
    usual = STEP_KEYS.get(action, "")
    return usual if usual and usual not in taken else next(spare, "")


def next_desk(step: Step, action: str, situation: Situation) -> tuple[int, str] | None:
    """Unit and role of the desk that ``action`` leads to; None where nobody need be chosen."""
    here = situation.process.step(step.node).action(action)
    target = situation.process.step(here.to) if here else None
    if here is None or here.back or target is None or target.kind != "task" or situation.dossier.matter is None:
        return None
    unit = situation.dossier.matter.places.get(target.unit)
    return (unit, target.role) if unit else None


def _assigned(situation: Situation) -> Step | None:
    """The step whose officer this person may change: the first that lies where they assign work."""
    agency = situation.dossier.agency
    for step in situation.steps:
        if may(situation.actor, "dossiers.assign", Where(agency=agency, units=frozenset({step.unit_id}))):
            return step
    return None


def _pairs(found: Sequence[Act], situation: Situation) -> set[tuple[int, str]]:
    step = _assigned(situation) if any(act.action == "assign" for act in found) else None
    pairs = {(step.unit_id, step.role)} if step else set()
    for act in found:
        if act.step_action and situation.step(act.step_id).role == "division_head":
            desk = next_desk(situation.step(act.step_id), act.step_action, situation)
            pairs |= {desk} if desk else set()
    return pairs


def _with_people(act: Act, situation: Situation, people: Any) -> Act | None:
    """``act`` with those among whom it chooses; None where there is nobody to choose."""
    if act.action == "assign":
        step = _assigned(situation)
        options = people.get((step.unit_id, step.role), []) if step else []
        asks = (replace(act.asks[0], options=tuple(options)),)
        return replace(act, asks=asks, step_id=step.id) if step and options else None
    if act.step_action and situation.step(act.step_id).role == "division_head":
        desk = next_desk(situation.step(act.step_id), act.step_action, situation)
        options = people.get(desk, []) if desk else []
        if options:
            free = _("Để trống: ai trong phòng cũng có thể nhận.")
            choose = Ask("officer", _("Giao cho"), "choice", False, free, tuple(options))
            return replace(act, asks=(choose, *act.asks))
    return act
