"""Báo tin: one row, written with the act that it tells of; channels are chosen and words made afterwards."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from motcua.kernel.composed import inserting, write_later
from motcua.notices.models import Notice
from motcua.notices.rules.occasions import OCCASIONS


def notify(
    *,
    account_id: UUID,
    occasion: str,
    agency: str,
    subject_kind: str,
    subject_id: UUID,
    once: str,
    at: datetime,
    until: datetime | None = None,
    data: Mapping[str, str] | None = None,
    path: str = "",
) -> None:
    """Tell somebody of ``occasion`` (a key of ``rules/occasions.py``), inside the caller's transaction.

    One statement, no question asked. ``once`` names the happening for good: the person is told of it once, however
    often this is called. ``data``: the values that the templates want (``code``, ``procedure``, ``count``, ``late``)
    and nothing else; ``until``: by when something must be done, or the day of the result. ``path``: the page to open.
    LookupError for an occasion that nobody knows.
    """
    if occasion not in OCCASIONS:
        raise LookupError(f"no occasion {occasion!r}")
    row = Notice(
        agency=agency,
        account_id=account_id,
        occasion=occasion,
        subject_kind=subject_kind,
        subject_id=subject_id,
        once=once[:80],
        data={**(data or {}), "until": until.isoformat() if until else ""},
        path=path[:200],
        at=at,
    )
    write_later(inserting([row], unless_there=True))
