"""The choices of a visitor, kept in cookies so that the server draws the right page at once: language, light or dark.

Their forms stand on every page, also on those that are drawn once for everybody and can hold no token of a visitor's.
So these two acts ask for none; what another site sends is left undone.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from motcua.ui.context import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language and go back to where the person was."""
    return HttpResponseRedirect("/") if _from_elsewhere(request) else set_language(request)


@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme and go back to where the person was."""
    if _from_elsewhere(request):
        return HttpResponseRedirect("/")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie(
            THEME_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    return answer


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page sent the form; browsers say so themselves."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")


language.access = "pages.public"  # type: ignore[attr-defined]
theme.access = "pages.public"  # type: ignore[attr-defined]
