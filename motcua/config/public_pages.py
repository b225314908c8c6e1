"""Public pages are drawn once and answered many times, to visitors who have not signed in.

A page is kept only when its view says so (``kernel/kept.py``), and it is drawn for a request that we make ourselves:
an address, a language, a theme, and nothing else of the visitor's. No cookie, header or session of anybody reaches it,
so nothing of anybody can be kept. Who carries a session or a message passes by, in both directions.
"""

import gzip
import io
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple

import brotli  # type: ignore[import-untyped] # its package carries no types
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.cookie import parse_cookie
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.cache import patch_vary_headers

from motcua.ui.context import THEME_COOKIE, THEMES

Answer = Callable[[HttpRequest], HttpResponse]
#: addresses under which a page may be kept; what is elsewhere is not even looked up
PATHS = ("/thu-tuc/", "/sitemap")
#: longest address that is kept: a question of a hundred letters with accents is seven hundred in an address
LONGEST = 1000
#: the share of the memory for pages of questions that people write (``kept(endless=True)``)
ENDLESS_SHARE = 0.125
#: how hard brotli works: for what will be asked for again, and for what perhaps will not
_HARD, _LIGHT = 5, 2
#: of a page that is kept: ask us each time; we answer quickly whether it still holds
_FRESH = "public, no-cache"
_OURS_ALONE = "private, no-cache"
#: headers that belong to one answer, not to the page
_OF_ONE_ANSWER = frozenset({"content-length", "cache-control", "vary", "date", "etag"})


class Key(NamedTuple):
    """What a kept page is kept under: all that a visitor can choose about it."""

    path: str
    query: str
    language: str
    theme: str
    secure: bool


@dataclass(slots=True)
class Page:
    """A drawn page."""

    stamp: Hashable
    stamp_of: Callable[[], Hashable | None]
    headers: list[tuple[str, str]]
    digest: str
    #: the same bytes by coding; "br" or "gzip" is always there, others are made when somebody asks
    bodies: dict[str, bytes] = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes held, roughly."""
        return 1500 + sum(map(len, self.bodies.values()))


class Shelf:
    """The pages that a process keeps: the ones asked for last, within so many bytes."""

    def __init__(self, share: float = 1.0) -> None:
        """``share``: of the megabytes that the settings allow."""
        self._share = share
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Key) -> Page | None:
        """The page of ``key`` if it still holds."""
        page = self._pages.get(key)
        if page is None or page.stamp != page.stamp_of():
            return None
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
        return page

    def put(self, key: Key, page: Page) -> None:
        """Keep ``page``; the ones that nobody asked for go first."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += page.size
            while self._bytes > settings.PAGE_MEMORY_MB * self._share * 1_000_000 and self._pages:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        gone = self._pages.pop(key, None)
        if gone is not None:
            self._bytes -= gone.size

    def forget(self) -> None:
        """Keep nothing: between tests."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._pages)


shelf = Shelf()
#: answers to questions that people write: endless, so they must not push the others out
answers = Shelf(ENDLESS_SHARE)


def public_pages(get_response: Answer) -> Answer:
    """The outermost middleware: what is kept is answered before anything else is asked."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not settings.PAGE_MEMORY_MB or not request.path_info.startswith(PATHS):
            return get_response(request)
        key = key_of(request)
        if key is None:
            return _for_one(get_response(request))
        page = shelf.get(key) or answers.get(key) or _draw(key, request, get_response)
        return _for_one(get_response(request)) if page is None else _answered(page, request)

    return answer


def key_of(request: HttpRequest) -> Key | None:
    """What to look for; None: this visitor is somebody, or asks for what is never kept."""
    meta = request.META
    cookies = meta.get("HTTP_COOKIE", "")
    query = meta.get("QUERY_STRING", "")
    if request.method not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in meta:
        return None
    if (
        settings.SESSION_COOKIE_NAME in cookies
        or "messages" in cookies
        or len(request.path_info) + len(query) > LONGEST
    ):
        return None
    try:
        request.get_host()
    except DisallowedHost:
        return None
    language, theme = settings.LANGUAGE_CODE, "auto"
    if cookies:
        chosen = parse_cookie(cookies)
        asked = chosen.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = asked if asked in dict(settings.LANGUAGES) else language
        theme = chosen.get(THEME_COOKIE, "")
        theme = theme if theme in THEMES else "auto"
    return Key(request.path_info, query, language, theme, request.is_secure())


