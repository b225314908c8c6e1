"""One's own sessions: where one is signed in, and signing out there."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.identity.actions.end_session import end_other_sessions, end_session
from motcua.identity.rules.devices import device_name
from motcua.kernel.access import needs
from motcua.kernel.clock import now


@needs("account.own")
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """The newest first; those that are over are forgotten."""
    found: list[Any] = UserSession.objects.purge_and_list(request.user)
    rows = [
        {"session": one, "device": device_name(one.user_agent), "here": one.session_key == request.session.session_key}
        for one in sorted(found, key=lambda one: one.created_at, reverse=True)
    ]
    return render(request, "identity/sessions.html", {"rows": rows})


@needs("account.own")
@require_POST
def end(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out at one place."""
    end_session(session_id=session_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, gettext("Đã đăng xuất ở nơi đó."))
    return redirect("sessions")


@needs("account.own")
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    actor = request.actor  # type: ignore[attr-defined]
    count = end_other_sessions(current=request.session.session_key, actor=actor, at=now())
    said = ngettext("Đã đăng xuất ở %(count)s nơi khác.", "Đã đăng xuất ở %(count)s nơi khác.", count)
    messages.success(request, said % {"count": count})
    return redirect("sessions")
