"""The one place where a refusal becomes a page or problem details (RFC 9457)."""

import sys
from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext
from django.views.csrf import csrf_failure

from motcua.identity.holding import hold_stale, hold_unsent
from motcua.kernel.access import by_script
from motcua.kernel.refusals import NotAllowed, Refusal, SignInNeeded, TooMany
from motcua.ui.components.say import spoken

Answer = TypeVar("Answer", bound=HttpResponse)


def refusing(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that answers a :class:`Refusal` raised by any page."""

    class Refusing:
        def __call__(self, request: HttpRequest) -> HttpResponse:
            return get_response(request)

        def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
            if not isinstance(error, Refusal):
                return None
            return answer(request, error)

    return Refusing()


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page, redirect or problem document for ``refusal``, by who asks."""
    if request.path.startswith("/api/") or by_script(request):
        return problem(refusal)
    if isinstance(refusal, SignInNeeded):
        return _to_sign_in(request, refusal)
    return _in_time(refusal, render(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status))


def _to_sign_in(request: HttpRequest, refusal: SignInNeeded) -> HttpResponse:
    """Signing in, and back; a form that came without a session is held meanwhile."""
    if request.method == "GET":
        return redirect_to_login(request.get_full_path())
    if hold_unsent(request):
        messages.info(
            request,
            gettext("Phiên của bạn đã kết thúc.")
            + " "
            + gettext("Những gì bạn vừa gửi được giữ lại: đăng nhập để gửi tiếp."),
        )
        return redirect_to_login(reverse("held"))
    messages.info(request, spoken(refusal.message))
    return redirect_to_login(request.path)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not of this session: from a page of before one signed in anew, or not from us at all."""
    if by_script(request):
        return problem(NotAllowed(gettext("Trang đã để lâu, chưa gửi được"), code="stale-page"))
    if hold_stale(request):
        return redirect("held") if request.user.is_authenticated else redirect_to_login(reverse("held"))
    response: HttpResponse = csrf_failure(request, reason)
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """The answer when django-allauth counts too many tries from one address."""
    return answer(
        request,
        TooMany(gettext("Có quá nhiều lần thử từ mạng của bạn."), advice=gettext("Hãy đợi vài phút rồi thử lại.")),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """The page for an error of ours: 503 while the database is away, which passes by itself; else 500.

    Neither asks the database for anything.
    """
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return HttpResponse(loader.get_template("500.html").render(), status=500)
    return HttpResponse(loader.get_template("503.html").render(), status=503, headers={"Retry-After": "30"})


def problem(refusal: Refusal) -> JsonResponse:
    """``refusal`` as ``application/problem+json``."""
    body = {
        "type": f"about:blank#{refusal.code}",
        "title": spoken(refusal.message),
        "status": refusal.status,
        "code": refusal.code,
    }
    if refusal.advice:
        body["detail"] = spoken(refusal.advice)
    if refusal.fields:
        body["errors"] = {name: [spoken(text) for text in texts] for name, texts in refusal.fields.items()}
    return _in_time(refusal, JsonResponse(body, status=refusal.status, content_type="application/problem+json"))


def _in_time(refusal: Refusal, response: Answer) -> Answer:
    """``response``, saying when to try again where ``refusal`` is for a time."""
    if isinstance(refusal, TooMany):
        response["Retry-After"] = str(refusal.retry_after)
    return response
