"""Trả kết quả (T27): at the counter, on the net or by post; who got it is written down."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.by_post import no_longer_by_post
from motcua.dossiers.actions.charging import refuse_unpaid
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.actions.walk import walk
from motcua.dossiers.models import Delivery, Dossier
from motcua.dossiers.rules.lifecycle import Move, find_move
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.refusals import Invalid


@transaction.atomic
def hand_over(
    *,
    dossier_id: UUID,
    way: str,
    receiver: str,
    actor: Actor,
    at: datetime,
    receiver_number: str = "",
    revision: int | None = None,
) -> Dossier:
    """``way`` is a :class:`Delivery`; ``receiver`` who got it, with the number of their identity paper."""
    dossier, move = begin(dossier_id, "hand_over", actor=actor, revision=revision)
    problems = {}
    if way not in Delivery.values:
        problems["way"] = [gettext("Chọn cách trả kết quả.")]
    if not receiver.strip():
        problems["receiver"] = [gettext("Ghi tên người nhận.")]
    if problems:
        raise Invalid(gettext("Chưa trả kết quả được."), fields=problems)
    refuse_unpaid(dossier, "after", actor=actor)
    no_longer_by_post(dossier, actor=actor, at=at)
    walk(dossier, "hand_over", actor=actor, at=at)
    _write(dossier, move, way, receiver.strip(), receiver_number.strip(), actor=actor, at=at)
    return dossier


def hand_over_by_post(dossier: Dossier, *, receiver: str, receiver_number: str, at: datetime) -> None:
    """The post has brought it, with proof: nobody presses a button. Of a dossier that is locked; once."""
    move = find_move("hand_over", dossier.status)
    if move is None:
        return
    walk(dossier, "hand_over", actor=SYSTEM, at=at, authorised=True)
    name = receiver.strip() or dossier.owner_name
    _write(dossier, move, Delivery.POST, name, receiver_number.strip(), actor=SYSTEM, at=at)


def _write(dossier: Dossier, move: Move, way: str, receiver: str, number: str, *, actor: Actor, at: datetime) -> None:
    dossier.handed_over_at = at
    dossier.handed_over_to = {"way": way, "receiver": receiver, "identity_number": number}
    words = Delivery(way).label.lower()
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=f"{Delivery(way).label}: {receiver}",
        sentence=f"trả kết quả hồ sơ {dossier.code} cho {receiver} ({words}).",
    )
