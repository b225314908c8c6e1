"""Reads: parcels of something, of an office, those to ask about; what a way costs; addresses."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM, now
from motcua.kernel.law import law
from motcua.kernel.refusals import NotFound
from motcua.organizations.public import Unit, Where, may
from motcua.post.models import Parcel, ParcelNews, PostMessage
from motcua.post.rules import addresses, tracking
from motcua.post.rules.addresses import Address
from motcua.post.rules.prices import Price, Zone, price

#: what an officer has to see to, and what is to be done
TO_DO = {
    "refused": (_("Bưu điện không nhận"), _("Sửa địa chỉ rồi gửi lại, hoặc giữ tại quầy.")),
    "failed": (_("Phát chưa được"), _("Gọi cho người nhận, hẹn bưu điện phát lại.")),
    "returned": (_("Bị chuyển hoàn"), _("Nhận lại, rồi gửi lại hoặc giữ tại quầy.")),
    "lost": (_("Thất lạc"), _("Làm việc với bưu điện; cấp lại kết quả nếu không tìm thấy.")),
    "money": (_("Đã phát, thu không đủ tiền"), _("Hỏi bưu điện; thu phần còn thiếu hoặc đối chiếu.")),
    "odd": (_("Tin của bưu điện không khớp"), _("Xem hành trình, hỏi bưu điện.")),
    "unsent": (_("Bưu điện không nhận thay đổi"), _("Báo bưu điện qua điện thoại.")),
}


def parcels_of(subject_id: UUID) -> list[Parcel]:
    """All parcels of something, oldest first, each with its news: two queries."""
    rows = Parcel.objects.filter(subject_id=subject_id).select_related("unit").prefetch_related("events")
    return list(rows.order_by("ordered_at", "id"))


def last_parcel(subject_id: UUID, kind: str) -> Parcel | None:
    """The one that counts: the last that was ordered."""
    return Parcel.objects.filter(subject_id=subject_id, kind=kind).order_by("-number").first()


def where_of(parcel: Parcel) -> Where:
    """Whom a parcel concerns."""
    return Where(owner=parcel.owner_id, units=frozenset({parcel.unit_id}), agency=parcel.agency)


def parcel_for(parcel_id: UUID, actor: Actor, permission: str) -> Parcel:
    """A parcel for an officer whom it concerns; NotFound for anybody else."""
    row = Parcel.objects.select_related("unit", "handed_by").filter(id=parcel_id).first()
    if row is None or not may(actor, permission, where_of(row)):
        raise NotFound(gettext("Không tìm thấy bưu gửi này."))
    return row


def concerning(actor: Actor, permission: str) -> QuerySet[Parcel]:
    """Parcels of the offices where ``actor`` may do ``permission``; of all where the table says so."""
    rows = Parcel.objects.select_related("unit")
    if may(actor, permission, Where()):
        return rows
    mine = [unit for unit in actor.units() if may(actor, permission, Where(units=frozenset({unit})))]
    return rows.filter(unit_id__in=mine)


def to_hand_over(rows: QuerySet[Parcel], *, most: int = 200) -> list[Parcel]:
    """Results that wait for the postman, the oldest first."""
    found = rows.filter(kind="deliver", state__in=tracking.HERE, handed_at=None)
    return list(found.order_by("ordered_at", "id")[:most])


def to_come(rows: QuerySet[Parcel], *, most: int = 200) -> list[Parcel]:
    """Papers that are on their way to the office, those at its door first."""
    found = rows.filter(kind="collect", taken_at=None).exclude(state__in=(tracking.CANCELLED, tracking.RETURNED))
    return sorted(found.order_by("ordered_at", "id")[:most], key=lambda row: row.state != tracking.DELIVERED)


def to_see_to(rows: QuerySet[Parcel], *, most: int = 200) -> list[Parcel]:
    """What somebody has to do something about, the oldest first."""
    return list(rows.exclude(to_do="").order_by("to_do_since", "id")[:most])


def under_way(rows: QuerySet[Parcel], *, most: int = 200) -> list[Parcel]:
    """Results that left and have not arrived, the latest first."""
    found = rows.filter(kind="deliver", to_do="").exclude(state__in=tracking.ENDED | tracking.HERE)
    return list(found.order_by("-ordered_at", "-id")[:most])


def handed_over_on(rows: QuerySet[Parcel], day: date) -> list[Parcel]:
    """What was handed to the postman on a day, in the order in which it was."""
    start = datetime.combine(day, time(), VIETNAM)
    found = rows.filter(handed_at__gte=start, handed_at__lt=start + timedelta(days=1)).select_related("handed_by")
    return list(found.order_by("handed_at", "order"))


def to_ask_about(at: datetime, *, most: int = 50) -> list[Parcel]:
    """Parcels of which nothing was heard for a while."""
    return list(Parcel.objects.filter(next_ask_at__lte=at).order_by("next_ask_at", "id")[:most])


def to_tell(at: datetime, most: int) -> list[PostMessage]:
    """What the carrier is to be told now: of each parcel the first, for they hold in order."""
    before = PostMessage.objects.filter(parcel=OuterRef("parcel"), state=0, id__lt=OuterRef("id"))
    rows = PostMessage.objects.filter(state=0, next_at__lte=at).exclude(Exists(before))
    return list(rows.select_related("parcel__unit").order_by("next_at", "id")[:most])


def news_unheard(*, most: int = 50) -> list[ParcelNews]:
    """Facts that a listener failed to hear."""
    return list(ParcelNews.objects.filter(heard_at=None, attempts__gt=0).select_related("parcel").order_by("at")[:most])


def communes() -> dict[str, str]:
    """Code → name of the communes of the province, by name; asked once a quarter of an hour and process."""
    return dict(_communes(int(now().timestamp()) // 900))


@lru_cache(maxsize=2)
def _communes(_quarter: int) -> tuple[tuple[str, str], ...]:
    rows = Unit.objects.filter(kind=Unit.Kind.COMMUNE, valid_to=None).order_by("name")
    return tuple(rows.values_list("code", "short_name"))


@lru_cache(maxsize=2)
def province_name(code: str) -> str:
    """What the province is called on an envelope."""
    name = Unit.objects.filter(code=code, valid_to=None).values_list("name", flat=True).first() or ""
    return str(name).removeprefix("UBND ")


def address_line(address: Address) -> str:
    """An address in one line, as on an envelope."""
    known = communes() if address.street else {}
    return addresses.written(address, known, province_name(settings.PROVINCE) if address.street else "")[:500]


def address_problems(address: Address) -> dict[str, list[str]]:
    """What is wrong with an address, in words, by field."""
    found = addresses.problems_of(address, communes().keys())
    return {field: [gettext(addresses.SENTENCES[key])] for field, key in found.items()}


def price_of(kind: str, zone: Zone, on: date, *, cod: int = 0, grams: int = 0) -> Price:
    """What the post takes of the citizen, in đồng, by the table in force."""
    return price(law("post.prices", on=on), zone=zone, grams=grams or grams_of(kind, on), cod=cod)


def grams_of(kind: str, on: date) -> int:
    """What a parcel is taken to weigh."""
    weights: dict[str, Any] = law("post.grams", on=on)
    return int(weights[kind])
