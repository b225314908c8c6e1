"""``/thu-tuc/``: find a procedure by words, life event, sector or level; filters stay in the address."""

from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.organizations.public import access
from motcua.procedures.catalogue_memory import Entry
from motcua.procedures.pages.words import level_names, online_names
from motcua.procedures.queries import Filters, counts
from motcua.procedures.rules.finding.highlight import marked
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.life_events import life_events
from motcua.procedures.search import Found, browse, sector_names, search, suggested, telling_words

PER_PAGE = 20
#: longer lists of agencies are cut: the rest is found by words
_MOST_CHOICES = 60


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


@access("catalogue.read")
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """The catalogue for everybody."""
    words = request.GET.get("q", "").strip()[:300]
    filters = filters_of(request)
    hits, next_url = found(request, words, filters)
    context = {
        "page_width": "wide",
        "hide_search": True,
        "words": words,
        "filters": filters,
        "rows": [listed(entry, hits.question) for entry in hits.hits],
        "next_url": next_url,
        "first_url": reverse("procedures") + _query(words, filters) if request.GET.get("tiep") else "",
        "whole": hits.whole,
        "total": hits.total,
        "understood": understood(hits.question),
        "typed_url": _query(words, filters) + "&dung-chu=1" if hits.question.repaired else "",
        "ask_url": f"{reverse('ask')}?{urlencode({'q': words})}",
        "browsing": not words and not filters.as_query() and not request.GET.get("tiep"),
        "events": [
            {"name": name, "url": f"?{urlencode({'su-kien': key})}", "key": key} for key, name in life_events().items()
        ],
        "event_name": life_events().get(filters.life_event, ""),
        "choices": choices(hits, filters),
        "levels": level_names(),
        "counts": figures(),
    }
    return render(request, "procedures/catalogue.html", context)


@access("catalogue.read")
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What somebody who is typing may mean; the box asks for it with each pause."""
    words = request.GET.get("q", "").strip()[:200]
    entries = suggested(words) if len(words) > 1 else []
    found = [
        {"name": entry.name, "note": entry.sector_name, "url": reverse("procedure", args=[entry.key])}
        for entry in entries
    ]
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})


def figures() -> dict[str, str]:
    """The figures of the catalogue, as people write numbers."""
    return {name: f"{count:,}".replace(",", ".") for name, count in asdict(counts()).items()}


def found(request: HttpRequest, words: str, filters: Filters) -> tuple[Found, str]:
    """This page of the list, and the address of the next."""
    place = request.GET.get("tiep", "")[:9]
    after = int(place) if place.isascii() and place.isdigit() else 0
    if words:
        hits = search(words, filters, after=after, limit=PER_PAGE, as_typed="dung-chu" in request.GET)
    else:
        hits = browse(filters, after=after, limit=PER_PAGE)
    return hits, _query(words, filters, str(hits.after)) if hits.after else ""


def understood(question: Question) -> dict[str, list[dict[str, str]]]:
    """What to say of how a question was read: everyday words and abbreviations, and what was put right."""
    return {
        "meant": [{"typed": typed, "means": means} for typed, means in dict(question.understood).items()],
        "repaired": [{"typed": typed, "means": means} for typed, means in dict(question.repaired).items()],
    }


def choices(hits: Found, filters: Filters) -> list[dict[str, Any]]:
    """Each filter with the values that would find something and how many; the chosen one is always there."""
    named = {"cap": level_names(), "muc-do": online_names(), "linh-vuc": sector_names()}
    labels = {
        "cap": (_("Cấp giải quyết"), _("Mọi cấp")),
        "linh-vuc": (_("Lĩnh vực"), _("Mọi lĩnh vực")),
        "co-quan": (_("Cơ quan"), _("Mọi cơ quan")),
        "muc-do": (_("Nộp trên mạng"), _("Tất cả")),
        "doi-tuong": (_("Ai làm"), _("Mọi người")),
    }
    chosen = filters.as_query()
    shown = []
    for name, (label, every) in labels.items():
        counted = dict(list(hits.facets.get(name, {}).items())[:_MOST_CHOICES])
        if name in chosen:
            counted.setdefault(chosen[name], 0)
        names = named.get(name, {})
        options = [(value, names.get(value, value), count) for value, count in counted.items()]
        shown.append({"name": name, "label": label, "every": every, "options": options, "chosen": chosen.get(name, "")})
    return shown


def _query(words: str, filters: Filters, after: str = "") -> str:
    pairs = {"q": words, **filters.as_query(), "tiep": after}
    return "?" + urlencode({name: value for name, value in pairs.items() if value})


def without(words: str, filters: Filters, **changes: str) -> str:
    """The address of the same list with other filters."""
    return _query(words, replace(filters, **changes))


def listed(entry: Entry, question: Question) -> dict[str, Any]:
    """A row of the list as the template shows it."""
    levels = level_names()
    telling = telling_words(question) | {word for phrase in question.meant for word in phrase}
    return {
        "key": entry.key,
        "name": entry.name,
        "parts": marked(entry.name, telling),
        "also": sorted((telling_words(question) & entry.title.words) - entry.title.whole_name) if question.words else [],
        "sector": entry.sector_name,
        "url": reverse("procedure", args=[entry.key]),
        "levels": ", ".join(levels[level] for level in entry.levels) or levels["other"],
        "online": entry.online,
        "verified": entry.verified,
        "number": entry.number,
    }
