"""Đặt bưu gửi: the post is to fetch papers or to bring a result; written with the act that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import NotNow
from motcua.organizations.public import Unit, require
from motcua.post.actions.shape import lock, note, see_to, tell_later, write_down
from motcua.post.models import Parcel, PostMessage
from motcua.post.queries import address_line, grams_of, last_parcel, price_of, where_of
from motcua.post.rules import tracking
from motcua.post.rules.addresses import Address, read_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a parcel belongs to, the office that hands it over or takes it in, and whose it is."""

    kind: str
    id: UUID
    agency: str
    reference: str
    title: str
    unit: Unit
    owner: UUID | None


@transaction.atomic
def order_parcel(
    subject: Subject,
    *,
    kind: str,
    address: Address,
    actor: Actor,
    at: datetime,
    cod: Sequence[tuple[str, int]] = (),
) -> Parcel:
    """The parcel of ``kind`` for ``subject``; the one there is while it is on its way or has arrived.

    ``cod``: charges that the postman collects, with đồng. The caller, whose act it belongs to, has asked for
    permission. One statement more writes what the carrier is to be told: nobody is called here.
    """
    last = last_parcel(subject.id, kind)
    if last is not None and last.state not in (tracking.CANCELLED, tracking.RETURNED, tracking.REFUSED):
        return last
    if last is not None and last.to_do:  # it goes out anew: nothing is left to be seen to
        see_to(last, "", at=at)
        last.save(update_fields=["to_do", "to_do_since"])
    return _write(subject, kind, address, cod, last.number + 1 if last else 1, actor=actor, at=at)


def _write(
    subject: Subject,
    kind: str,
    address: Address,
    cod: Sequence[tuple[str, int]],
    number: int,
    *,
    actor: Actor,
    at: datetime,
) -> Parcel:
    on, total = day_of(at), sum(amount for _code, amount in cod)
    grams = grams_of(kind, on)
    parcel = Parcel.objects.create(
        id=new_id(),
        agency=subject.agency,
        kind=kind,
        subject_kind=subject.kind,
        subject_id=subject.id,
        reference=subject.reference,
        title=subject.title[:300],
        number=number,
        order=order_code(subject.reference, kind, number),
        unit=subject.unit,
        owner_id=subject.owner,
        address=address.as_json(),
        address_line=address_line(address),
        grams=grams,
        price=price_of(kind, address.zone, on, cod=total, grams=grams).total,
        cod_items=[{"code": code, "amount": amount} for code, amount in cod],
        cod=total,
        ordered_at=at,
    )
    tell_later(parcel, PostMessage.Kind.CREATE, at=at)
    note(parcel, tracking.WAITING, actor=actor, at=at)
    what = "nhận giấy tờ của" if kind == "collect" else "trả kết quả"
    write_down(parcel, "order", f"đặt bưu điện {what} hồ sơ {subject.reference}.", actor=actor, at=at, cod=total)
    return parcel


def order_code(reference: str, kind: str, number: int) -> str:
    """Our name of an order: read by people, the same however often it is made."""
    return f"{reference}-{'N' if kind == 'collect' else 'T'}{number}"[:60]


@transaction.atomic
def send_again(*, parcel_id: UUID, address: dict[str, Any], actor: Actor, at: datetime) -> Parcel:
    """A parcel that came back or was not taken goes out anew, to a better address."""
    parcel = lock(id=parcel_id)
    require(actor, "post.handle", where_of(parcel))
    if parcel.state not in (tracking.RETURNED, tracking.REFUSED) or parcel != last_parcel(
        parcel.subject_id, parcel.kind
    ):
        raise NotNow(
            gettext("Chỉ gửi lại bưu gửi đã về hoặc bưu điện không nhận."),
            advice=gettext("Tải lại trang để xem bưu gửi đang ở đâu."),
        )
    see_to(parcel, "", at=at)
    parcel.save(update_fields=["to_do", "to_do_since"])
    subject = Subject(
        kind=parcel.subject_kind,
        id=parcel.subject_id,
        agency=parcel.agency,
        reference=parcel.reference,
        title=parcel.title,
        unit=parcel.unit,
        owner=parcel.owner_id,
    )
    cod = [(item["code"], item["amount"]) for item in parcel.cod_items]
    return _write(subject, parcel.kind, read_address(address), cod, parcel.number + 1, actor=actor, at=at)
