"""``/thu-tuc/``: find a procedure by words, life event, sector or level; filters stay in the address."""

from collections.abc import Hashable, Iterator, Sequence, Set
from copy import copy
from dataclasses import asdict, replace
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kernel.accents import fold
from motcua.kernel.clock import now
from motcua.kernel.gaps import Gaps, gap
from motcua.kernel.kept import kept
from motcua.organizations.public import access
from motcua.procedures.catalogue_memory import Entry, remembered
from motcua.procedures.lexicon_files import lexicon
from motcua.procedures.pages.help import help_line
from motcua.procedures.pages.words import level_names, online_names
from motcua.procedures.queries import Filters, counts
from motcua.procedures.rules.finding.highlight import marked
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.terms import typed_words
from motcua.procedures.rules.life_events import life_events
from motcua.procedures.search import (
    EMPTY_QUESTION,
    Found,
    browse,
    rarities,
    search,
    sector_names,
    suggested,
    telling_words,
)

PER_PAGE = 20
#: the names of filters in addresses
ASKED = ("cap", "linh-vuc", "muc-do", "su-kien", "doi-tuong", "co-quan")
#: how the page is framed; (language and theme, with words, with a query) → the frame drawn
_FRAME = {"page_width": "wide", "hide_search": True}
_frames: dict[tuple[str | None, bool, bool], Gaps] = {}
_MOST_FRAMES = 50
#: longer lists of values are cut: the rest is found by words; so many are shown at once
_MOST_CHOICES, _FIRST_CHOICES = 30, 6
_MOST_NEAR = 5
#: so many words are named of those that stand elsewhere than in the name, and only rarer ones: half of all have "xin"
_MOST_ALSO, _PLAIN = 4, 1.5
#: what differs from row to row: texts, and what is markup already
_PLAIN_IN_ROWS, _MARKED_IN_ROWS = ("url", "sector", "levels", "key"), ("marked", "also")


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


def search_stamp(**_: object) -> Hashable:
    """What every search depends on: the catalogue, the day, the lists of words."""
    return remembered().mark, now().date(), lexicon()


@kept(search_stamp, query=("q", *ASKED, "tiep", "dung-chu"), endless=True)
@access("catalogue.read")
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """The catalogue for everybody."""
    words = request.GET.get("q", "").strip()[:300]
    context = _context(request, words)
    parts = [render_to_string(f"procedures/{part}.html", context).strip() for part in ("found", "facets")]
    if getattr(request, "for_everybody", False):
        response = HttpResponse(_framed(request, words, *parts))
    else:
        shown = {"words": words, "found": SafeString(parts[0]), "facets": SafeString(parts[1])}
        response = render(request, "procedures/catalogue.html", _FRAME | shown)
    # whom to ask where nothing was found is not of the catalogue
    response.not_kept = not context["rows"]  # type: ignore[attr-defined]
    return response


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
        "rows": _joined(all_listed(hits.hits, hits.question)),
        "next_url": next_url,
        "first_url": reverse("procedures") + _query(words, filters) if request.GET.get("tiep") else "",
        "whole": hits.whole,
        "understood": understood(hits.question, hits.hits),
        "typed_url": _query(words, filters, as_typed=True) if hits.question.repaired else "",
        "ask_url": reverse("ask") + ("?" + urlencode({"q": words}) if words else ""),
        "browsing": browsing,
        "events": [{"name": name, "url": f"?{urlencode({'su-kien': key})}"} for key, name in events],
        "event_name": life_events().get(filters.life_event, ""),
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
    found = [{"name": entry.name, "note": entry.sector_name, "url": _address(entry.key)} for entry in entries]
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})


def figures() -> dict[str, str]:
    """The figures of the catalogue, as people write numbers."""
    return {name: f"{count:,}".replace(",", ".") for name, count in asdict(counts()).items()}


def found(request: HttpRequest, words: str, filters: Filters) -> tuple[Found, str]:
    """The part of the list that was asked for, and the address of the next."""
    place = request.GET.get("tiep", "")[:9]
    after = int(place) if place.isascii() and place.isdigit() else 0
    as_typed = "dung-chu" in request.GET
    if words:
        hits = search(words, filters, after=after, limit=PER_PAGE, as_typed=as_typed)
    else:
        hits = browse(filters, after=after, limit=PER_PAGE)
    return hits, _query(words, filters, str(hits.after), as_typed=as_typed) if hits.after else ""


def near(words: str, filters: Filters) -> SafeString:
    """What comes nearest where nothing passes the filters: the same words without any."""
    hits = search(words, limit=_MOST_NEAR) if filters.as_query() else Found([])
    return _joined(all_listed(hits.hits, hits.question))


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


