"""Giờ làm việc: adding and measuring working time by prefix sums, O(log n) in the number of days.

Moments are counted in whole seconds since 1970-01-01 00:00 of Việt Nam's clock (UTC+7 all the year),
the fraction of a second is dropped. ``starts[i]``–``ends[i]`` is the i-th stretch of work and
``before[i]`` the working seconds of all stretches before it; both directions are one binary search.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Refusal
from motcua.kernel.sentences import Sentence
from motcua.kernel.workdays import Day

EPOCH = datetime(1970, 1, 1, tzinfo=VIETNAM)
EPOCH_DAY = EPOCH.date().toordinal()
SECOND = timedelta(seconds=1)
UTC_AHEAD = 7 * 3600  #: the local second is the Unix second and seven hours

Array = npt.NDArray[Any]


class BeyondCalendar(Refusal):
    """The calendar does not reach the moment asked for."""

    status = 422
    code = "beyond-calendar"


def seconds_of(moment: datetime) -> int:
    """The local second of an aware ``moment``; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    return (moment - EPOCH) // SECOND


def moment_of(seconds: int) -> datetime:
    """The reverse of :func:`seconds_of`."""
    return EPOCH + timedelta(seconds=seconds)


def midnight(day: date) -> int:
    """The local second at which ``day`` begins."""
    return (day.toordinal() - EPOCH_DAY) * 86400


class WorkingHours:
    """The stretches of work of a range of days, and arithmetic on them. Immutable."""

    def __init__(self, days: Iterable[Day]) -> None:
        """``days``: every day of the range, in order, without gaps."""
        self.days = tuple(days)
        self.first, self.last = self.days[0].day, self.days[-1].day
        self._starts = [midnight(d.day) + start for d in self.days for start, _ in d.hours]
        self._ends = [midnight(d.day) + end for d in self.days for _, end in d.hours]
        if not self._starts:
            raise ValueError("a calendar without a single working hour has no deadlines")
        self._before = [0]
        for start, end in zip(self._starts, self._ends, strict=True):
            self._before.append(self._before[-1] + end - start)
        self._arrays = tuple(np.array(row, dtype=np.int64) for row in (self._starts, self._ends, self._before))

    def on(self, day: date) -> Day:
        """What kind of day ``day`` is, with its hours."""
        if not self.first <= day <= self.last:
            raise self._beyond()
        return self.days[(day - self.first).days]

    def opening(self, moment: datetime) -> datetime:
        """The next working instant: ``moment`` itself when it is one (the end of a stretch is not)."""
        return moment_of(self._opening(self._inside(moment)))

    def add(self, moment: datetime, seconds: int) -> datetime:
        """The moment at which ``seconds`` of working time have passed since ``moment``.

        Time begins at the next working instant. A budget that is used up exactly when work stops
        ends then, not at the next opening: eight hours from 07:00 end at 17:00 of that day.
        """
        if seconds < 0:
            raise ValueError("working time to add must not be negative; see subtract()")
        second = self._inside(moment)
        if seconds == 0:
            return moment_of(self._opening(second))
        target = self._passed(second) + seconds
        index = bisect_left(self._before, target) - 1
        if index >= len(self._starts):
            raise self._beyond()
        return moment_of(self._starts[index] + target - self._before[index])

    def subtract(self, moment: datetime, seconds: int) -> datetime:
        """The latest working instant from which ``seconds`` of working time remain until ``moment``."""
        target = self._passed(self._inside(moment)) - seconds
        if target < 0:
            raise self._beyond()
        index = min(bisect_right(self._before, target) - 1, len(self._starts) - 1)
        return moment_of(self._starts[index] + target - self._before[index])

    def between(self, a: datetime, b: datetime) -> int:
        """Working seconds from ``a`` to ``b``; negative when ``b`` is the earlier one."""
        return self._passed(self._inside(b)) - self._passed(self._inside(a))

    def end_of_day(self, day: date) -> datetime:
        """When work stops on ``day`` or, when nobody works then, on the next working day."""
        index = bisect_left(self._starts, midnight(day))
        if index >= len(self._starts) or not self.first <= day <= self.last:
            raise self._beyond()
        end_of_that_day = self._starts[index] // 86400 * 86400 + 86400
        return moment_of(self._ends[bisect_left(self._starts, end_of_that_day) - 1])

    def due_many(self, starts: Array, seconds: Array) -> Array:
        """:meth:`add` for millions: ``starts`` as datetime64 in UTC, or as Unix seconds.

        Answers in the kind of ``starts`` (datetime64[s] or int64), in the same order.
        """
        dated = np.issubdtype(starts.dtype, np.datetime64)
        unix = starts.astype("datetime64[s]").astype(np.int64) if dated else starts.astype(np.int64)
        local = unix + UTC_AHEAD
        budget = np.broadcast_to(np.asarray(seconds, dtype=np.int64), local.shape)
        if local.size == 0:
            return starts
        if (budget < 0).any():
            raise ValueError("working time to add must not be negative")
        if local.min() < midnight(self.first) or local.max() > midnight(self.last) + 86400:
            raise self._beyond()
        answer = self._add_many(local, budget) - UTC_AHEAD
        return answer.astype("datetime64[s]") if dated else answer

    def _add_many(self, local: Array, budget: Array) -> Array:
        begins, ends, before = self._arrays
        index = np.searchsorted(begins, local, side="right") - 1
        here = np.maximum(index, 0)
        passed = before[here] + np.where(index < 0, 0, np.minimum(local, ends[here]) - begins[here])
        target = passed + budget
        there = np.searchsorted(before, target, side="left") - 1
        nothing_left = np.searchsorted(ends, local, side="right")  # the stretch open now, or the next one
        there = np.where(budget == 0, nothing_left, there)
        if there.max() >= len(begins):
            raise self._beyond()
        return np.where(budget == 0, np.maximum(local, begins[there]), begins[there] + target - before[there])

    def _inside(self, moment: datetime) -> int:
        second = seconds_of(moment)
        if not midnight(self.first) <= second <= midnight(self.last) + 86400:
            raise self._beyond()
        return second

    def _passed(self, second: int) -> int:
        index = bisect_right(self._starts, second) - 1
        if index < 0:
            return 0
        return self._before[index] + min(second, self._ends[index]) - self._starts[index]

    def _opening(self, second: int) -> int:
        index = bisect_right(self._ends, second)
        if index >= len(self._starts):
            raise self._beyond()
        return max(second, self._starts[index])

    def _beyond(self) -> BeyondCalendar:
        return BeyondCalendar(
            Sentence(
                "Lịch làm việc chỉ có từ %(first)s đến hết %(last)s, nên không tính được hạn.",
                first=f"{self.first:%d/%m/%Y}",
                last=f"{self.last:%d/%m/%Y}",
            ),
            advice=Sentence("Hãy kiểm tra lại ngày tháng và thời hạn, hoặc nhờ người quản trị bổ sung lịch làm việc."),
        )
