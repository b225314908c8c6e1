"""``/thu-tuc/``: find a procedure by words, life event, sector or level; filters stay in the address."""

from collections.abc import Hashable, Sequence
from copy import copy
from dataclasses import asdict
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.kernel.accents import fold
from motcua.kernel.gaps import Gaps, Shapes, gap
from motcua.kernel.kept import kept
from motcua.organizations.public import access
from motcua.procedures.catalogue_memory import Entry
from motcua.procedures.contents import catalogue_stamp
from motcua.procedures.lexicon_files import lexicon
from motcua.procedures.pages.filtering import ASKED, chosen, filters_of, groups, query_of
from motcua.procedures.pages.found_rows import address_of, all_listed, joined
from motcua.procedures.pages.help import help_line
from motcua.procedures.queries import Filters, counts
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.terms import typed_words
from motcua.procedures.rules.life_events import life_events
from motcua.procedures.search import Found, browse, search, suggested
from motcua.ui.public import number, spoken

PER_PAGE = 20
_MOST_NEAR = 5
#: how the page is framed; (language and theme, with words, with a query) → the frame drawn
_FRAME = {"page_width": "wide", "hide_search": True}
_frames: dict[tuple[str | None, bool, bool], Gaps] = {}
_MOST_FRAMES = 50
#: the list and its filters print texts and ask whether there are any, so they are drawn once and filled
_FOUND = Shapes(lambda context: render_to_string("procedures/found.html", context).strip())
_FACETS = Shapes(lambda context: render_to_string("procedures/facets.html", context).strip())


def search_stamp(**_: object) -> Hashable:
    """What every search depends on: the catalogue, the day, the lists of words; at most half a second old."""
    return catalogue_stamp(), lexicon()


@kept(search_stamp, query=("q", *ASKED, "tiep", "dung-chu"), endless=True)
@access("catalogue.read")
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """The catalogue for everybody."""
    words = request.GET.get("q", "").strip()[:300]
    context = _context(request, words)
    parts = _parts(context)
    if getattr(request, "for_everybody", False):
        response = HttpResponse(_framed(request, words, *parts))
    else:
        shown = {"words": words, "found": SafeString(parts[0]), "facets": SafeString(parts[1])}
        response = render(request, "procedures/catalogue.html", _FRAME | shown)
    # whom to ask where nothing was found is not of the catalogue
    response.not_kept = not context["rows"]  # type: ignore[attr-defined]
    return response


def _parts(context: dict[str, Any]) -> list[str]:
    """The list and its filters; a page that lists no names is asked for again and again, and kept."""
    if context["browsing"]:
        return [render_to_string(f"procedures/{part}.html", context).strip() for part in ("found", "facets")]
    groups, language = context.pop("groups"), get_language()
    return [_FOUND.drawn({**context, "groups": bool(groups)}, language), _FACETS.drawn({"groups": groups}, language)]


def _framed(request: HttpRequest, words: str, found: str, facets: str) -> str:
    """The page for everybody: its frame is the same but for the words in its title and its own address."""
    query = request.META.get("QUERY_STRING", "")
    # the cookies of such a request are ours, and say the language and the theme alone
    key = (request.META.get("HTTP_COOKIE"), bool(words), bool(query))
    frame = _frames.get(key)
    if frame is None:
        model = copy(request)
        model.META = {**request.META, "QUERY_STRING": gap("query") if query else ""}
        shown = {"words": gap("words") if words else "", "found": gap("found"), "facets": gap("facets")}
        frame = Gaps(render_to_string("procedures/catalogue.html", _FRAME | shown, model))
        if "CSRF_COOKIE" in model.META:
            raise RuntimeError("the frame of searches is to be kept and holds the token of a form")
        if len(_frames) < _MOST_FRAMES:
            _frames[key] = frame
    return frame.filled({"words": escape(words), "query": escape(iri_to_uri(query)), "found": found, "facets": facets})


def _context(request: HttpRequest, words: str) -> dict[str, Any]:
    """What the list shows."""
    filters = filters_of(request)
    hits, next_url = found(request, words, filters)
    as_typed = "dung-chu" in request.GET
    browsing = not words and not filters.as_query() and not request.GET.get("tiep")
    events = life_events().items() if browsing else ()
    return {
        "words": words,
        "rows": joined(all_listed(hits.hits, hits.question, hits.variants)),
        "next_url": next_url,
        "first_url": reverse("procedures") + query_of(words, filters) if request.GET.get("tiep") else "",
        "whole": hits.whole,
        "understood": understood(hits.question, hits.hits),
        "typed_url": query_of(words, filters, as_typed=True) if hits.question.repaired else "",
        "ask_url": reverse("ask") + ("?" + urlencode({"q": words}) if words else ""),
        "browsing": browsing,
        "events": [{"name": name, "url": f"?{urlencode({'su-kien': key})}"} for key, name in events],
        "event_name": spoken(life_events().get(filters.life_event, "")),
        "groups": groups(hits, words, filters, as_typed=as_typed),
        "chosen": chosen(words, filters, as_typed=as_typed),
        "near": near(words, filters) if words and not hits.hits else [],
        "help": help_line() if words and not hits.hits else {},
        "counts": figures() if browsing else {},
    }


@kept(search_stamp, query=("q",), endless=True)
@access("catalogue.read")
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What somebody who is typing may mean; the box asks for it with each pause."""
    words = request.GET.get("q", "").strip()[:200]
    entries = suggested(words) if len(words) > 1 else []
    found = [{"name": entry.name, "note": entry.sector_name, "url": address_of(entry.key)} for entry in entries]
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})


def figures() -> dict[str, str]:
    """The figures of the catalogue, as the reader writes numbers."""
    return {name: number(count) for name, count in asdict(counts()).items()}


def found(request: HttpRequest, words: str, filters: Filters) -> tuple[Found, str]:
    """The part of the list that was asked for, and the address of the next."""
    place = request.GET.get("tiep", "")[:9]
    after = int(place) if place.isascii() and place.isdigit() else 0
    as_typed = "dung-chu" in request.GET
    if words:
        hits = search(words, filters, after=after, limit=PER_PAGE, as_typed=as_typed, as_cards=True)
    else:
        hits = browse(filters, after=after, limit=PER_PAGE)
    return hits, query_of(words, filters, str(hits.after), as_typed=as_typed) if hits.after else ""


def near(words: str, filters: Filters) -> SafeString:
    """What comes nearest where nothing passes the filters: the same words without any."""
    hits = search(words, limit=_MOST_NEAR) if filters.as_query() else Found([])
    return joined(all_listed(hits.hits, hits.question))


def understood(question: Question, hits: Sequence[Entry]) -> dict[str, list[dict[str, str]]]:
    """What to say of how a question was read: everyday words and abbreviations, and what was put right.

    What was put right is written with the accents that the names in ``hits`` give it.
    """
    named = hits[:_MOST_NEAR] if question.repaired else ()
    names = [word for entry in reversed(named) for word in typed_words(entry.name)]
    written = {fold(word): word for word in names}
    as_typed = {fold(word): word for word in question.typed} if question.repaired else {}
    return {
        "meant": [{"typed": typed, "means": means} for typed, means in dict(question.understood).items()],
        "repaired": [
            {"typed": as_typed.get(typed, typed), "means": written.get(means, means)}
            for typed, means in dict(question.repaired).items()
        ],
    }
