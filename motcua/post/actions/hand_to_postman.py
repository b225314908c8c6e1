"""Bàn giao cho bưu tá: results leave the office with the postman, who signs a list."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.kernel.actor import Actor
from motcua.organizations.public import require
from motcua.post.actions.change_parcel import has_left, is_here
from motcua.post.actions.shape import lock, note, store, write_down
from motcua.post.models import Parcel
from motcua.post.queries import where_of
from motcua.post.rules import tracking


@transaction.atomic
def hand_to_postman(*, parcel_ids: Sequence[UUID], actor: Actor, at: datetime) -> list[Parcel]:
    """All of them or none. The carrier need not have answered our order yet: the postman stands at the door."""
    done = []
    for parcel_id in sorted(parcel_ids):
        parcel = lock(id=parcel_id)
        require(actor, "post.handle", where_of(parcel))
        if parcel.kind != "deliver" or not is_here(parcel):
            raise has_left(parcel)
        parcel.state, parcel.handed_at, parcel.handed_by_id = tracking.PICKED_UP, at, actor.account_id
        parcel.save(update_fields=["state", "handed_at", "handed_by"])
        note(parcel, tracking.PICKED_UP, actor=actor, at=at)
        store(parcel, "picked_up", at=at, heard=at)
        sentence = f"bàn giao bưu gửi {parcel.order} của hồ sơ {parcel.reference} cho bưu tá."
        write_down(parcel, "hand_to_postman", sentence, actor=actor, at=at)
        done.append(parcel)
    return done
