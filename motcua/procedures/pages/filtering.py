"""The filters of a list of procedures: read from its address, offered with counts, taken away one by one."""

from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote_plus

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.kernel.gaps import Gaps, gap
from motcua.procedures.pages.found_rows import joined
from motcua.procedures.pages.words import level_names, online_names
from motcua.procedures.queries import Filters
from motcua.procedures.rules.life_events import life_events
from motcua.procedures.search import Found, sector_names
from motcua.ui.public import number, spoken

#: the names of filters in addresses
ASKED = ("cap", "linh-vuc", "muc-do", "su-kien", "doi-tuong", "co-quan")
#: longer lists of values are cut: the rest is found by words; so many are shown at once
_MOST_CHOICES, _FIRST_CHOICES = 30, 6


def filters_of(request: HttpRequest) -> Filters:
    """The filters in the address."""
    asked = request.GET
    return Filters(
        sector=asked.get("linh-vuc", "")[:100],
        level=asked.get("cap", "")[:20],
        life_event=asked.get("su-kien", "")[:60],
        online=asked.get("muc-do", "")[:20],
        audience=asked.get("doi-tuong", "")[:100],
        agency=asked.get("co-quan", "")[:100],
    )


def groups(hits: Found, words: str, filters: Filters, *, as_typed: bool = False) -> list[dict[str, Any]]:
    """The filters: for each its values that would find something, how many, and the address of that list."""
    named = {"cap": level_names(), "muc-do": online_names(), "linh-vuc": sector_names()}
    asked, language = filters.as_query(), get_language()
    shown = []
    for name, (field, label) in _filters(language).items():
        counted = [each for each in hits.facets.get(name, {}).items() if each[0] != asked.get(name)][:_MOST_CHOICES]
        names, others = named.get(name, {}), query_of(words, _without(filters, field), as_typed=as_typed)
        address = escape(f"{others}{'&' if others else '?'}")
        links = [
            _choice(language, name, value, names.get(value, value)).filled(
                {"url": address, "count": _number(count, language)}
            )
            for value, count in counted
        ]
        if len(links) > 1 or (links and name in asked):
            first, rest = links[:_FIRST_CHOICES], links[_FIRST_CHOICES:]
            shown.append({"key": name, "label": label, "first": joined(first), "rest": joined(rest)})
    return shown


def chosen(words: str, filters: Filters, *, as_typed: bool = False) -> list[dict[str, str]]:
    """The filters that are set, each with the address of the list without it."""
    named = {"cap": level_names(), "muc-do": online_names(), "linh-vuc": sector_names(), "su-kien": life_events()}
    fields = {**_filters(get_language()), "su-kien": ("life_event", _("Việc trong đời"))}
    return [
        {
            "key": name,
            "value": value,
            "label": fields[name][1],
            "name": spoken(named.get(name, {}).get(value, value)),
            "url": query_of(words, _without(filters, fields[name][0]), as_typed=as_typed) or reverse("procedures"),
        }
        for name, value in filters.as_query().items()
    ]


def _without(filters: Filters, field: str) -> Filters:
    return replace(filters, **{field: ""})


@lru_cache(maxsize=20)
def _filters(_language: str | None) -> dict[str, tuple[str, str]]:
    """Name in addresses → field of :class:`Filters`, words."""
    return {
        "cap": ("level", _("Cấp giải quyết")),
        "muc-do": ("online", _("Nộp trên mạng")),
        "doi-tuong": ("audience", _("Ai làm")),
        "linh-vuc": ("sector", _("Lĩnh vực")),
        "co-quan": ("agency", _("Cơ quan")),
    }


def query_of(words: str, filters: Filters, after: str = "", *, as_typed: bool = False) -> str:
    """The address, from its question mark on, of what ``words`` and ``filters`` lead to."""
    pairs = {"q": words, **filters.as_query(), "dung-chu": "1" if as_typed else "", "tiep": after}
    query = "&".join([f"{name}={_quoted(value)}" for name, value in pairs.items() if value])
    return f"?{query}" if query else ""


@lru_cache(maxsize=4_000)
def _choice(language: str | None, filtered: str, value: str, name: str) -> Gaps:
    """A link that adds ``value``, with gaps for the address before it and how many it leaves."""
    url = f"{gap('url')}{filtered}={_quoted(value)}"
    return Gaps(_any_choice(language).filled({"url": url, "name": escape(name), "count": gap("count")}))


@lru_cache(maxsize=20)
def _any_choice(_language: str | None) -> Gaps:
    one = {"url": gap("url"), "name": gap("name"), "count": gap("count")}
    return Gaps(render_to_string("procedures/facet_choice.html", {"one": one}).strip())


@lru_cache(maxsize=2_000)
def _number(count: int, _language: str | None) -> str:
    return number(count)


@lru_cache(maxsize=2_000)
def _quoted(value: str) -> str:
    return quote_plus(value)
