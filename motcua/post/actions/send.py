"""Gửi bưu điện: empty what the carrier is still to be told, as far as it lets us. Never in a request."""

from datetime import datetime
from time import monotonic

import structlog
from django.db import transaction

from motcua.kernel.actor import SYSTEM
from motcua.post.actions.shape import ask_again, lock, note, see_to, store, write_down
from motcua.post.connectors.base import Accepted, Carrier, Declined, Order, Party, Unreachable
from motcua.post.models import Parcel, PostMessage
from motcua.post.queries import to_tell
from motcua.post.rules import tracking
from motcua.post.rules.retrying import LEASE, pause_after

_BATCH = 50
#: after so many silent calls in a row the carrier counts as down until the next round
_SILENCE = 3
log = structlog.get_logger(__name__)


def send_waiting(*, carrier: Carrier, at: datetime, seconds: float = 50.0) -> dict[str, int]:
    """Tell what may be told at ``at``; how many were sent, declined, silent. By any number of workers at once.

    A worker that is killed between telling and writing tells once more, and the carrier knows the order by its code.
    """
    counts = {"sent": 0, "declined": 0, "silent": 0}
    end, silent = monotonic() + seconds, 0
    while monotonic() < end and silent < _SILENCE:
        rows = to_tell(at, _BATCH)
        if not rows:
            break
        for row in rows:
            if not _take(row, at):
                continue
            outcome = _send(row, carrier, at)
            counts[outcome] += 1
            silent = silent + 1 if outcome == "silent" else 0
            if silent >= _SILENCE or monotonic() >= end:
                break
    return counts


def _take(row: PostMessage, at: datetime) -> bool:
    """Whether this process may tell it now: nobody else can till the lease is over."""
    mine = PostMessage.objects.filter(pk=row.pk, state=0, attempts=row.attempts, next_at=row.next_at)
    row.attempts += 1
    return bool(mine.update(attempts=row.attempts, next_at=at + LEASE))


def _send(row: PostMessage, carrier: Carrier, at: datetime) -> str:
    parcel = Parcel.objects.select_related("unit").get(pk=row.parcel_id)
    accepted: Accepted | None = None
    try:
        if row.kind == PostMessage.Kind.CREATE:
            accepted = carrier.create(as_order(parcel))
        elif row.kind == PostMessage.Kind.CHANGE:
            carrier.change(as_order(parcel))
        else:
            carrier.cancel(parcel.order)
    except Unreachable as error:
        return _later(row, str(error), at)
    except Declined as error:
        _declined(row, str(error), at)
        return "declined"
    except Exception as error:  # a fault of ours must not hold other parcels back
        log.exception("a message to the carrier could not be made", message=str(row.pk))
        return _later(row, f"{type(error).__name__}: {error}", at)
    _sent(row, accepted, at)
    return "sent"


def as_order(parcel: Parcel) -> Order:
    """A parcel as the carrier is told of it, as it stands now."""
    told = parcel.address
    citizen = Party(
        str(told.get("name") or ""), parcel.address_line, str(told.get("phone") or ""), str(told.get("commune") or "")
    )
    office = Party(parcel.unit.name, parcel.unit.address or parcel.unit.name, parcel.unit.phone)
    fetched = parcel.kind == "collect"
    return Order(
        code=parcel.order,
        kind=parcel.kind,
        sender=citizen if fetched else office,
        receiver=office if fetched else citizen,
        content=f"{'Giấy tờ' if fetched else 'Kết quả'} hồ sơ {parcel.reference}",
        grams=parcel.grams,
        price=parcel.price,
        cod={item["code"]: item["amount"] for item in parcel.cod_items},
    )


def _later(row: PostMessage, said: str, at: datetime) -> str:
    mine = PostMessage.objects.filter(pk=row.pk, state=0, attempts=row.attempts)
    mine.update(next_at=at + pause_after(row.attempts), answer=said[:300])
    return "silent"


@transaction.atomic
def _sent(row: PostMessage, accepted: Accepted | None, at: datetime) -> None:
    parcel = lock(pk=row.parcel_id)
    PostMessage.objects.filter(pk=row.pk, state=0).update(
        state=PostMessage.State.SENT, sent_at=at, answer=accepted.tracking if accepted else ""
    )
    if accepted is None:
        return
    parcel.tracking, parcel.told_price = accepted.tracking, accepted.price
    if parcel.state == tracking.WAITING:
        parcel.state = tracking.ACCEPTED
        note(parcel, tracking.ACCEPTED, actor=SYSTEM, at=at)
    ask_again(parcel, at=at)
    parcel.save(update_fields=["tracking", "told_price", "state", "next_ask_at"])


@transaction.atomic
def _declined(row: PostMessage, said: str, at: datetime) -> None:
    """An order that the carrier will not take comes back to somebody's desk; so does a change that it does not."""
    parcel = lock(pk=row.parcel_id)
    PostMessage.objects.filter(pk=row.pk, state=0).update(state=PostMessage.State.DECLINED, answer=said[:300])
    if row.kind == PostMessage.Kind.CREATE and parcel.state == tracking.WAITING:
        parcel.state, parcel.reason = tracking.REFUSED, said[:300]
        see_to(parcel, "refused", at=at)
        note(parcel, tracking.REFUSED, actor=SYSTEM, at=at, words=said)
        store(parcel, "refused", at=at, heard=at)
        write_down(parcel, "refused", f"ghi nhận bưu điện không nhận bưu gửi {parcel.order}.", actor=SYSTEM, at=at)
    elif parcel.state not in tracking.ENDED or row.kind == PostMessage.Kind.CANCEL:
        see_to(parcel, parcel.to_do or "unsent", at=at)
    parcel.save(update_fields=["state", "reason", "to_do", "to_do_since"])
