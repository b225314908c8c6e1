"""Tin về bưu gửi: what the one-stop does when it hears of a parcel, once, within the telling of it."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.actions.hand_over import hand_over_by_post
from motcua.dossiers.actions.shape import finish, lock
from motcua.dossiers.actions.take_parcel import take_parcel
from motcua.dossiers.models import Delivery, Dossier, Status
from motcua.dossiers.rules.lifecycle import find_move
from motcua.kernel.actor import SYSTEM
from motcua.notices.public import notify
from motcua.payments.public import collecting
from motcua.post.public import ParcelMoved

#: of news of a result that is brought: the occasion of which its owner is told
TOLD = {
    "picked_up": "parcel_sent",
    "failed": "parcel_failed",
    "returned": "parcel_returned",
    "refused": "parcel_refused",
    "lost": "parcel_lost",
}


@transaction.atomic
def parcel_moved(fact: ParcelMoved, at: datetime) -> None:
    """What a dossier does about news of its parcel, once, within the telling of it."""
    if fact.kind == "collect":
        if fact.became == "taken":
            take_parcel(dossier_id=fact.subject_id, at=at, told_at=fact.at)
        elif fact.became in ("failed", "lost", "refused"):
            _tell_owner(lock(fact.subject_id), "papers_not_fetched", fact, at)
        return
    dossier = lock(fact.subject_id)
    if fact.became == "delivered":
        for money in fact.collected:
            collecting.take(**money, at=fact.at)
        hand_over_by_post(dossier, receiver=fact.receiver, receiver_number=fact.receiver_number, at=at)
    elif fact.became == "kept" and dossier.status == Status.DONE:
        _keep(dossier, at)
    if fact.became in TOLD:
        _tell_owner(dossier, TOLD[fact.became], fact, at)


def _keep(dossier: Dossier, at: datetime) -> None:
    move = find_move("change_delivery", dossier.status)
    assert move is not None
    dossier.delivery, dossier.delivery_address = Delivery.COUNTER, ""
    sentence = f"giữ kết quả hồ sơ {dossier.code} tại quầy cho người nộp."
    finish(dossier, move, actor=SYSTEM, at=at, note=Delivery.COUNTER.label.lower(), sentence=sentence)


def _tell_owner(dossier: Dossier, occasion: str, fact: ParcelMoved, at: datetime) -> None:
    if dossier.applicant_id is None:
        return
    notify(
        account_id=dossier.applicant_id,
        occasion=occasion,
        agency=dossier.agency,
        subject_kind="dossier",
        subject_id=dossier.id,
        once=f"{occasion}/{fact.news_id}",
        at=at,
        data={"code": str(dossier.code)},
        path=f"/ho-so/{dossier.code}/",
    )
