"""Which act a partner's call means, and what it needs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from motcua.dossiers.actions.accept_papers import accept_papers
from motcua.dossiers.actions.ask_for_papers import ask_for_papers
from motcua.dossiers.actions.assign import assign
from motcua.dossiers.actions.draft_result import draft_result
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.actions.hand_over import hand_over
from motcua.dossiers.actions.receive import receive
from motcua.dossiers.actions.refuse import refuse
from motcua.dossiers.api.schemas import ActIn
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import id_of_coded, open_steps
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotAllowed
from motcua.organizations.public import Unit

Needs = Callable[[Dossier, ActIn], dict[str, Any]]

#: name in the address → the action, and what of the call it reads
PARTNER_ACTS: dict[str, tuple[Callable[..., Dossier], Needs]] = {
    "receive": (receive, lambda dossier, call: {}),
    "refuse": (refuse, lambda dossier, call: {"reason": call.note}),
    "ask_for_papers": (
        ask_for_papers,
        lambda dossier, call: {"items": [item.dict() for item in call.items], "reason": call.note},
    ),
    "accept_papers": (accept_papers, lambda dossier, call: {}),
    "assign": (assign, lambda dossier, call: {"officer_id": _officer(call), "step_id": _step(dossier, call)}),
    "draft_result": (
        draft_result,
        lambda dossier, call: {"outcome": call.outcome, "template": call.template, "content": call.content},
    ),
    "hand_over": (
        hand_over,
        lambda dossier, call: {
            "way": call.way or dossier.delivery,
            "receiver": call.receiver or dossier.owner_name,
            "receiver_number": call.receiver_number,
        },
    ),
}


def do(code: str, action: str, call: ActIn, *, actor: Actor, at: datetime) -> Dossier:
    """Do ``action``; what is no act of its own is an action of the step where the dossier lies.

    NotFound for a dossier that does not concern the actor.
    """
    common: dict[str, Any] = {"actor": actor, "at": at, "revision": call.revision}
    if action in PARTNER_ACTS:
        act, needs = PARTNER_ACTS[action]
        found = id_of_coded(code, actor)
        dossier = Dossier.objects.select_related("matter").get(id=found)
        return act(dossier_id=found, **common, **needs(dossier, call))
    try:
        return forward(
            dossier_id=code,
            **common,
            action=action,
            note=call.note,
            officer_id=call.officer,
            step_id=call.step,
            asked=_asked(call),
        )
    except NotAllowed:
        id_of_coded(code, actor)  # whom it does not concern learns nothing, not even that it exists
        raise


def _asked(call: ActIn) -> dict[str, int] | None:
    """Whom a consultation asks, by the numbers of the units; a code that no unit bears is told by its step."""
    if call.asked is None:
        return None
    units = dict(Unit.objects.filter(code__in=call.asked.values(), valid_to=None).values_list("code", "pk"))
    wrong = {f"asked.{step}": [gettext("Không có mã này.")] for step, code in call.asked.items() if code not in units}
    if wrong:
        raise Invalid(gettext("Có đơn vị không tìm thấy."), fields=wrong)
    return {step: units[code] for step, code in call.asked.items()}


def _officer(call: ActIn) -> UUID:
    if call.officer is None:
        raise Invalid(gettext("Chưa nói phân công cho ai."), fields={"officer": [gettext("Cần mã của cán bộ.")]})
    return call.officer


def _step(dossier: Dossier, call: ActIn) -> UUID:
    """The step named, else the only one that lies open."""
    if call.step:
        return call.step
    steps = open_steps(dossier)
    if len(steps) != 1:
        raise Invalid(
            gettext("Hồ sơ có nhiều bước đang mở, hoặc không còn bước nào."), fields={"step": [gettext("Nêu rõ bước.")]}
        )
    return steps[0].id