def groups(hits: Found, words: str, filters: Filters, *, as_typed: bool = False) -> list[dict[str, Any]]:
    """The filters: for each its values that would find something, how many, and the address of that list."""
    named = {"cap": level_names(), "muc-do": online_names(), "linh-vuc": sector_names()}
    asked = filters.as_query()
    choice = _choice(get_language())
    shown = []
    for name, (field, label) in _filters().items():
        counted = [(value, count) for value, count in hits.facets.get(name, {}).items() if value != asked.get(name)]
        names = named.get(name, {})
        others = _query(words, replace(filters, **{field: ""}), as_typed=as_typed)
        address = escape(f"{others}{'&' if others else '?'}{name}=")
        links = [
            choice.filled(
                {"name": escape(names.get(value, value)), "count": str(count), "url": address + _quoted(value)}
            )
            for value, count in counted[:_MOST_CHOICES]
        ]
        if len(links) > 1 or (links and name in asked):
            first, rest = links[:_FIRST_CHOICES], links[_FIRST_CHOICES:]
            shown.append({"key": name, "label": label, "first": _joined(first), "rest": _joined(rest)})
    return shown


@lru_cache(maxsize=2_000)
def _quoted(value: str) -> str:
    return quote_plus(value)


def _joined(pieces: Sequence[str]) -> SafeString:
    return SafeString("".join(pieces))


@lru_cache(maxsize=20)
def _choice(_language: str | None) -> Gaps:
    one = {"url": gap("url"), "name": gap("name"), "count": gap("count")}
    return Gaps(render_to_string("procedures/facet_choice.html", {"one": one}).strip())


def chosen(words: str, filters: Filters, *, as_typed: bool = False) -> list[dict[str, str]]:
    """The filters that are set, each with the address of the list without it."""
    named = {"cap": level_names(), "muc-do": online_names(), "linh-vuc": sector_names(), "su-kien": life_events()}
    fields = {**_filters(), "su-kien": ("life_event", _("Việc trong đời"))}
    return [
        {
            "key": name,
            "value": value,
            "label": fields[name][1],
            "name": str(named.get(name, {}).get(value, value)),
            "url": _query(words, replace(filters, **{fields[name][0]: ""}), as_typed=as_typed) or reverse("procedures"),
        }
        for name, value in filters.as_query().items()
    ]


def _filters() -> dict[str, tuple[str, str]]:
    """Name in addresses → field of :class:`Filters`, words."""
    return {
        "cap": ("level", _("Cấp giải quyết")),
        "muc-do": ("online", _("Nộp trên mạng")),
        "doi-tuong": ("audience", _("Ai làm")),
        "linh-vuc": ("sector", _("Lĩnh vực")),
        "co-quan": ("agency", _("Cơ quan")),
    }


def _query(words: str, filters: Filters, after: str = "", *, as_typed: bool = False) -> str:
    pairs = {"q": words, **filters.as_query(), "dung-chu": "1" if as_typed else "", "tiep": after}
    query = "&".join([f"{name}={_quoted(value)}" for name, value in pairs.items() if value])
    return f"?{query}" if query else ""


def all_listed(entries: Sequence[Entry], question: Question) -> list[SafeString]:
    """Rows of a list as they are drawn, each with why it is there."""
    if not entries:
        return []
    rarity = rarities()
    rare = frozenset(word for word in telling_words(question) if rarity(word) > _PLAIN)
    language = get_language()
    return [_drawn(row, language) for row in _rows(entries, question, rare)]


def listed(entry: Entry, question: Question = EMPTY_QUESTION) -> dict[str, Any]:
    """A row of a list as templates show it."""
    return next(_rows([entry], question, frozenset()))


def _rows(entries: Sequence[Entry], question: Question, rare: Set[str]) -> Iterator[dict[str, Any]]:
    """Rows of a list; ``rare``: words of the question that are worth naming."""
    levels = level_names()
    asked = telling_words(question) | {word for phrase in question.meant for word in phrase}
    words = [word for word in dict.fromkeys(question.words) if word in rare]
    typed = {fold(word): word for word in question.typed} if words else {}
    for entry in entries:
        title = entry.title
        also = [typed.get(word, word) for word in words if word in title.words and word not in title.whole_name]
        yield {
            "key": entry.key,
            "name": entry.name,
            "marked": _joined([_marked(*part) for part in marked(entry.name, asked)]),
            "also": SafeString(", ".join([_marked(word, True) for word in also[:_MOST_ALSO]])),
            "sector": entry.sector_name,
            "url": _address(entry.key),
            "levels": ", ".join(levels[level] for level in entry.levels) or levels["other"],
            "online": entry.online,
            "verified": entry.verified,
            "number": entry.number,
        }


def _drawn(row: dict[str, Any], language: str | None) -> SafeString:
    texts = {name: escape(row[name]) for name in _PLAIN_IN_ROWS} | {name: row[name] for name in _MARKED_IN_ROWS}
    return _row(language, row["online"], bool(row["also"])).filled(texts)


@lru_cache(maxsize=100)
def _row(_language: str | None, online: str, also: bool) -> Gaps:
    """``found_row.html`` in this language."""
    row = {name: gap(name) for name in _PLAIN_IN_ROWS + _MARKED_IN_ROWS} | {
        "online": online,
        "also": gap("also") if also else "",
    }
    return Gaps(render_to_string("procedures/found_row.html", {"row": row}))


@lru_cache(maxsize=10_000)
def _address(key: str) -> str:
    return reverse("procedure", args=[key])


def _marked(piece: str, hit: bool) -> str:
    return f"<mark>{escape(piece)}</mark>" if hit else escape(piece)
