"""Đúng hạn, quá hạn: how a dossier becomes late. An attribute computed from moments, never a status.

National index (QĐ 766/QĐ-TTg): on time ⇔ end ≤ due, where the end is the moment of status 9, else of 8
or 3; a dossier still open is judged at the moment of asking; one that waits for papers or money is not late.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Protocol

from motcua.kernel.sentences import Counted, Sentence

HOURS_A_DAY = 8
#: days begin and end at Việt Nam's midnight, in whatever zone a moment was stored
VIETNAM = timezone(timedelta(hours=7))


class WorkingTime(Protocol):
    """What of a calendar is needed here."""

    def between(self, start: datetime, end: datetime) -> int:
        """Working seconds from ``start`` to ``end``."""


class Standing(StrEnum):
    """How a dossier stands against its appointed time."""

    NO_TERM = "no_term"
    WAITING = "waiting"
    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    LATE = "late"
    ENDED_EARLY = "ended_early"
    ENDED_ON_TIME = "ended_on_time"
    ENDED_LATE = "ended_late"


STANDING_WORDS = {
    Standing.NO_TERM: "không hẹn ngày trả",
    Standing.WAITING: "tạm dừng tính giờ",
    Standing.ON_TIME: "trong hạn",
    Standing.DUE_SOON: "sắp đến hạn",
    Standing.LATE: "quá hạn",
    Standing.ENDED_EARLY: "xong trước hạn",
    Standing.ENDED_ON_TIME: "xong đúng hạn",
    Standing.ENDED_LATE: "xong quá hạn",
}


@dataclass(frozen=True, slots=True)
class Term:
    """The standing with the working seconds left (negative: over)."""

    standing: Standing
    seconds: int = 0

    @property
    def words(self) -> str:
        """As people say it: "còn 2 ngày làm việc", "quá 3 giờ"."""
        if self.standing in (Standing.ON_TIME, Standing.DUE_SOON):
            return Sentence("còn %(time)s", time=working_words(self.seconds))
        if self.standing is Standing.LATE:
            return Sentence("quá %(time)s", time=working_words(-self.seconds)) if self.seconds <= -60 else "vừa quá hạn"
        return STANDING_WORDS[self.standing]


def term_of(
    *,
    due_at: datetime | None,
    ended_at: datetime | None,
    waiting: bool,
    now: datetime,
    calendar: WorkingTime,
    soon_hours: int,
) -> Term:
    """How things stand at ``now``; ``soon_hours`` working hours before the due time is "due soon"."""
    if ended_at is not None:
        return Term(_ended(due_at, ended_at))
    if due_at is None:
        return Term(Standing.NO_TERM)
    if waiting:
        return Term(Standing.WAITING)
    if now > due_at:
        return Term(Standing.LATE, -calendar.between(due_at, now))
    left = calendar.between(now, due_at)
    return Term(Standing.DUE_SOON if left <= soon_hours * 3600 else Standing.ON_TIME, left)


def _ended(due_at: datetime | None, ended_at: datetime) -> Standing:
    """Early: ended on a day before the due day; on time: later, but not after the due moment."""
    if due_at is None:
        return Standing.ENDED_ON_TIME
    if ended_at > due_at:
        return Standing.ENDED_LATE
    if ended_at.astimezone(VIETNAM).date() < due_at.astimezone(VIETNAM).date():
        return Standing.ENDED_EARLY
    return Standing.ENDED_ON_TIME


def working_words(seconds: int) -> Sentence:
    """A length of working time in the largest sensible unit; a working day is 8 hours."""
    hours = max(seconds, 0) // 3600
    if hours >= HOURS_A_DAY:
        days, rest = divmod(hours, HOURS_A_DAY)
        if rest and days < 3:
            return Sentence("%(days)s %(hours)s", days=Counted("%(count)s ngày", days), hours=_hours(rest))
        return Counted("%(count)s ngày làm việc", days)
    if hours:
        return _hours(hours)
    return Counted("%(count)s phút", max(seconds // 60, 0))


def _hours(count: int) -> Sentence:
    return Counted("%(count)s giờ làm việc", count)
