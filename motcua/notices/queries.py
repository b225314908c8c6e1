"""Reads over messages, deliveries, wishes and lines."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from motcua.notices.models import ChannelLine, Delivery, Device, Notice, SuppressedAddress, Wishes
from motcua.notices.rules.occasions import OCCASIONS

#: counting stops here: pages say "99+"
MOST = 100
WAITING = (Delivery.State.QUEUED, Delivery.State.FAILED)


def inbox(account_id: UUID, after: str, limit: int) -> tuple[list[Notice], str]:
    """What somebody was told, newest first, and where the next page begins."""
    rows = Notice.objects.filter(account_id=account_id, occasion__in=OCCASIONS)  # others: of another version
    last = _identifier(after)
    if last:
        rows = rows.filter(id__lt=last)
    return _page(rows.order_by("-id"), limit)


def unread(account_id: UUID) -> int:
    """How many messages were not opened yet, counted up to :data:`MOST`."""
    return Notice.objects.filter(account_id=account_id, read_at=None)[:MOST].count()


def unplanned(limit: int) -> list[Notice]:
    """Messages for which no channel was chosen yet, oldest first."""
    rows = Notice.objects.filter(planned_at=None).select_related("account", "account__person")
    return list(rows.order_by("at", "id")[:limit])


def due(channel: str, at: datetime, limit: int) -> list[Delivery]:
    """Deliveries that may go at ``at``."""
    rows = Delivery.objects.filter(channel=channel, state__in=WAITING, next_at__lte=at)
    return list(rows.select_related("notice", "notice__account").order_by("next_at", "id")[:limit])


def together_with(row: Delivery, limit: int) -> list[Delivery]:
    """Others to the same address that wait for their first attempt, whenever it would be."""
    rows = Delivery.objects.filter(channel=row.channel, address=row.address, state__in=WAITING, attempts=0)
    others = rows.exclude(pk=row.pk).select_related("notice", "notice__account")
    return list(others.filter(language=row.language, notice__account=row.notice.account_id).order_by("id")[:limit])


def sent_lately(at: datetime, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Channel and address → how many messages went there in the 24 hours before ``at`` or still wait."""
    wanted = set(pairs)
    rows = Delivery.objects.filter(
        channel__in={channel for channel, _ in wanted}, address__in={address for _, address in wanted}
    )
    counts: dict[tuple[str, str], int] = {}
    for found in (rows.filter(sent_at__gt=at - timedelta(hours=24)), rows.filter(state__in=WAITING)):
        for channel, address, count in found.values_list("channel", "address").annotate(count=Count("pk")):
            counts[channel, address] = counts.get((channel, address), 0) + count
    return counts


def suppressed(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of ``pairs`` (channel, address) to which nothing is sent."""
    wanted = set(pairs)
    rows = SuppressedAddress.objects.filter(address__in={address for _, address in wanted})
    return wanted & set(rows.values_list("channel", "address"))


def wishes_of(account_ids: Iterable[UUID]) -> dict[UUID, Wishes]:
    """What people wish; those who said nothing are left out."""
    return {row.account_id: row for row in Wishes.objects.filter(account_id__in=list(account_ids))}


def devices_of(account_ids: Iterable[UUID]) -> dict[UUID, list[Device]]:
    """The devices of each of some people."""
    found: dict[UUID, list[Device]] = {}
    for row in Device.objects.filter(account_id__in=list(account_ids)).order_by("id"):
        found.setdefault(row.account_id, []).append(row)
    return found


def line_of(channel: str) -> ChannelLine:
    """How the line stands; a fresh one where nothing was sent yet."""
    return ChannelLine.objects.filter(channel=channel).first() or ChannelLine(channel=channel)


def dead(after: str, limit: int) -> tuple[list[Delivery], str]:
    """Deliveries that were given up, newest first, and where the next page begins."""
    rows = Delivery.objects.filter(state=Delivery.State.DEAD).select_related("notice")
    last = _identifier(after)
    found = Delivery.objects.filter(pk=last).first() if last else None
    if found:
        rows = rows.filter(next_at__lte=found.next_at).exclude(next_at=found.next_at, id__gte=found.pk)
    return _page(rows.order_by("-next_at", "-id"), limit)


def waiting_count(channel: str) -> int:
    """How many deliveries of a channel wait, counted up to :data:`MOST`."""
    return Delivery.objects.filter(channel=channel, state__in=WAITING)[:MOST].count()


def closed_addresses(limit: int = 200) -> list[SuppressedAddress]:
    """Addresses to which nothing is sent, the last one first."""
    return list(SuppressedAddress.objects.order_by("-at", "-id")[:limit])


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(rows: QuerySet[Notice] | QuerySet[Delivery], limit: int) -> tuple[list, str]:  # type: ignore[type-arg]
    found = list(rows[: limit + 1])
    return found[:limit], str(found[limit - 1].pk) if len(found) > limit else ""
