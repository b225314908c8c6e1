"""Desks and their counts, one statement each.

A desk is a union of a few index scans: what was given to the officer by name, and what nobody has yet in
each (unit, role) the officer holds. Each scan is limited before they are merged, so that the first page
costs the same at ten thousand matters and at ten million.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.composed import KeptRows, Slot, filled
from motcua.kernel.refusals import Invalid
from motcua.work.models import Step

View = Literal["mine", "unit", "due_soon", "late", "waiting", "done"]
COUNTED_VIEWS: tuple[View, ...] = ("mine", "unit", "due_soon", "late", "waiting")
#: counts stop here: a desk says "99+", nobody needs more and an exact count of millions is never taken
MOST = 99
#: how long before its due moment a step is due soon, where the caller does not say
SOON = timedelta(hours=24)
_AT, _SOON = Slot("at", Step._meta.get_field("due_at")), Slot("soon", Step._meta.get_field("due_at"))
_OFFICER = Slot("officer", Step._meta.get_field("officer"))


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a desk to show; kept in the address by the page."""

    text: str = ""  #: beginning of the reference
    kind: str = ""
    agency: str = ""
    due_before: datetime | None = None
    about: str = ""  #: words that stand in the title


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A step on a desk, with what an officer needs to know of its matter."""

    late: bool  #: done, or still open, after its due moment; what waits is never late
    step_id: UUID
    matter_id: UUID
    kind: str
    subject_id: UUID
    agency: str
    reference: str
    title: str
    party: str
    node: str
    step: str
    role: str
    unit_id: int
    officer_id: UUID | None
    received_at: datetime
    due_at: datetime
    waiting: bool
    finished_at: datetime | None
    outcome: str
    version: int  #: of the matter: pass it back as ``expected_version``
    last_act: str
    last_actor: str
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Rows of one page, and from where the next one goes on (None: this is the last)."""

    rows: tuple[DeskRow, ...]
    after: str | None


_COLUMNS = (
    "id",
    "matter_id",
    "matter__kind",
    "matter__subject_id",
    "agency",
    "matter__reference",
    "matter__title",
    "matter__party",
    "node",
    "name",
    "role",
    "unit_id",
    "officer_id",
    "received_at",
    "due_at",
    "waiting",
    "finished_at",
    "outcome",
    "matter__version",
    "matter__last_act",
    "matter__last_actor",
    "matter__last_at",
)


def desk(
    *,
    actor: Actor,
    view: View,
    at: datetime,
    filters: Filters = Filters(),
    after: str | None = None,
    limit: int = 50,
    soon: datetime | None = None,
) -> DeskPage:
    """One page of ``actor``'s desk at the moment ``at``, by due moment (``done``: latest first).

    ``after`` is the ``after`` of the page before. ``soon``: until when a step counts as due soon.
    """
    if actor.account_id is None or (view == "unit" and not actor.posts):
        return DeskPage((), None)
    posts, start = frozenset((post.unit_id, post.role) for post in actor.posts), _read_cursor(after)
    usual = start is None and filters == Filters(kind=filters.kind)
    asking = _first_page(posts, view, filters.kind, limit) if usual else _page(posts, view, filters, start, limit)
    found = asking(at=at, soon=soon or at + SOON, officer=actor.account_id)
    rows = tuple(_row(row, at) for row in found[:limit])
    return DeskPage(rows, _cursor(rows[-1], view) if len(found) > limit else None)


def _page(
    posts: Set[tuple[int, str]], view: View, filters: Filters, start: tuple[datetime, UUID] | None, limit: int
) -> KeptRows:
    """Disjoint parts of a desk, each answered by one index and limited, then the first of them all."""
    order = ("-finished_at", "-id") if view == "done" else ("due_at", "id")

    def built() -> QuerySet[Step, Any]:
        branches = [
            _since(_filtered(branch, filters), view, start).order_by(*order)[: limit + 1]
            for branch in _parts(view, posts, officer=_OFFICER, at=_AT, soon=_SOON)
        ]
        return Step.objects.filter(id__in=_union(branches)).order_by(*order).values_list(*_COLUMNS)[: limit + 1]

    return KeptRows(built)


@lru_cache(maxsize=4000)
def _first_page(posts: frozenset[tuple[int, str]], view: View, kind: str, limit: int) -> KeptRows:
    """What is opened all day, composed once for whoever holds these posts."""
    return _page(posts, view, Filters(kind=kind), None, limit)


