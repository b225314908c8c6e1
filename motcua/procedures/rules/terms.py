"""Hạn công khai: until when a change must be public, and how long is left, in words."""

from datetime import date, datetime, timedelta, timezone
from typing import Protocol

from motcua.kernel.limits import Due, Limit
from motcua.kernel.sentences import Counted, Sentence

_VIETNAM = timezone(timedelta(hours=7))
DAY = 8 * 3600


class Calendar(Protocol):
    """What is asked of a working calendar here."""

    def due(self, start: datetime, limit: Limit) -> Due:
        """When something begun at ``start`` is due."""

    def between(self, a: datetime, b: datetime) -> int:
        """Working seconds from ``a`` to ``b``."""


def publish_by(decided_on: date | None, found_at: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """The last moment: ``limit`` after the day of the decision, or after we learnt of it where no day is told.

    The day of the decision itself is not counted. A decision dated after we found it counts from its day.
    """
    if decided_on is None:
        return calendar.due(found_at, limit).at
    evening = datetime(decided_on.year, decided_on.month, decided_on.day, 23, 59, 59, tzinfo=_VIETNAM)
    return calendar.due(evening, limit).at


def left_words(by: datetime, now: datetime, calendar: Calendar) -> tuple[str, str]:
    """Words and tone: ("còn 2 ngày làm việc để công khai", "soon")."""
    if now > by:
        days = calendar.between(by, now) // DAY
        if not days:
            return Sentence("vừa quá hạn công khai"), "late"
        return Sentence("quá hạn công khai %(time)s", time=Counted("%(count)s ngày làm việc", days)), "late"
    days = calendar.between(now, by) // DAY
    if not days:
        return Sentence("hạn công khai là hôm nay"), "soon"
    words = Sentence("còn %(time)s để công khai", time=Counted("%(count)s ngày làm việc", days))
    return words, "soon" if days <= 2 else "ok"
