"""Đã nộp phí (T8): what was asked for has come in, at the counter or on the net; work goes on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.by_post import money_changed
from motcua.dossiers.actions.charging import WAITED_FOR
from motcua.dossiers.actions.shape import begin, finish, lock
from motcua.dossiers.models import Dossier, Status
from motcua.dossiers.queries import status_before_pause, where_of
from motcua.dossiers.rules.lifecycle import Move, find_move
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.refusals import Invalid
from motcua.organizations.public import calendar_of
from motcua.payments.public import Charge, charges_of, open_charges, take_cash
from motcua.work.public import acts


@transaction.atomic
def confirm_payment(
    *, dossier_id: UUID, receipt: str = "", actor: Actor, at: datetime, revision: int | None = None
) -> Dossier:
    """An officer has taken the money; ``receipt``: the number of a receipt from a paper book, where one was given.

    An electronic receipt is numbered with it. Only of a dossier without a charge (from before there were any) must a
    paper receipt be named.
    """
    dossier, move = begin(dossier_id, "confirm_payment", actor=actor, revision=revision)
    owed = open_charges(dossier.id, when=WAITED_FOR)
    if not owed and not receipt.strip():
        raise Invalid(gettext("Bạn chưa ghi số biên lai."), fields={"receipt": [gettext("Ghi số biên lai đã giao.")]})
    where = where_of(dossier, "dossiers.confirm_payment")
    for charge in owed:
        take_cash(charge_id=charge.id, where=where, actor=actor, at=at, paper_receipt=receipt)
    told = f", biên lai {receipt.strip()}" if receipt.strip() else ""
    _go_on(
        dossier,
        move,
        actor=actor,
        at=at,
        note=f"Biên lai {receipt.strip()}" if receipt.strip() else "",
        sentence=f"xác nhận đã thu tiền hồ sơ {dossier.code}{told}.",
    )
    return dossier


@transaction.atomic
def payment_came(*, dossier_id: UUID, at: datetime) -> Dossier | None:
    """The system has the money: a dossier that waits for it and for no other goes on; None when none waits."""
    dossier = lock(dossier_id)
    money_changed(dossier, at=at)
    move = find_move("confirm_payment", dossier.status)
    if dossier.status != Status.PAYMENT_ASKED or move is None:
        return None
    states = {charge.state for charge in charges_of(dossier.id) if charge.when in WAITED_FOR}
    if Charge.State.PAID not in states or states & {Charge.State.UNPAID, Charge.State.WAITING}:
        return None
    sentence = f"ghi nhận tiền của hồ sơ {dossier.code} đã về, hồ sơ được xử lý tiếp."
    _go_on(dossier, move, actor=SYSTEM, at=at, note="", sentence=sentence)
    return dossier


def _go_on(dossier: Dossier, move: Move, *, actor: Actor, at: datetime, note: str, sentence: str) -> None:
    matter = acts.resume(matter_id=dossier.in_work, actor=actor, at=at, calendar=calendar_of(dossier.competent_unit_id))
    dossier.due_at = matter.due_at
    dossier.matter, dossier.sub_status = matter, ""
    mark = status_before_pause(dossier.id)
    finish(dossier, move, actor=actor, at=at, mark=mark, note=note, sentence=sentence)
