"""What a web process knows of the state of the catalogue, and how soon it notices a change.

Kept pages (``kernel/kept.py``) ask here whether they still hold. Twice a second at most the mark of the last change is
read (one row by its key); when it is new, or a new day began, one line for each procedure is read: which version is in
force and which agencies settle it. So a change is noticed within a second on every process and on both databases, and
only the pages of the procedures that changed are drawn anew.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from time import monotonic
from uuid import UUID

from django.db.models import Count, Min, Q, Sum

from motcua.kernel.clock import now
from motcua.organizations.public import calendar_of
from motcua.procedures.edition import CHECK_SECONDS, catalogue_mark
from motcua.procedures.models import Offering, ProcedureVersion


@dataclass(frozen=True, slots=True)
class State:
    """What the pages of one procedure depend on; equal as long as none of them changes."""

    version: int  #: in force today
    latest: int | None  #: published last, perhaps for a day to come
    offices: tuple[int, int, int] = (0, 0, 0)  #: how many agencies settle it, the sum of their ids, the least one


@dataclass(frozen=True, slots=True)
class Contents:
    """The catalogue as it was at ``mark``, seen on ``day``."""

    mark: UUID | None
    day: date
    states: dict[str, State] = field(repr=False)


_contents: Contents | None = None
_checked = 0.0
_reading = Lock()


def contents() -> Contents:
    """The state of the catalogue, at most half a second old."""
    global _checked, _contents
    known = _contents
    if known is not None and monotonic() - _checked < CHECK_SECONDS:
        return known
    # Whoever comes while another thread reads goes on with what was known; only the very first must wait.
    if not _reading.acquire(blocking=known is None):
        return known or contents()
    try:
        known = _contents
        asked, mark, today = monotonic(), catalogue_mark(), now().date()
        if known is None or known.mark != mark or known.day != today:
            known = _contents = Contents(mark, today, _states(today))
        _checked = asked
        return known
    finally:
        _reading.release()


def forget() -> None:
    """Remember nothing: between tests."""
    global _contents
    _contents = None


def procedure_stamp(key: str, **_: object) -> Hashable | None:
    """What every page about procedure ``key`` depends on; None: it is not in force."""
    state = contents().states.get(key)
    if state is None:
        return None
    least = state.offices[2]
    # The calendar is remembered as one thing until somebody edits a unit or a calendar, and is another one then.
    return state, calendar_of(least) if least else None


def catalogue_stamp(**_: object) -> Hashable | None:
    """What pages about the whole catalogue depend on."""
    known = contents()
    return known.mark, known.day


def _states(today: date) -> dict[str, State]:
    rows = ProcedureVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
    found = rows.order_by("number").values_list("procedure_id", "procedure__key", "pk", "procedure__current_id")
    offices = Offering.objects.values("procedure_id").annotate(
        count=Count("pk"), total=Sum("unit_id"), least=Min("unit_id")
    )
    settled = {row["procedure_id"]: (row["count"], row["total"], row["least"]) for row in offices.order_by()}
    return {key: State(version, latest, settled.get(procedure, (0, 0, 0))) for procedure, key, version, latest in found}
