"""``/thu-tien/``: what a day came to on both sides, what differs, what must go back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotFound, NotNow
from motcua.organizations.public import access, may
from motcua.payments.actions.cancel_receipt import cancel_receipt, replace_receipt
from motcua.payments.actions.close_refund import close_refund
from motcua.payments.actions.decide_refund import decide_refund
from motcua.payments.models import DayCheck
from motcua.payments.queries import (
    day_checks,
    lines_nobody_knows,
    news_unheard,
    receipt_numbered,
    refunds,
    where_of,
)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@access("payments.reconcile")
@require_safe
def day_checks_page(request: HttpRequest) -> HttpResponse:
    """Days with their sums, the latest first; every difference under its day; money that nobody knows."""
    actor = _actor(request)
    everywhere = may(actor, "payments.reconcile", None) and bool(actor.roles & {"administrator", "controller"})
    agencies = {post.agency for post in actor.posts}
    context = {
        "page_width": "wide",
        "rows": [_checked(check, None if everywhere else agencies) for check in day_checks()],
        "unknown": lines_nobody_knows() if everywhere else [],
        "unheard": news_unheard() if everywhere else [],
        "may_refund": may(actor, "payments.refund"),
    }
    return render(request, "payments/day_checks.html", context)


def _checked(check: DayCheck, agencies: set[str] | None) -> dict[str, Any]:
    gaps = [gap for gap in check.differences.all() if agencies is None or gap.agency in agencies]
    return {"check": check, "gaps": gaps, "whole": agencies is None}


@access("payments.refund")
@require_safe
def refunds_page(request: HttpRequest) -> HttpResponse:
    """What must go back, and what went."""
    return _refunds(request)


def _refunds(request: HttpRequest, **more: Any) -> HttpResponse:
    done = request.GET.get("xem") == "da-xong"
    context = {"page_width": "wide", "done": done, "rows": refunds(_actor(request), due=not done), **more}
    return render(request, "payments/refunds.html", context, status=more.get("status", 200))


@access("payments.refund")
@require_POST
def close(request: HttpRequest, refund_id: UUID) -> HttpResponse:
    """It went back, or it will not."""
    done = request.POST.get("done") == "1"
    evidence = str(request.POST.get("evidence", ""))
    try:
        close_refund(refund_id=refund_id, done=done, evidence=evidence, actor=_actor(request), at=now())
    except (Invalid, NotNow) as refusal:
        return _refunds(request, refusal=refusal, refused=refund_id, typed=evidence, status=refusal.status)
    messages.success(request, _("Đã ghi.") if done else _("Đã ghi: không hoàn."))
    return redirect("refunds")


@access("payments.refund")
@require_POST
def decide(request: HttpRequest, charge_id: UUID) -> HttpResponse:
    """Money that was rightly taken shall go back; then it waits among the refunds."""
    reason = str(request.POST.get("reason", ""))[:300]
    try:
        decide_refund(charge_id=charge_id, reason=reason, actor=_actor(request), at=now())
    except (Invalid, NotNow) as refusal:
        return _refunds(request, refusal=refusal, status=refusal.status)
    messages.success(request, _("Đã lập yêu cầu hoàn tiền."))
    return redirect("refunds")


@access("payments.cancel_receipt")
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """One receipt: cancel it, or let another take its place."""
    found = receipt_numbered(receipt_id)
    charge = found.payment.charge
    if not may(_actor(request), "payments.cancel_receipt", where_of(charge)):
        raise NotFound(_("Không tìm thấy biên lai này."))
    context: dict[str, Any] = {"receipt": found, "charge": charge, "party": charge.payer_party, "reason": ""}
    if request.method != "POST":
        return render(request, "payments/receipt_admin.html", context)
    reason = str(request.POST.get("reason", ""))
    given: dict[str, Any] = {"receipt_id": receipt_id, "reason": reason, "actor": _actor(request), "at": now()}
    party = {name: str(request.POST.get(name, ""))[:300] for name in ("full_name", "identity_number", "address")}
    try:
        if request.POST.get("act") == "replace":
            made = replace_receipt(**given, party=party)
            messages.success(request, _("Đã lập biên lai thay thế."))
            return redirect("receipt-admin", made.id)
        cancel_receipt(**given)
    except (Invalid, NotNow) as refusal:
        context |= {"refusal": refusal, "reason": reason, "party": party}
        return render(request, "payments/receipt_admin.html", context, status=refusal.status)
    messages.success(request, _("Đã hủy biên lai."))
    return redirect("receipt-admin", receipt_id)
