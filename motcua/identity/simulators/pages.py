"""Addresses of the simulated e-ID: django-allauth's OpenID Connect, and a page to choose an invented citizen."""

from html import escape

from allauth.idp.oidc.views import authorization
from django.contrib.auth import get_user_model, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from motcua.identity.simulators.people import HINTS, PEOPLE

STYLE = "body{font:1.125rem/1.6 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}button{font:inherit;width:100%;text-align:left;padding:.75rem 1rem;margin:0 0 .75rem;border:2px solid #8a1c1c;border-radius:.5rem;background:#fff;cursor:pointer}button:hover,button:focus{background:#fbeeee}small{display:block;color:#555}"  # noqa: E501


def choose(request: HttpRequest) -> HttpResponse:
    """Who do you want to be?"""
    after = request.POST.get("next") or request.GET.get("next", "")
    username = request.POST.get("who", "")
    if request.method == "POST" and username in PEOPLE and after.startswith("/identity/o/authorize?"):
        login(request, get_user_model().objects.get(username=username))
        return HttpResponseRedirect(after)
    people = "".join(
        f'<button name="who" value="{name}"><strong>{escape(told["name"])}</strong>'
        f"<small>{escape(HINTS[name])}</small></button>"
        for name, told in PEOPLE.items()
    )
    title = "Định danh điện tử giả lập"
    return HttpResponse(
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style><h1>{title}</h1>"
        f"<p>Đây không phải VNeID thật. Những người này không có thật. Bạn muốn là ai?</p>"
        f'<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'
        f'<input type="hidden" name="next" value="{escape(after)}">{people}</form>'
    )


@csrf_exempt
def authorize(request: HttpRequest) -> HttpResponse:
    """As django-allauth does; then the person is forgotten, so that every sign-in chooses anew."""
    answer: HttpResponse = authorization(request)
    if "code=" in answer.get("Location", ""):
        logout(request)
    return answer


urlpatterns = [
    path("dang-nhap/", choose, name="account_login"),
    path("identity/o/authorize", authorize),
    path("", include("allauth.idp.urls")),
]
