"""Xử lý bưu gửi: what an officer does about a parcel: papers came, a result came back, is kept, is settled."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotNow
from motcua.organizations.public import require
from motcua.post.actions.change_parcel import is_here, say
from motcua.post.actions.shape import ask_again, lock, note, see_to, store, write_down
from motcua.post.models import Parcel, PostMessage
from motcua.post.queries import last_parcel, where_of
from motcua.post.rules import tracking


@transaction.atomic
def take_papers_in(*, parcel_id: UUID, actor: Actor, at: datetime) -> Parcel:
    """Papers are at the office, whatever the carrier has told of them so far: from now on the clock may run.

    Also of papers that somebody brought to the counter after all: then the carrier need not come.
    """
    parcel = _begin(parcel_id, actor)
    if parcel.kind != "collect" or parcel.taken_at is not None or parcel.state == tracking.CANCELLED:
        raise NotNow(gettext("Bưu gửi này đã được nhận hoặc đã hủy."), advice=gettext("Tải lại trang."))
    if is_here(parcel):
        say(parcel, PostMessage.Kind.CANCEL, at=at)
    parcel.state, parcel.taken_at = tracking.DELIVERED, at
    see_to(parcel, "", at=at)
    ask_again(parcel, at=at)
    parcel.save(update_fields=["state", "taken_at", "to_do", "to_do_since", "next_ask_at"])
    note(parcel, tracking.DELIVERED, actor=actor, at=at)
    store(parcel, "taken", at=at, heard=at)
    sentence = f"nhận giấy tờ của hồ sơ {parcel.reference} do bưu điện giao."
    write_down(parcel, "take_papers_in", sentence, actor=actor, at=at)
    return parcel


@transaction.atomic
def keep_at_counter(*, parcel_id: UUID, actor: Actor, at: datetime) -> Parcel:
    """A result that came back, or that the post did not take, waits at the counter for its owner."""
    parcel = _begin(parcel_id, actor)
    back = parcel.kind == "deliver" and parcel.state in (tracking.RETURNED, tracking.REFUSED)
    if not back or parcel != last_parcel(parcel.subject_id, parcel.kind):
        raise NotNow(gettext("Kết quả này không ở cơ quan."), advice=gettext("Chỉ giữ lại được bưu gửi đã về."))
    parcel.taken_at = parcel.taken_at or at
    see_to(parcel, "", at=at)
    parcel.save(update_fields=["taken_at", "to_do", "to_do_since"])
    store(parcel, "kept", at=at, heard=at)
    sentence = f"giữ kết quả hồ sơ {parcel.reference} tại quầy sau khi bưu điện trả lại."
    write_down(parcel, "keep_at_counter", sentence, actor=actor, at=at)
    return parcel


@transaction.atomic
def settle(*, parcel_id: UUID, done: str, actor: Actor, at: datetime) -> Parcel:
    """It was seen to; ``done`` says what was done: a call, another day agreed upon, a claim against the carrier."""
    parcel = _begin(parcel_id, actor)
    if not parcel.to_do:
        raise NotNow(gettext("Bưu gửi này không còn việc phải xử lý."), advice=gettext("Tải lại trang."))
    words = done.strip()[:300]
    if not words:
        raise Invalid(gettext("Bạn chưa ghi đã làm gì."), fields={"done": [gettext("Ghi đã làm gì.")]})
    see_to(parcel, "", at=at)
    parcel.save(update_fields=["to_do", "to_do_since"])
    note(parcel, parcel.state, actor=actor, at=at, words=words)
    sentence = f"xử lý bưu gửi {parcel.order} của hồ sơ {parcel.reference}: {words}"
    write_down(parcel, "settle", sentence, actor=actor, at=at)
    return parcel


def _begin(parcel_id: UUID, actor: Actor) -> Parcel:
    parcel = lock(id=parcel_id)
    require(actor, "post.handle", where_of(parcel))
    return parcel
