"""Days as people in Việt Nam write them: 09/03/2026, day before month."""

import re
from datetime import date

#: 9/3/2026, 09-03-2026, 9.3.2026, 9 3 2026; or the eight digits alone, for keypads without a slash
_WRITTEN = re.compile(r"([0-9]{1,2})\s*[/.\-\s]\s*([0-9]{1,2})\s*[/.\-\s]\s*([0-9]{4})|([0-9]{2})([0-9]{2})([0-9]{4})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date | None:
    """The day that ``text`` means; None when it is no day.

    Also takes ISO (2026-03-09), as programs send it and older drafts keep it. A year has four digits: of "68" nobody
    could say whether somebody was born in 1968 or a permit ends in 2068.
    """
    words = text.strip()
    try:
        if _ISO.fullmatch(words):
            return date.fromisoformat(words)
        found = _WRITTEN.fullmatch(words)
        if found is None:
            return None
        day, month, year = (part for part in found.groups() if part)
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def day_written(value: object) -> str:
    """A day (or its ISO text) as people write it; anything else as it is, so that what was typed is kept."""
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    text = "" if value is None else str(value)
    found = read_day(text) if _ISO.fullmatch(text.strip()) else None
    return day_written(found) if found else text
