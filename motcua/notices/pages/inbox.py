"""``/hop-thu/``: what somebody was told, newest first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.clock import now
from motcua.notices.actions.read import mark_all_read, open_notice
from motcua.notices.composing import said_in
from motcua.notices.models import Notice
from motcua.notices.queries import MOST, inbox, unread
from motcua.organizations.public import access

PER_PAGE = 30


@access("notices.read")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The inbox, in the language of whoever reads."""
    account_id = request.actor.person  # type: ignore[attr-defined]
    rows, after = inbox(account_id, request.GET.get("tiep", "")[:40], PER_PAGE)
    count = unread(account_id)
    context = {
        "rows": [_shown(row, get_language() or "vi") for row in rows],
        "unread": f"{MOST - 1}+" if count >= MOST else count,
        "next_url": f"?tiep={after}" if after else "",
    }
    return render(request, "notices/inbox.html", context)


def _shown(row: Notice, language: str) -> dict[str, Any]:
    said = said_in(row, "inapp", language)
    return {"notice": row, "title": said.title, "text": said.text, "is_new": row.read_at is None}


@access("notices.read")
@require_POST
def follow(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Mark a message as read and go where it leads."""
    row = open_notice(notice_id=notice_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    return redirect(row.path or "inbox")


@access("notices.read")
@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    mark_all_read(actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("Đã đánh dấu mọi tin là đã đọc."))
    return redirect("inbox")
