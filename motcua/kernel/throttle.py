"""Rate limits: how often something may be tried, counted together by all processes through Django's cache.

Each try takes one of ``count`` places for ``seconds``; when all are taken the try is refused. Taking
a place is the cache's ``add``, which succeeds for one process alone, so no try is lost between reading
a counter and writing it back, and the window slides with each try instead of jumping.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext

from motcua.kernel.refusals import TooMany


def allow(key: str, count: int, seconds: int) -> bool:
    """Whether one more try of ``key`` is allowed, at most ``count`` (up to about 100) in ``seconds``.

    The try counts when it is allowed. ``key`` names what and who, e.g. ``look-up:203.0.113.7``.
    """
    plain = sha256(key.encode()).hexdigest()[:32]
    places = [f"limit:{plain}:{seconds}:{place}" for place in range(count)]
    taken = cache.get_many(places)
    return any(cache.add(place, 1, timeout=seconds) for place in places if place not in taken)


def is_full(key: str, count: int, seconds: int) -> bool:
    """Whether :func:`allow` would say no; takes no place."""
    plain = sha256(key.encode()).hexdigest()[:32]
    places = [f"limit:{plain}:{seconds}:{place}" for place in range(count)]
    return len(cache.get_many(places)) == count


def insist(key: str, count: int, seconds: int) -> None:
    """Refuse with :class:`TooMany` when :func:`allow` says no."""
    if not allow(key, count, seconds):
        wait = ngettext("%(count)s giây", "%(count)s giây", seconds) % {"count": seconds}
        if seconds >= 120:
            minutes = round(seconds / 60)
            wait = ngettext("%(count)s phút", "%(count)s phút", minutes) % {"count": minutes}
        raise TooMany(
            gettext("Bạn đã thử quá nhiều lần trong thời gian ngắn."),
            advice=gettext("Hãy đợi khoảng %(wait)s rồi thử lại.") % {"wait": wait},
            retry_after=seconds,
        )


def visitor(request: HttpRequest) -> str:
    """The address that a request comes from, as far as our own proxies vouch for it.

    Each of the ALLAUTH_TRUSTED_PROXY_COUNT proxies in front of us appends whom it heard from to
    X-Forwarded-For; what stands before that is written by the visitor and believed by nobody.
    """
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and passed:
        return str(passed[-min(proxies, len(passed))])
    return str(request.META.get("REMOTE_ADDR") or "unknown")
