"""Qua bưu chính: what the one-stop asks of the post; what it does about its news is in ``hear_of_parcels.py``.

Parcels are locked after the dossier and before its matter and the audit book, as everywhere in this room.
"""

from datetime import datetime
from typing import Any

from motcua.dossiers.models import Delivery, Dossier, Status
from motcua.kernel.actor import SYSTEM, Actor
from motcua.payments.public import open_charges
from motcua.post.public import parcels, read_address


def order_collection(dossier: Dossier, *, actor: Actor, at: datetime) -> None:
    """The post fetches papers, where the applicant wished so. Part of submitting."""
    if told := dossier.postal.get("collect"):
        parcels.order(subject_of(dossier), kind="collect", address=read_address(told), actor=actor, at=at)


def order_delivery(dossier: Dossier, *, actor: Actor, at: datetime) -> None:
    """The post brings the result and collects what is still owed, where the applicant wished so."""
    if dossier.delivery == Delivery.POST and dossier.status == Status.DONE:
        address = read_address(delivery_told(dossier))
        parcels.order(subject_of(dossier), kind="deliver", address=address, cod=owed_by(dossier), actor=actor, at=at)


def delivery_told(dossier: Dossier) -> dict[str, Any]:
    """Where the result goes: as chosen on the net, or one line with its owner's name and telephone."""
    told: dict[str, Any] = dossier.postal.get("deliver") or {}
    if told or not dossier.delivery_address:
        return told
    owner = dossier.owner
    return {"name": owner.get("full_name", ""), "phone": owner.get("phone", ""), "line": dossier.delivery_address}


def owed_by(dossier: Dossier) -> list[tuple[str, int]]:
    """What the postman collects: every open charge by its code, in đồng."""
    return [(charge.code, charge.amount) for charge in open_charges(dossier.id)]


def subject_of(dossier: Dossier) -> parcels.Subject:
    """The dossier as the room of parcels knows it."""
    return parcels.Subject(
        kind="dossier",
        id=dossier.id,
        agency=dossier.agency,
        reference=str(dossier.code),
        title=dossier.summary or dossier.owner_name,
        unit=dossier.reception_unit,
        owner=dossier.applicant_id,
    )


def papers_on_the_way(dossier: Dossier) -> bool:
    """Whether papers that the post was to fetch have not come; no query."""
    return bool(dossier.postal.get("collect")) and not dossier.postal.get("collected_at")


def no_longer_by_post(dossier: Dossier, *, actor: Actor, at: datetime, insist: bool = False) -> None:
    """The dossier ends, or its result goes back or out in another way: parcels that have not left stay.

    ``insist``: NotNow when the result has left. Nothing is asked of a dossier that does not use the post.
    """
    if dossier.postal.get("collect"):
        parcels.cancel(subject_id=dossier.id, kind="collect", actor=actor, at=at, insist=False)
    if dossier.delivery == Delivery.POST and dossier.status == Status.DONE:
        parcels.cancel(subject_id=dossier.id, kind="deliver", actor=actor, at=at, insist=insist)


def money_changed(dossier: Dossier, *, at: datetime) -> None:
    """Somebody paid in another way: the postman collects what is left. Nothing is asked of other dossiers."""
    if dossier.delivery == Delivery.POST and dossier.status == Status.DONE:
        parcels.change(subject_id=dossier.id, kind="deliver", cod=owed_by(dossier), actor=SYSTEM, at=at)
