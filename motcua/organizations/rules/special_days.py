"""When a special day makes sense, and how its hours are written."""

import re
from datetime import date

from motcua.kernel.sentences import Sentence
from motcua.kernel.workdays import Hours, clock_time, read_hours

FIRST_YEAR, LAST_YEAR = 2020, 2045
_SPAN = re.compile(r"^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$")


def parse_hours(text: str) -> tuple[Hours, ...]:
    """``"07:00-11:30, 13:30-17:00"`` as typed; ValueError when it cannot be read."""
    spans = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        match = _SPAN.match(part)
        if match is None:
            raise ValueError(part)
        hour, minute, end_hour, end_minute = match.groups()
        spans.append((f"{hour:0>2}:{minute}", f"{end_hour:0>2}:{end_minute}"))
    return read_hours(spans)


def say_hours(hours: tuple[Hours, ...]) -> str:
    """The reverse of :func:`parse_hours`."""
    return ", ".join(f"{clock_time(start)}–{clock_time(end)}" for start, end in hours)


def faults(day: date, kind: str, name: str, hours: tuple[Hours, ...] | None) -> dict[str, list[str]]:
    """What is wrong with a special day, by field; empty when it can stand."""
    found: dict[str, list[str]] = {}
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        found["day"] = [Sentence("Lịch chỉ có từ năm %(first)s đến năm %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)]
    if not name.strip():
        found["name"] = ["Hãy ghi tên gọi của ngày này."]
    if kind == "swap_work" and hours == ():
        found["hours"] = ["Ngày làm bù phải có giờ làm việc; để trống nếu làm đủ như ngày thường."]
    return found
