"""How an act of the table is done with one of many dossiers that were ticked in a list."""

from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.actions.assign import assign
from motcua.dossiers.actions.forward import forward
from motcua.dossiers.actions.take import take
from motcua.dossiers.models import Dossier
from motcua.dossiers.pages.act import Given
from motcua.dossiers.pages.doing import only_way_on, sign
from motcua.dossiers.queries import dossier_at_work, open_steps, process_of
from motcua.kernel.refusals import Invalid, NotNow
from motcua.work.public import may_act


def move_on(given: Given, officer: UUID | None) -> Dossier:
    """Hand it on, where there is only one way."""
    dossier = dossier_at_work(given["dossier_id"], given["actor"])
    if dossier.matter is None:
        raise NotNow(_("Hồ sơ này chưa được nộp."))
    return forward(**given, action=only_way_on(dossier, given["actor"]))


def take_it(given: Given, officer: UUID | None) -> Dossier:
    """Nhận việc."""
    return take(**given)


def sign_it(given: Given, officer: UUID | None) -> Dossier:
    """Ký số, without a word."""
    return sign(**given)


def assign_it(given: Given, officer: UUID | None) -> Dossier:
    """Give the step to the officer; at the head's own desk this hands the dossier on to them."""
    if officer is None:
        raise Invalid(_("Bạn chưa chọn người xử lý."))
    dossier = dossier_at_work(given["dossier_id"], given["actor"])
    steps = open_steps(dossier)
    if not steps or dossier.matter is None:
        raise NotNow(_("Hồ sơ này không còn bước nào đang mở."))
    step = steps[0]
    if step.role == "division_head" and may_act(step, given["actor"]) and not _at_review(dossier, step.node):
        action = only_way_on(dossier, given["actor"])
        return forward(**given, action=action, officer_id=officer, step_id=step.id)
    return assign(**given, step_id=step.id, officer_id=officer)


def _at_review(dossier: Dossier, node: str) -> bool:
    """Whether the head's step looks at finished work, and does not hand it out."""
    assert dossier.matter is not None
    process = process_of(dossier.matter.process_id)
    return all(process.step(action.to).role != "specialist" for action in process.step(node).actions if not action.back)