def _draw(key: Key, request: HttpRequest, get_response: Answer) -> Page | None:
    """Draw the page for nobody, and keep it unless it says no; None where it is of the one who asks."""
    try:
        found = _resolved(key.path)
    except Resolver404:
        return None
    stamp_of = getattr(found.func, "kept_stamp", None)
    if stamp_of is None or not _one_way_to_ask(key.query, getattr(found.func, "kept_query", frozenset())):
        return None
    endless = getattr(found.func, "kept_endless", False)
    asked = partial(stamp_of, **found.kwargs)
    stamp = asked()  # before the page is drawn: what changes meanwhile makes the next one draw it again
    if stamp is None:
        return None
    clean = _nobody(key, request)
    clean.already_resolved = found  # type: ignore[attr-defined]
    response = get_response(clean)
    if response.status_code != 200 or response.streaming or response.cookies:
        return None
    if clean.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        raise RuntimeError(f"{key.path} is to be kept and holds the token of a form")
    page = Page(
        stamp,
        asked,
        [(name, text) for name, text in response.items() if name.lower() not in _OF_ONE_ANSWER],
        blake2b(response.content, digest_size=12).hexdigest(),
        {"br": brotli.compress(response.content, quality=_LIGHT if endless else _HARD)},
    )
    if not getattr(response, "not_kept", False):
        (answers if endless else shelf).put(key, page)
    return page


@lru_cache(maxsize=4_000)
def _resolved(path: str) -> ResolverMatch:
    return resolve(path)


def _one_way_to_ask(query: str, known: frozenset[str]) -> bool:
    """Whether ``query`` asks known questions, each once, written in the usual way: else addresses were endless."""
    asked = QueryDict(query)
    return known >= asked.keys() and asked.urlencode() == query and all(len(texts) == 1 for _, texts in asked.lists())


def _nobody(key: Key, request: HttpRequest) -> HttpRequest:
    """A request for the page that carries nothing of the visitor's but what the key says."""
    ours = ("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SCRIPT_NAME", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO")
    environ = {name: request.META[name] for name in ours if name in request.META}
    environ |= {name: value for name, value in request.META.items() if name.startswith("wsgi.")}
    environ |= {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": request.META.get("PATH_INFO", key.path),
        "QUERY_STRING": key.query,
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": f"{settings.LANGUAGE_COOKIE_NAME}={key.language}; {THEME_COOKIE}={key.theme}",
        "wsgi.input": io.BytesIO(b""),
    }
    clean = WSGIRequest(environ)
    clean.for_everybody = True  # type: ignore[attr-defined]
    return clean


def _answered(page: Page, request: HttpRequest) -> HttpResponse:
    coding = _coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    tag = f'"{page.digest}-{coding or "id"}"'
    if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        body = _body(page, coding)
        response = HttpResponse(body if request.method == "GET" else b"")
        for name, text in page.headers:
            response.headers[name] = text
        response.headers["Content-Length"] = str(len(body))
        if coding:
            response.headers["Content-Encoding"] = coding
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = _FRESH
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return response


def _coding(accepted: str) -> str:
    """The best of our codings that the visitor reads; a refusal by ``q=0`` is taken as it is meant."""
    if "q=0" in accepted.replace(" ", "") and "q=0." not in accepted:
        return ""
    return "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""


def _body(page: Page, coding: str) -> bytes:
    body = page.bodies.get(coding)
    if body is None:
        plain = brotli.decompress(page.bodies["br"])
        body = gzip.compress(plain, 6, mtime=0) if coding else plain
        if coding:
            page.bodies[coding] = body
    return body


def _for_one(response: HttpResponse) -> HttpResponse:
    """An answer drawn for this visitor: no proxy may keep it, and the browser asks again."""
    response.headers.setdefault("Cache-Control", _OURS_ALONE)
    patch_vary_headers(response, ["Cookie"])
    return response
