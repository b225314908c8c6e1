"""What somebody was sending when their session had ended: kept for them alone, sent again when they say so."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.kernel.access import needs

HELD = "held"
#: characters of all fields together; more is no form that was typed
MOST = 100_000
#: never kept: secrets, and the token of the session that is over
_SECRET = ("password", "csrfmiddlewaretoken", "pin")


def hold(request: HttpRequest) -> dict[str, Any] | None:
    """What ``request`` was sending, as the session keeps it, without secrets and files; None: nothing, or too much."""
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
    return {"account": str(request.user.pk), "path": request.get_full_path(), "fields": fields, "files": files}


def keep_for(request: HttpRequest, account: str) -> None:
    """Forget what is held for anybody but ``account``."""
    if request.session.get(HELD, {}).get("account") != account:
        request.session.pop(HELD, None)


@needs("account.own")
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Ask whether to send it now. It is shown once; without anything held, on to where one lands."""
    kept = request.session.pop(HELD, None)
    if kept is None or kept["account"] != str(request.user.pk):
        return redirect("/vao/")
    return render(request, "identity/held.html", {"held": kept})
