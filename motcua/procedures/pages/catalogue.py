"""``/thu-tuc/``: find a procedure by words, life event, sector or level; filters stay in the address."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.organizations.public import access
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.pages.words import level_names, online_names
from motcua.procedures.queries import Filters, counts, procedures_of, sectors_in_use
from motcua.procedures.rules.life_events import life_events
from motcua.procedures.search import search

PER_PAGE = 20


def filters_of(request: HttpRequest) -> Filters:
    """The filters in the address."""
    asked = request.GET
    return Filters(
        sector=asked.get("linh-vuc", "")[:100],
        level=asked.get("cap", "")[:20],
        life_event=asked.get("su-kien", "")[:60],
        online=asked.get("muc-do", "")[:20],
    )


@access("catalogue.read")
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """The catalogue for everybody."""
    words = request.GET.get("q", "").strip()[:300]
    filters = filters_of(request)
    rows, next_url, whole = found(request, words, filters)
    context = {
        "page_width": "wide",
        "hide_search": True,
        "words": words,
        "filters": filters,
        "rows": [listed(row) for row in rows],
        "next_url": next_url,
        "first_url": reverse("procedures") + _query(words, filters) if request.GET.get("tiep") else "",
        "whole": whole,
        "browsing": not words and not filters.as_query() and not request.GET.get("tiep"),
        "events": [
            {"name": name, "url": f"?{urlencode({'su-kien': key})}", "key": key} for key, name in life_events().items()
        ],
        "event_name": life_events().get(filters.life_event, ""),
        "sectors": sectors_in_use(),
        "levels": level_names(),
        "online": online_names(),
        "counts": figures(),
    }
    return render(request, "procedures/catalogue.html", context)


def figures() -> dict[str, str]:
    """The figures of the catalogue, as people write numbers."""
    return {name: f"{count:,}".replace(",", ".") for name, count in asdict(counts()).items()}


def found(request: HttpRequest, words: str, filters: Filters) -> tuple[list[ProcedureVersion], str, bool]:
    """Rows of this page of the list, the address of the next, and whether every word was found."""
    after = request.GET.get("tiep", "")[:18]
    if words:
        hits = search(words, filters, after=int(after) if after.isascii() and after.isdigit() else 0, limit=PER_PAGE)
        return hits.rows, _query(words, filters, str(hits.after)) if hits.after else "", hits.whole
    page = procedures_of(filters, after=after, limit=PER_PAGE)
    return page.rows, _query(words, filters, page.after) if page.after else "", True


def _query(words: str, filters: Filters, after: str = "") -> str:
    pairs = {"q": words, **filters.as_query(), "tiep": after}
    return "?" + urlencode({name: value for name, value in pairs.items() if value})


def listed(row: ProcedureVersion) -> dict[str, Any]:
    """A row of the list as the template shows it."""
    levels = level_names()
    at = {"commune": row.at_commune, "province": row.at_province, "ministry": row.at_ministry}
    return {
        "key": row.procedure.key,
        "name": row.name,
        "sector": row.sector.name,
        "url": reverse("procedure", args=[row.procedure.key]),
        "levels": ", ".join(levels[level] for level, here in at.items() if here) or levels["other"],
        "online": row.online_level,
        "verified": row.verified,
        "number": row.number,
    }