def desk_counts(*, actor: Actor, at: datetime, soon: datetime | None = None) -> dict[str, int]:
    """How many lie in each view, up to :data:`MOST` + 1, which reads "99+". One statement."""
    counts: dict[str, int] = dict.fromkeys(COUNTED_VIEWS, 0)
    if actor.account_id is None:
        return counts
    sql, params = _counting(frozenset((post.unit_id, post.role) for post in actor.posts), connection.vendor)
    asked = {"at": at, "soon": soon or at + SOON, "officer": actor.account_id}
    with connection.cursor() as cursor:
        cursor.execute(sql, filled(params, asked))
        for name, number in cursor.fetchall():
            counts[name] = min(counts[name] + number, MOST + 1)
    return counts


@lru_cache(maxsize=4000)
def _counting(posts: frozenset[tuple[int, str]], vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement that counts the desk of whoever holds ``posts``, composed once; what changes is a slot."""
    parts: list[str] = []
    params: list[Any] = []
    for view in COUNTED_VIEWS:
        for branch in _parts(view, posts, officer=_OFFICER, at=_AT, soon=_SOON):
            sql, values = branch.order_by("due_at", "id").values("id")[: MOST + 1].query.sql_with_params()
            parts.append(f"SELECT '{view}', count(*) FROM ({sql}) AS part")  # noqa: S608 — compiled by the ORM
            params += values
    return " UNION ALL ".join(parts), tuple(params)


def _parts(view: View, posts: Set[tuple[int, str]], *, officer: Any, at: Any, soon: Any) -> list[QuerySet[Step]]:
    """Disjoint parts of a desk, each answered by one index; the values may be slots of a statement that is kept."""
    if view == "done":
        return [Step.objects.filter(finished_by=officer, finished_at__isnull=False)]
    lying = Step.objects.filter(finished_at=None, waiting=view == "waiting")
    if view == "late":
        lying = lying.filter(due_at__lt=at)
    elif view == "due_soon":
        lying = lying.filter(due_at__gte=at, due_at__lt=soon)
    given = [lying.filter(officer=officer, officer__isnull=False)] if view != "unit" else []
    if view == "mine":
        return given
    return given + [lying.filter(officer=None, unit=unit, role=role) for unit, role in sorted(posts)]


def _filtered(steps: QuerySet[Step], filters: Filters) -> QuerySet[Step]:
    if filters.agency:
        steps = steps.filter(agency=filters.agency)
    if filters.kind:
        steps = steps.filter(matter__kind=filters.kind)
    if filters.text:
        steps = steps.filter(matter__reference__startswith=filters.text.strip())
    if filters.about:
        steps = steps.filter(matter__title__icontains=filters.about)
    if filters.due_before:
        steps = steps.filter(due_at__lt=filters.due_before)
    return steps


def _since(steps: QuerySet[Step], view: View, start: tuple[datetime, UUID] | None) -> QuerySet[Step]:
    """What comes after ``start``. The first condition is implied by the second; the index begins by it."""
    if start is None:
        return steps
    moment, row = start
    if view == "done":
        return steps.filter(Q(finished_at__lt=moment) | Q(id__lt=row), finished_at__lte=moment)
    return steps.filter(Q(due_at__gt=moment) | Q(id__gt=row), due_at__gte=moment)


def _union(branches: Sequence[QuerySet[Step]]) -> RawSQL:
    """Identifiers of all branches. Limited parts of a union need brackets that SQLite has only in FROM."""
    parts: list[str] = []
    params: list[Any] = []
    for branch in branches:
        sql, values = branch.values("id").query.sql_with_params()
        parts.append(f"SELECT id FROM ({sql}) AS part")  # noqa: S608 — compiled by the ORM
        params += values
    return RawSQL(" UNION ALL ".join(parts), params)  # noqa: S611 — every value is a parameter


def _row(values: Sequence[Any], at: datetime) -> DeskRow:
    due_at, waiting, finished_at = (values[_COLUMNS.index(name)] for name in ("due_at", "waiting", "finished_at"))
    late = not waiting and (finished_at or at) > due_at
    return DeskRow(late, *values)


def _cursor(row: DeskRow, view: View) -> str:
    moment = row.finished_at if view == "done" and row.finished_at else row.due_at
    since = moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return f"{since // timedelta(microseconds=1)}.{row.step_id.hex}"


def _read_cursor(after: str | None) -> tuple[datetime, UUID] | None:
    if not after:
        return None
    try:
        moment, _, row = after.partition(".")
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(moment)), UUID(row)
    except (ValueError, OverflowError) as error:
        raise Invalid(
            gettext("Địa chỉ trang này không đúng."), advice=gettext("Mở lại danh sách từ trang đầu.")
        ) from error
