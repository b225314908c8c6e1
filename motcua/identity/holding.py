"""What somebody was sending when their session had ended: kept for them alone, sent again when they say so.

A session that is over says whose it was. One whose cookie is gone, or that was ended in another window, says
nothing: then the cookie ``who`` tells for whom it is held, a keyed digest of the account that signed in here last.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from motcua.kernel.clock import now
from motcua.kernel.throttle import allow, visitor

HELD, WHO = "held", "who"
#: characters of all fields together; more is no form that was typed
MOST = 100_000
#: how long something is held for whoever was signed in here last
FOR = timedelta(hours=1)
#: how long the browser remembers who that was
REMEMBERED = timedelta(hours=12)
#: forms of one address in an hour; more is no person who lost a session
TRIES = 30
#: never kept: secrets, and the token of the session that is over
_SECRET = ("password", "csrfmiddlewaretoken", "pin")


def hold(request: HttpRequest, whose: str = "") -> dict[str, Any] | None:
    """What ``request`` was sending, as the session keeps it, without secrets and files; None: nothing, or too much.

    ``whose``: mark of the account (:func:`mark_of`); else that of whoever is signed in.
    """
    if request.method != "POST":
        return None
    fields = [
        [name, text]
        for name, texts in request.POST.lists()
        if not any(secret in name.lower() for secret in _SECRET)
        for text in texts
    ]
    if not fields or sum(len(name) + len(text) for name, text in fields) > MOST:
        return None
    files = sorted({str(file.name) for _, several in request.FILES.lists() for file in several})
    return {
        "whose": whose or mark_of(request.user.pk),
        "until": (now() + FOR).timestamp(),
        "path": request.get_full_path(),
        "fields": fields,
        "files": files,
    }


def hold_unsent(request: HttpRequest) -> bool:
    """Hold the form of somebody whose session is gone, for whoever was signed in here last; whether it is held."""
    whose, _again = last_here(request)
    if not whose or not allow(f"held:{visitor(request)}", TRIES, 3600):
        return False
    return _put(request, whose)


def hold_stale(request: HttpRequest) -> bool:
    """Hold a form from a page of before somebody signed in anew; only when it was the same person both times.

    Its token is an old one, so all that is believed of it is the browser's own word that our page sent it.
    """
    whose, again = last_here(request)
    from_us = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not (from_us and again) or (request.user.is_authenticated and mark_of(request.user.pk) != whose):
        return False
    return allow(f"held:{visitor(request)}", TRIES, 3600) and _put(request, whose)


def _put(request: HttpRequest, whose: str) -> bool:
    held = hold(request, whose)
    if held is not None:
        request.session[HELD] = held
    return held is not None


def mark_of(account: object) -> str:
    """What stands for an account in the cookie ``who``: it cannot be made, or read, without the key."""
    return salted_hmac("motcua.identity.held", str(account), algorithm="sha256").hexdigest()[:32]


def last_here(request: HttpRequest) -> tuple[str, bool]:
    """Mark of who signed in last in this browser, and whether it was the same the time before; ("", False): unknown."""
    try:
        whose, again = signing.loads(request.COOKIES.get(WHO, ""), salt="motcua.identity.who", max_age=REMEMBERED)
    except (signing.BadSignature, TypeError, ValueError):
        return "", False
    return str(whose), bool(again)


def remember(request: HttpRequest, response: HttpResponse, account: object) -> None:
    """Write into the cookie who has just signed in."""
    before, whose = last_here(request)[0], mark_of(account)
    response.set_cookie(
        WHO,
        signing.dumps((whose, before == whose), salt="motcua.identity.who"),
        max_age=REMEMBERED,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def keep_for(request: HttpRequest, account: str) -> None:
    """Forget what is held for anybody but ``account``."""
    if request.session.get(HELD, {}).get("whose") != mark_of(account):
        request.session.pop(HELD, None)
