"""Officers have a second factor before they come to any desk (``law/sessions.yaml``: ``second_factor``)."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from motcua.identity.rules.sessions import kind_of
from motcua.kernel.clock import VIETNAM, now
from motcua.kernel.law import law

#: in a session: nothing more is asked
SATISFIED = "second-factor"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
#: permissions of pages that show nothing of anybody else
_OPEN = frozenset({"pages.public", "account.own", "catalogue.read"})


def guarding(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware behind the one that knows who acts: leads whoever needs a second factor to where one is set up.

    A session that has one is not asked again: nothing is read for it.
    """

    class Guarding:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            request.second_factor_needed = lambda: needed(request)  # type: ignore[attr-defined]
            return get_response(request)

        def process_view(self, request: HttpRequest, view: Any, *_: object) -> HttpResponse | None:
            is_open = getattr(view, "access", None) in _OPEN and not getattr(view, "is_guarded", False)
            if not settings.SECOND_FACTOR or is_open:
                return None
            if settings.SESSION_COOKIE_NAME not in request.COOKIES or SESSION_KEY not in request.session:
                return None
            if request.session.get(SATISFIED) or not needed(request):
                return None
            if Authenticator.objects.filter(user_id=request.session[SESSION_KEY], type__in=FACTORS).exists():
                request.session[SATISFIED] = True
                return None
            messages.info(
                request,
                gettext("Công việc của bạn cần đăng nhập hai lớp. Hãy chọn một cách dưới đây, mất khoảng hai phút."),
            )
            return redirect("mfa_index")

    return Guarding()


def needed(request: HttpRequest) -> bool:
    """Whether who acts must have a second factor today."""
    if not settings.SECOND_FACTOR:
        return False
    required: dict[str, bool] = law("identity.second_factor", on=now().astimezone(VIETNAM).date())
    return required[kind_of(request.actor.roles)]  # type: ignore[attr-defined]
