"""Sửa, hủy bưu gửi: as long as it has not left the office or the citizen's hands."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.refusals import NotNow
from motcua.post.actions.shape import ask_again, lock, note, see_to, tell_later, write_down
from motcua.post.models import Parcel, PostMessage
from motcua.post.queries import address_line, last_parcel, price_of
from motcua.post.rules import tracking
from motcua.post.rules.addresses import Address, read_address


@transaction.atomic
def change_parcel(
    *,
    subject_id: UUID,
    kind: str,
    actor: Actor,
    at: datetime,
    address: Address | None = None,
    cod: Sequence[tuple[str, int]] | None = None,
) -> Parcel | None:
    """Another address, or another sum to collect, inside the caller's act; None when nothing is on its way.

    NotNow once it has left, unless only the sum changes: then the money that comes is too much and goes back.
    """
    parcel = _last(subject_id, kind)
    if parcel is None or parcel.state in tracking.ENDED:
        return None
    if not is_here(parcel):
        if address is not None:
            raise has_left(parcel)
        return parcel
    if address is not None:
        parcel.address, parcel.address_line = address.as_json(), address_line(address)
    if cod is not None:
        parcel.cod_items = [{"code": code, "amount": amount} for code, amount in cod]
        parcel.cod = sum(amount for _code, amount in cod)
    zone = read_address(parcel.address).zone
    parcel.price = price_of(kind, zone, day_of(at), cod=parcel.cod, grams=parcel.grams).total
    parcel.save(update_fields=["address", "address_line", "cod_items", "cod", "price"])
    say(parcel, PostMessage.Kind.CHANGE, at=at)
    sentence = f"sửa bưu gửi của hồ sơ {parcel.reference}."
    write_down(parcel, "change", sentence, actor=actor, at=at, cod=parcel.cod)
    return parcel


@transaction.atomic
def cancel_parcel(*, subject_id: UUID, kind: str, actor: Actor, at: datetime, insist: bool = True) -> Parcel | None:
    """Take the order back, inside the caller's act; None when nothing is on its way.

    NotNow once it has left; with ``insist`` False it goes on then.
    """
    parcel = _last(subject_id, kind)
    if parcel is None or parcel.state in tracking.ENDED:
        return None
    if not is_here(parcel):
        if insist:
            raise has_left(parcel)
        return None
    parcel.state = tracking.CANCELLED
    see_to(parcel, "", at=at)
    ask_again(parcel, at=at)
    parcel.save(update_fields=["state", "to_do", "to_do_since", "next_ask_at"])
    note(parcel, tracking.CANCELLED, actor=actor, at=at)
    say(parcel, PostMessage.Kind.CANCEL, at=at)
    write_down(parcel, "cancel", f"hủy bưu gửi của hồ sơ {parcel.reference}.", actor=actor, at=at)
    return parcel


def is_here(parcel: Parcel) -> bool:
    """Whether it has not left yet; papers that nobody was there to hand over have not."""
    waits_for_papers = parcel.kind == "collect" and parcel.state == tracking.FAILED
    return (parcel.state in tracking.HERE or waits_for_papers) and parcel.handed_at is None


def has_left(parcel: Parcel) -> NotNow:
    """The refusal for whoever wants to change a parcel that is on its way."""
    words = gettext("Bưu điện đã lấy bưu gửi %(order)s nên không đổi được nữa.") % {"order": parcel.order}
    return NotNow(words, advice=gettext("Gọi bưu điện để hẹn lại, hoặc đợi bưu gửi được chuyển hoàn."))


def _last(subject_id: UUID, kind: str) -> Parcel | None:
    found = last_parcel(subject_id, kind)
    return lock(id=found.id) if found else None


def say(parcel: Parcel, kind: str, *, at: datetime) -> None:
    """The carrier is told, unless it was never told of the parcel: then a change is told with the order itself."""
    waiting = PostMessage.objects.select_for_update().filter(parcel=parcel, state=PostMessage.State.WAITING)
    rows = list(waiting)
    untold = next((row for row in rows if row.kind == PostMessage.Kind.CREATE and row.attempts == 0), None)
    if kind == PostMessage.Kind.CANCEL:
        PostMessage.objects.filter(pk__in=[row.pk for row in rows]).update(state=PostMessage.State.SKIPPED)
        if untold is None:
            tell_later(parcel, kind, at=at)
    elif untold is None and not any(row.kind == kind and row.attempts == 0 for row in rows):
        tell_later(parcel, kind, at=at)
