"""Reads over the outbox, the line and the comparisons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.exchange.models import CallRecord, Discrepancy, Line, Outgoing, Reconciliation
from motcua.exchange.rules.outbox import Message, State

_STATES: dict[int, State] = {0: "waiting", 1: "sent", 2: "dead", 3: "skipped"}
#: counting stops here: pages say "1.000+"
MOST = 1000


def as_message(row: Outgoing) -> Message:
    """``row`` as the rules see it."""
    return Message(row.lane, row.sequence, _STATES[row.state], row.attempts, row.next_at)


def heads(partner: str, now: datetime, limit: int) -> list[Outgoing]:
    """Messages that may go now: due, and the first of their lane that is not done with."""
    waiting, dead = Outgoing.State.WAITING, Outgoing.State.DEAD
    earlier = Outgoing.objects.filter(
        agency=OuterRef("agency"),
        partner=OuterRef("partner"),
        lane=OuterRef("lane"),
        sequence__lt=OuterRef("sequence"),
        state__in=[waiting, dead],
    )
    rows = Outgoing.objects.filter(partner=partner, state=waiting, next_at__lte=now)
    return list(rows.filter(~Exists(earlier)).order_by("next_at", "id")[:limit])


def sent_before(row: Outgoing) -> bool:
    """Whether an earlier message of the lane was delivered."""
    lane = Outgoing.objects.filter(agency=row.agency, partner=row.partner, lane=row.lane)
    return lane.filter(sequence__lt=row.sequence, state=Outgoing.State.SENT).exists()


def line_of(partner: str) -> Line:
    """How the line stands; a fresh one where nothing was sent yet."""
    return Line.objects.filter(partner=partner).first() or Line(partner=partner)


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How full the outbox is, each counted up to :data:`MOST`."""

    waiting: int
    dead: int
    oldest: datetime | None


def outbox_counts(partner: str) -> OutboxCounts:
    """Three queries, each over a narrow index."""
    rows = Outgoing.objects.filter(partner=partner)
    waiting = rows.filter(state=Outgoing.State.WAITING)
    oldest = waiting.order_by("next_at").values_list("next_at", flat=True).first()
    dead = rows.filter(state=Outgoing.State.DEAD)
    return OutboxCounts(waiting[:MOST].count(), dead[:MOST].count(), oldest)


def refused(partner: str, after: str, limit: int) -> tuple[list[Outgoing], str]:
    """Messages that the partner will not take, newest first, and where the next page begins."""
    rows = Outgoing.objects.filter(partner=partner, state=Outgoing.State.DEAD)
    last = _message(after)
    if last:
        rows = rows.filter(Q(next_at__lt=last.next_at) | Q(next_at=last.next_at, id__lt=last.pk))
    return _page(rows.order_by("-next_at", "-id"), limit)


def waiting(partner: str, after: str, limit: int) -> tuple[list[Outgoing], str]:
    """Messages that wait, the first to be tried first."""
    rows = Outgoing.objects.filter(partner=partner, state=Outgoing.State.WAITING)
    last = _message(after)
    if last:
        rows = rows.filter(Q(next_at__gt=last.next_at) | Q(next_at=last.next_at, id__gt=last.pk))
    return _page(rows.order_by("next_at", "id"), limit)


def _message(text: str) -> Outgoing | None:
    try:
        return Outgoing.objects.filter(pk=UUID(text)).first()
    except ValueError:
        return None


def _page(rows: QuerySet[Outgoing], limit: int) -> tuple[list[Outgoing], str]:
    found = list(rows[: limit + 1])
    return found[:limit], str(found[limit - 1].pk) if len(found) > limit else ""


def calls_about(partner: str, lanes: Sequence[str]) -> dict[str, CallRecord]:
    """The newest record of calls of each lane."""
    rows = CallRecord.objects.filter(partner=partner, lane__in=lanes).order_by("id")
    return {row.lane: row for row in rows}


def held_back(partner: str, lanes: Sequence[str]) -> dict[str, int]:
    """How many messages wait in each lane behind a refused one."""
    rows = Outgoing.objects.filter(partner=partner, lane__in=lanes, state=Outgoing.State.WAITING)
    return dict(rows.values_list("lane").annotate(count=Count("pk")))


def waiting_lanes(partner: str, lanes: Sequence[str]) -> set[str]:
    """Lanes with a message that waits: the difference mends itself."""
    rows = Outgoing.objects.filter(partner=partner, lane__in=lanes, state=Outgoing.State.WAITING)
    return set(rows.values_list("lane", flat=True))


def latest_reconciliation(partner: str) -> Reconciliation | None:
    """The newest comparison."""
    return Reconciliation.objects.filter(partner=partner).order_by("-at", "-id").first()


def discrepancies_of(reconciliation: Reconciliation, limit: int = 200) -> list[Discrepancy]:
    """The dossiers on which both sides differ, by code; at most ``limit``."""
    return list(reconciliation.discrepancies.order_by("lane")[:limit])
