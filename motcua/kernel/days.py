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


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def day_in_words(day: date) -> str:
    """A day written out, as certificates have it beside the figures: "Ngày chín tháng ba năm hai nghìn …"."""
    month = "tư" if day.month == 4 else _below_hundred(day.month)
    return f"Ngày {_below_hundred(day.day)} tháng {month} năm {_year_in_words(day.year)}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    last = {0: "", 1: " một" if tens == 1 else " mốt", 5: " lăm"}.get(ones, f" {_DIGITS[ones]}")
    return head + last


def _year_in_words(year: int) -> str:
    thousands, rest = divmod(year, 1000)
    hundreds, tail = divmod(rest, 100)
    words = [f"{_DIGITS[thousands]} nghìn"] if thousands else []
    if rest:
        words.append(f"{_DIGITS[hundreds]} trăm")
    if tail:
        words.append(f"linh {_DIGITS[tail]}" if tail < 10 else _below_hundred(tail))
    return " ".join(words)
