"""``/``: one question, one search, and what is mine."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.dossiers.public import drafts_of, listed, sent_by
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.organizations.public import access
from motcua.procedures.public import life_events
from motcua.ui.public import place_of_work

#: so many of one's own are shown here; the rest under "my dossiers"
SHOWN = 5


@access("pages.public")
@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """Just signed in: officers begin where their work is, citizens at the first page."""
    return redirect(place_of_work(request.actor) or "home")  # type: ignore[attr-defined]


@access("pages.public")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where everybody begins."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    catalogue = reverse("procedures")
    context: dict[str, Any] = {
        "hide_search": True,
        "place_of_work": place_of_work(actor),
        "events": [
            {"name": name, "url": f"{catalogue}?{urlencode({'su-kien': key})}"} for key, name in life_events().items()
        ],
    }
    if actor.account_id:
        rows, more = sent_by(actor.account_id, ended=False, limit=SHOWN)
        at = now()
        context |= {"drafts": drafts_of(actor.account_id)[:SHOWN], "rows": [listed(row, at) for row in rows]}
        context["more"] = bool(more)
    return render(request, "portal/home.html", context)
