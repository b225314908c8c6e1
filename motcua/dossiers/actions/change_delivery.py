"""Đổi cách nhận kết quả: at the counter, on the net, by post to another address; until the result has left."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.by_post import order_delivery
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Delivery, Dossier, Status
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid
from motcua.post.public import address_line, address_problems, parcels, read_address


@transaction.atomic
def change_delivery(
    *, dossier_id: UUID, way: str, address: dict[str, Any], actor: Actor, at: datetime, revision: int | None = None
) -> Dossier:
    """Another way to get the result, or another address, until it has left the office."""
    dossier, move = begin(dossier_id, "change_delivery", actor=actor, revision=revision)
    told = read_address(address)
    _refuse_bad_delivery(dossier, way, told)
    if dossier.delivery == Delivery.POST and dossier.status == Status.DONE:
        if way == Delivery.POST:
            parcels.change(subject_id=dossier.id, kind="deliver", address=told, actor=actor, at=at)
        else:
            parcels.cancel(subject_id=dossier.id, kind="deliver", actor=actor, at=at)
    dossier.delivery = way
    kept = {name: value for name, value in dossier.postal.items() if name != "deliver"}
    by_post = way == Delivery.POST
    dossier.postal = {**kept, "deliver": told.as_json()} if by_post else kept
    dossier.delivery_address = address_line(told)[:300] if by_post else ""
    words = Delivery(way).label.lower()
    finish(
        dossier, move, actor=actor, at=at, note=words, sentence=f"đổi cách nhận kết quả hồ sơ {dossier.code}: {words}."
    )
    order_delivery(dossier, actor=actor, at=at)
    return dossier


def _refuse_bad_delivery(dossier: Dossier, way: str, told: Any) -> None:
    problems = {}
    if way not in Delivery.values:
        problems["delivery"] = [gettext("Chọn cách nhận kết quả.")]
    elif way == Delivery.POST:
        problems = {f"delivery_{name}": texts for name, texts in address_problems(told).items()}
    if problems:
        raise Invalid(gettext("Chưa đổi được cách nhận kết quả."), fields=problems)
