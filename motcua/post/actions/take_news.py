"""Ghi nhận hành trình: what news of a parcel, however often and in whatever order it comes, makes of it."""

from datetime import datetime

from django.db import transaction

from motcua.kernel.actor import SYSTEM
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotFound
from motcua.post.actions.shape import ask_again, lock, see_to, store, write_down
from motcua.post.connectors.base import News
from motcua.post.models import Parcel, ParcelEvent
from motcua.post.rules import tracking

#: what the rooms above hear of, and what an officer has to see to
_BECAME = {
    tracking.PICKED_UP: "picked_up",
    tracking.DELIVERED: "delivered",
    tracking.FAILED: "failed",
    tracking.RETURNED: "returned",
    tracking.LOST: "lost",
    tracking.REFUSED: "refused",
}
_NAMES = {tracking.FAILED: "failed", tracking.RETURNED: "returned", tracking.LOST: "lost", tracking.REFUSED: "refused"}


@transaction.atomic
def take_news(*, news: News, at: datetime) -> str:
    """Write down what the carrier, proven to be it, tells of a parcel, heard ``at``.

    What it did: one of ``rules.tracking`` ("moved", "same", "history", "odd"), "known" for news that was told before,
    "unknown" of a parcel that is none of ours.
    """
    try:
        parcel = lock(order=news.order)
    except NotFound:
        return "unknown"
    if ParcelEvent.objects.filter(parcel=parcel, key=news.key).exists():
        return "known"
    effect = tracking.decide(
        state=parcel.state,
        last_at=parcel.last_at,
        news=news.state,
        at=news.at,
        rank=news.state,
        last_rank=parcel.last_rank,
    )
    _write_event(parcel, news, effect, at)
    if news.tracking and not parcel.tracking:
        parcel.tracking = news.tracking
    if effect in (tracking.MOVED, tracking.SAME):
        parcel.last_at, parcel.last_rank = news.at, news.state
    if effect == tracking.MOVED:
        _move(parcel, news, at)
    elif effect == tracking.ODD:
        see_to(parcel, parcel.to_do or "odd", at=at)
    ask_again(parcel, at=at)
    parcel.save()
    return effect


def _write_event(parcel: Parcel, news: News, effect: str, at: datetime) -> None:
    ParcelEvent.objects.create(
        id=new_id(),
        agency=parcel.agency,
        parcel=parcel,
        key=news.key,
        source=ParcelEvent.Source.CARRIER,
        state=news.state,
        at=news.at,
        heard_at=at,
        effect=effect,
        place=news.place,
        words=news.words,
    )


def _move(parcel: Parcel, news: News, at: datetime) -> None:
    """The new state with what follows from it: proof, work for somebody, a fact, a sentence."""
    parcel.state = news.state
    if news.state in _NAMES:
        parcel.reason = news.words
    if news.state == tracking.DELIVERED:
        parcel.proof = {**news.proof, "at": news.at.isoformat(), "collected": dict(news.collected)}
    # a new way on ends what was to be seen to: delivered after all, or tried again
    see_to(parcel, _NAMES.get(news.state, ""), at=at)
    if news.state == tracking.DELIVERED and sum(news.collected.values()) != parcel.cod:
        see_to(parcel, "money", at=at)
    if news.state in _BECAME:
        store(parcel, _BECAME[news.state], at=news.at, heard=at)
    sentence = f"ghi nhận bưu gửi {parcel.order}: {tracking.WORDS[news.state].name.lower()}."
    write_down(parcel, "take_news", sentence, actor=SYSTEM, at=at, state=news.state, told=news.at.isoformat())
