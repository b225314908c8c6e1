"""``/tai-khoan/gui-tiep/``: what somebody was sending when their session had ended, offered again (``holding.py``)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.identity.holding import HELD, mark_of
from motcua.kernel.access import needs
from motcua.kernel.clock import now


@needs("account.own")
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Ask whether to send it now. It is shown once; without anything held, on to where one lands."""
    kept = request.session.pop(HELD, None)
    if kept is None or kept["whose"] != mark_of(request.user.pk) or kept["until"] < now().timestamp():
        return redirect("/vao/")
    return render(request, "identity/held.html", {"held": kept})
