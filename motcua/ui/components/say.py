"""Moments and amounts as people say them, in the reader's language."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from motcua.kernel.clock import VIETNAM
from motcua.kernel.sentences import Counted, Sentence
from motcua.ui.rules.words import amount

WEEKDAYS = [
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
]


def spoken(sentence: object) -> str:
    """``sentence`` in the reader's language: rules know no Django and speak Vietnamese, pages say it again."""
    if isinstance(sentence, Sentence):
        pattern, values = sentence.pattern, dict(sentence.values)
        count = values.get("count") if isinstance(sentence, Counted) else None
        said = ngettext(pattern, pattern, count) if isinstance(count, int) else gettext(pattern)
        return said % {name: spoken(value) if isinstance(value, Sentence) else value for name, value in values.items()}
    words = str(sentence)
    return gettext(words) if words else ""


def local(moment: datetime) -> datetime:
    """An aware moment in Vietnam's time; a naive one is taken as already there."""
    return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)


def when(value: Any) -> str:
    """``thứ Hai 09/03/2026, 09:12``, or without the time for a day; nothing for nothing."""
    if isinstance(value, datetime):
        here = local(value)
        return f"{WEEKDAYS[here.weekday()]} {here:%d/%m/%Y}, {here:%H:%M}"
    if isinstance(value, date):
        return f"{WEEKDAYS[value.weekday()]} {value:%d/%m/%Y}"
    return ""


def when_short(value: Any) -> str:
    """``09/03 09:12``, for dense lists where the year is plain."""
    return f"{local(value):%d/%m %H:%M}" if isinstance(value, datetime) else ""


def when_time(value: Any) -> str:
    """``09:12``; nothing for what has no time."""
    return f"{local(value):%H:%M}" if isinstance(value, datetime) else ""


def moment(value: Any, short: bool = False) -> SafeString:
    """A ``<time>`` that people read and machines too."""
    if not isinstance(value, date):
        return SafeString("")
    stamp = local(value).isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', stamp, when_short(value) if short else when(value))


def number(value: Any) -> str:
    """A count as the reader writes it: ``2.882``, in English ``2,882``."""
    return f"{int(value):,}" if get_language() == "en" else amount(Decimal(value))


def money(value: Any) -> str:
    """``1.500.000 đồng``; nothing for None."""
    if value is None or value == "":
        return ""
    return gettext("%(amount)s đồng") % {"amount": amount(Decimal(value))}
