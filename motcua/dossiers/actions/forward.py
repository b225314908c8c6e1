"""Chuyển bước (T9, T11): hand the dossier to the next desk of its process, or back to an earlier one."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from motcua.dossiers.actions.consulting import can_be_asked
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.actions.walk import walk
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import open_steps, result_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid, NotNow
from motcua.kernel.whole import whole
from motcua.organizations.public import Posting
from motcua.work.public import Step

#: moves of the process that are acts of their own, with effects beyond the move
OWN_ACTS = {
    "receive": gettext_noop("Tiếp nhận"),
    "sign": gettext_noop("Ký kết quả"),
    "issue": gettext_noop("Cấp số, phát hành"),
    "hand_over": gettext_noop("Trả kết quả"),
}


@whole
def forward(
    *,
    dossier_id: UUID | str,
    action: str,
    actor: Actor,
    at: datetime,
    note: str = "",
    officer_id: UUID | None = None,
    step_id: UUID | None = None,
    asked: Mapping[str, int] | None = None,
    revision: int | None = None,
) -> Dossier:
    """Do the process's ``action``; ``officer_id`` names who shall take the next step (division head assigns).

    ``dossier_id``: the identifier, or the code as people know it.
    ``asked``: where the action asks for opinions, which side steps to open and in which unit; None: as the
    process says.
    """
    dossier, move = begin(dossier_id, "forward", actor=actor, revision=revision)
    if action in OWN_ACTS:
        raise NotNow(gettext("Bước này cần thao tác “%(act)s”.") % {"act": gettext(OWN_ACTS[action])})
    if action == "submit" and result_of(dossier.id) is None:
        raise NotNow(gettext("Chưa có dự thảo kết quả."), advice=gettext("Soạn dự thảo kết quả rồi trình."))
    if asked is not None:
        can_be_asked(dossier, asked, at)
    # who is named is looked at once the step is there: that alone may refuse after writing
    with transaction.atomic() if officer_id else nullcontext():
        before = {step.id for step in open_steps(dossier)} if officer_id else set()
        entered = walk(
            dossier, action, actor=actor, at=at, note=note, officer_id=officer_id, step_id=step_id, asked=asked
        )
        if officer_id:
            _can_hold(officer_id, [step for step in open_steps(dossier) if step.id not in before], at)
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        mark=entered.mark,
        sentence=f"chuyển hồ sơ {dossier.code}: {entered.matter.last_act}." + (f" Ý kiến: {note}" if note else ""),
        data={"step_action": action},
    )
    return dossier


def _can_hold(officer_id: UUID, steps: list[Step], at: datetime) -> None:
    """Refuse an officer who could not act on the step they are given: nobody else could either."""
    day = at.astimezone(VIETNAM).date()
    holders = Posting.objects.filter(account_id=officer_id, valid_from__lte=day).exclude(valid_to__lt=day)
    posts = set(holders.values_list("role", "unit_id"))
    for step in steps:
        if step.officer_id == officer_id and (step.role, step.unit_id) not in posts:
            raise Invalid(
                gettext("Người được chọn không giữ vai trò của bước “%(name)s” tại đơn vị này.") % {"name": step.name},
                fields={"officer": [gettext("Chọn một người trong danh sách của đơn vị.")]},
            )
