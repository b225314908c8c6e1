"""``/lien-thong/``: what waits for partners, what they refused, where both sides differ."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.exchange.actions.queue import NATIONAL
from motcua.exchange.actions.reconcile import send_again
from motcua.exchange.actions.resend import resend, skip
from motcua.exchange.models import CallRecord, Reconciliation
from motcua.exchange.queries import (
    MOST,
    calls_about,
    discrepancies_of,
    held_back,
    latest_reconciliation,
    line_of,
    outbox_counts,
    refused,
    waiting,
    waiting_lanes,
)
from motcua.kernel.clock import now
from motcua.organizations.public import access

PER_PAGE = 40


@access("exchange.operate")
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """How the line stands; refused messages first, for they need somebody."""
    which = "cho" if request.GET.get("xem") == "cho" else "tu-choi"
    rows, after = (waiting if which == "cho" else refused)(NATIONAL, request.GET.get("tiep", "")[:40], PER_PAGE)
    lanes = [row.lane for row in rows]
    calls, held = calls_about(NATIONAL, lanes), held_back(NATIONAL, lanes) if which == "tu-choi" else {}
    counts, line = outbox_counts(NATIONAL), line_of(NATIONAL)
    context = {
        "page_width": "wide",
        "connected": bool(settings.NATIONAL["style"]),
        "which": which,
        "rows": [
            {
                "message": row,
                "calls": _wire(calls[row.lane]) if row.lane in calls else [],
                "held": held.get(row.lane, 0),
            }
            for row in rows
        ],
        "next_url": f"?xem={which}&tiep={after}" if after else "",
        "waiting": _up_to(counts.waiting),
        "dead": _up_to(counts.dead),
        "line": line,
        "late": bool(counts.oldest and (now() - counts.oldest).total_seconds() > 3600),
    }
    return render(request, "exchange/outbox.html", context)


def _wire(record: CallRecord) -> list[dict[str, str]]:
    """The calls as text to read; they were masked when they were kept."""
    return [
        {
            "service": str(call["service"]),
            "sent": json.dumps(call["sent"], ensure_ascii=False, indent=1),
            "got": json.dumps(call["got"], ensure_ascii=False, indent=1),
        }
        for call in record.calls
    ]


def _up_to(count: int) -> str:
    return f"{count}+" if count >= MOST else str(count)


@access("exchange.operate")
@require_POST
def send_once_more(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """A refused message waits again."""
    row = resend(message_id=message_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("Tin %(key)s sẽ được gửi lại.") % {"key": row.key})
    return redirect("exchange")


@access("exchange.operate")
@require_POST
def leave_out(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """A refused message is given up."""
    reason = request.POST.get("reason", "")[:500]
    row = skip(message_id=message_id, reason=reason, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("Đã bỏ qua tin %(key)s.") % {"key": row.key})
    return redirect("exchange")


@access("exchange.operate")
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """The latest comparison by status, and the dossiers on which both sides differ."""
    found = latest_reconciliation(NATIONAL)
    context: dict[str, Any] = {"page_width": "wide", "found": found, "connected": bool(settings.NATIONAL["style"])}
    if found:
        names = status_names()
        statuses = sorted({*found.ours, *found.theirs}, key=int)
        context |= {
            "counts": [(names.get(s, s), found.ours.get(s, 0), found.theirs.get(s, 0)) for s in statuses],
            "sums": (sum(found.ours.values()), sum(found.theirs.values())),
            "rows": _gaps(found, names),
        }
    return render(request, "exchange/comparison.html", context)


def _gaps(found: Reconciliation, names: dict[str, str]) -> list[dict[str, Any]]:
    nothing, gaps = _("không có"), discrepancies_of(found)
    waits = waiting_lanes(NATIONAL, [gap.lane for gap in gaps])
    return [
        {
            "gap": gap,
            "ours": names.get(str(gap.ours), nothing),
            "theirs": names.get(str(gap.theirs), nothing),
            "waits": gap.lane in waits,
        }
        for gap in gaps
    ]


@access("exchange.operate")
@require_POST
def send_difference(request: HttpRequest, discrepancy_id: UUID) -> HttpResponse:
    """A differing dossier is sent whole once more."""
    row = send_again(discrepancy_id=discrepancy_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("Hồ sơ %(code)s sẽ được gửi lại.") % {"code": row.lane})
    return redirect("exchange-comparison")


def status_names() -> dict[str, str]:
    """The national statuses as both sides number them."""
    return {
        "1": _("Mới đăng ký"),
        "2": _("Được tiếp nhận"),
        "3": _("Không được tiếp nhận"),
        "4": _("Đang xử lý"),
        "5": _("Yêu cầu bổ sung giấy tờ"),
        "6": _("Yêu cầu thực hiện nghĩa vụ tài chính"),
        "7": _("Công dân yêu cầu rút hồ sơ"),
        "8": _("Dừng xử lý"),
        "9": _("Đã xử lý xong"),
        "10": _("Đã trả kết quả"),
    }
