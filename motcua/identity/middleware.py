"""Sessions end: after some time without use, and at the latest after some hours (``law/sessions.yaml``).

What was being sent when a session had ended is held for the same person: once signed in again they are
asked whether to send it (``holding.py``, ``pages/held.py``). What a script of ours was
saving is answered 401, and kept by the script.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext

from motcua.identity.actions.note_sign_in import note_end
from motcua.identity.holding import HELD, hold, keep_for, remember
from motcua.identity.models import Account
from motcua.identity.rules.sessions import BEGAN, SEEN, kind_of, over
from motcua.kernel.access import by_script
from motcua.kernel.clock import VIETNAM, now
from motcua.kernel.law import law

#: seconds between two writes of when a session was last seen: a write with every page would be felt
FRESH = 60


@receiver(user_logged_in, dispatch_uid="identity.session_begins")
def session_begins(request: HttpRequest, user: object, **_: object) -> None:
    """The moment of signing in is kept in the session itself; what is held for somebody else is dropped."""
    moment = now().timestamp()
    request.session[BEGAN] = request.session[SEEN] = moment
    keep_for(request, str(getattr(user, "pk", "")))
    vars(request)["signed_in_as"] = getattr(user, "pk", None)


def ending(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware behind the one that knows who acts; asked once the token of a form has been checked."""

    class Ending:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            response = get_response(request)
            if account := vars(request).get("signed_in_as"):
                remember(request, response, account)
            return response

        def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
            if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
                return _ended(request, now())
            return None

    return Ending()


def _ended(request: HttpRequest, at: datetime) -> HttpResponse | None:
    """The way to the sign-in page when the session is over; None, and the moment noted, while it lasts."""
    session = request.session
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:  # of a session made without signing in
        session[BEGAN] = session[SEEN] = at.timestamp()
        return None
    idle, longest = (
        law(f"identity.{name}", on=at.astimezone(VIETNAM).date()) for name in ("session_idle", "session_longest")
    )
    quiet, age = at.timestamp() - seen, at.timestamp() - began
    # Who somebody is need not be asked while even the strictest is content.
    if quiet >= min(idle.values()) * 60 or age >= min(longest.values()) * 60:
        kind = kind_of(request.actor.roles)  # type: ignore[attr-defined]
        found = over(
            datetime.fromtimestamp(began, VIETNAM),
            datetime.fromtimestamp(seen, VIETNAM),
            at,
            kind=kind,
            idle=idle,
            longest=longest,
        )
        if found:
            return _end(request, *found, at)
    if quiet >= FRESH:
        session[SEEN] = at.timestamp()
    return None


def _end(request: HttpRequest, why: str, minutes: int, at: datetime) -> HttpResponse:
    account = request.user
    assert isinstance(account, Account)  # the session says so
    held = None if by_script(request) else hold(request)
    note_end(account.pk, str(account), why=why, minutes=minutes, at=at)
    request.session.flush()
    if by_script(request):
        ended = {"title": gettext("Phiên của bạn đã kết thúc."), "status": 401, "code": "sign-in-needed"}
        return JsonResponse(ended, status=401, content_type="application/problem+json")
    if why == "idle":
        said = gettext("Phiên của bạn đã kết thúc sau %(minutes)s phút không dùng.")
    else:
        said = gettext("Phiên của bạn đã kết thúc sau tối đa %(minutes)s phút.")
    if held:
        request.session[HELD] = held
        said += " " + gettext("Những gì bạn vừa gửi được giữ lại: đăng nhập để gửi tiếp.")
    messages.info(request, said % {"minutes": minutes})
    if held:
        return redirect_to_login(reverse("held"))
    return redirect_to_login(request.get_full_path() if request.method == "GET" else request.path)
