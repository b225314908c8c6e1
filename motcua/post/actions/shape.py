"""What all acts on parcels share: the parcel is locked first; news of it is stored with the change."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.ids import new_id
from motcua.kernel.law import law
from motcua.kernel.refusals import NotFound
from motcua.post.events import BECAME
from motcua.post.models import Parcel, ParcelEvent, ParcelNews, PostMessage
from motcua.post.rules import tracking


def lock(**named: Any) -> Parcel:
    """The parcel with that ``id`` or ``order``, its row locked until the transaction ends; NotFound."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an action locks inside a transaction")
    found = Parcel.objects.select_for_update(of=("self",)).select_related("unit").filter(**named).first()
    if found is None:
        raise NotFound(gettext("Không tìm thấy bưu gửi này."))
    return found


def write_down(parcel: Parcel, action: str, sentence: str, *, actor: Actor, at: datetime, **data: Any) -> None:
    """The sentence in the book of the agency, told of what the parcel belongs to."""
    record(
        agency=parcel.agency,
        actor=actor,
        at=at,
        action=f"post.{action}",
        subject_kind=parcel.subject_kind,
        subject_id=parcel.subject_id,
        sentence=f"{actor.name} {sentence}",
        data={"parcel": parcel.id, "order": parcel.order, **data},
    )


def note(parcel: Parcel, state: int, *, actor: Actor, at: datetime, words: str = "") -> None:
    """A line of the journey that is of our own doing."""
    ParcelEvent.objects.create(
        agency=parcel.agency,
        parcel=parcel,
        key=f"ours/{new_id()}",
        source="officer" if actor.posts else "system",
        state=state,
        at=at,
        heard_at=at,
        effect=tracking.MOVED,
        words=words[:300],
    )


def tell_later(parcel: Parcel, kind: str, *, at: datetime) -> PostMessage:
    """Keep with the change what the carrier is to be told."""
    return PostMessage.objects.create(id=new_id(), agency=parcel.agency, parcel=parcel, kind=kind, at=at, next_at=at)


def store(parcel: Parcel, became: str, *, at: datetime, heard: datetime) -> ParcelNews:
    """Keep with the change what the rooms above must hear."""
    if became not in BECAME:
        raise LookupError(became)
    return ParcelNews.objects.create(
        id=new_id(), agency=parcel.agency, parcel=parcel, became=became, at=at, next_at=heard
    )


def see_to(parcel: Parcel, why: str, *, at: datetime) -> None:
    """Somebody has to do something about it; ``why`` empty: nobody any more."""
    if why and not parcel.to_do:
        parcel.to_do_since = at
    if not why:
        parcel.to_do_since = None
    parcel.to_do = why


def ask_again(parcel: Parcel, *, at: datetime) -> None:
    """When the carrier is asked next: never of what has ended, nor of what is too old to be heard of."""
    figure = law("post.ask", on=day_of(at))
    over = parcel.state in tracking.ENDED or at > parcel.ordered_at + timedelta(days=figure["days"])
    parcel.next_ask_at = None if over else at + timedelta(minutes=figure["minutes"])
