"""``/thanh-toan/…``: what I am asked to pay, how, and how it stands. Nothing is ever filled in a second time."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.documents.public import qr_svg
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotNow
from motcua.kernel.throttle import insist, visitor
from motcua.organizations.public import access
from motcua.payments.actions.start_payment import ProviderSilent, start_payment
from motcua.payments.actions.take_money import take_money
from motcua.payments.actions.tell import tell_waiting
from motcua.payments.connectors.base import Forged, Unreachable, Unreadable
from motcua.payments.connectors.chosen import CASH, connector, methods
from motcua.payments.models import Charge, Payment
from motcua.payments.queries import charges_paid_by, own_charge
from motcua.payments.rules import life
from motcua.payments.simulators.server import app_address
from motcua.payments.simulators.store import SECRET as SIMULATED
from motcua.ui.public import money

TONES = {
    life.UNPAID: "waiting",
    life.WAITING: "waiting",
    life.PAID: "ok",
    life.CANCELLED: "neutral",
    life.REFUNDED: "neutral",
}


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@access("payments.pay")
@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that I was asked to pay, with receipts and what went back."""
    rows = [shown(charge) for charge in charges_paid_by(_actor(request).person)]
    return render(request, "payments/mine.html", {"rows": rows})


@access("payments.pay")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def charge(request: HttpRequest, charge_id: UUID) -> HttpResponse:
    """What is to be paid and what for; a way to pay is chosen by a press, and another as often as one likes."""
    found = own_charge(charge_id, _actor(request))
    if request.method != "POST":
        return render(request, "payments/charge.html", _context(found, request.GET.get("cach", "")))
    insist(f"pay:{_actor(request).person}", 30, 600)
    method = str(request.POST.get("method", ""))
    back = reverse("charge-return", args=[charge_id, method or CASH])
    try:
        start_payment(
            charge_id=charge_id,
            method=method,
            actor=_actor(request),
            at=now(),
            return_url=settings.PUBLIC_URL + back,
            visitor=visitor(request),
        )
    except (Invalid, NotNow, ProviderSilent) as refusal:
        fresh = own_charge(charge_id, _actor(request))
        context = {**_context(fresh, ""), "refusal": refusal}
        return render(request, "payments/charge.html", context, status=refusal.status)
    return redirect(reverse("charge", args=[charge_id], query={"cach": method}))


@access("payments.pay")
@never_cache
@require_GET
def state(request: HttpRequest, charge_id: UUID) -> HttpResponse:
    """How it stands, for a page that waits."""
    return JsonResponse({"state": own_charge(charge_id, _actor(request)).state})


@access("payments.pay")
@never_cache
@require_GET
def came_back(request: HttpRequest, charge_id: UUID, method: str) -> HttpResponse:
    """The payer comes back from the provider. What the browser brings counts only as far as it is signed."""
    found = own_charge(charge_id, _actor(request))
    insist(f"pay-return:{_actor(request).person}", 60, 600)
    if method in methods() and method != CASH and request.GET:
        try:
            heard = connector(method).read_return(request.GET.dict())
        except (Forged, Unreadable, Unreachable):
            heard = None
        if heard is not None and Payment.objects.filter(charge=found, method=method, order=heard.order).exists():
            take_money(method=method, heard=heard, at=now())
            tell_waiting(at=now(), charge_id=charge_id)
    return redirect("charge", charge_id)


def shown(charge: Charge) -> dict[str, Any]:
    """A charge as its payer reads it."""
    payments = sorted(charge.payments.all(), key=lambda one: (one.started_at, one.id))
    came = [one for one in payments if one.state in life.HAS_MONEY]
    return {
        "charge": charge,
        "state": (charge.get_state_display(), TONES[charge.state]),
        "open": charge.state in life.OPEN,
        "receipts": [receipt for one in came for receipt in one.receipts.all()],
        "refunds": [one.refund for one in came if hasattr(one, "refund")],
        "payments": payments,
    }


def _context(charge: Charge, wanted: str) -> dict[str, Any]:
    told = shown(charge)
    under_way = [one for one in told["payments"] if one.state == life.STARTED and one.offered]
    chosen = next((one for one in reversed(under_way) if one.method == wanted and wanted in methods()), None)
    offered = chosen.offered if chosen else {}
    return {
        **told,
        "ways": [(key, *_WAYS[key]()) for key in methods() if key != CASH],
        "chosen": chosen,
        "qr": mark_safe(qr_svg(offered["qr"])) if offered.get("qr") else "",  # noqa: S308 (our own drawing)
        "transfer": _transfer(chosen) if chosen and offered.get("qr") else [],
        "go_on": offered.get("url", ""),
        "way": _WAYS[chosen.method]()[0] if chosen else "",
        "demo_bank": _demo_bank(charge) if offered.get("qr") else "",
        "failed": bool(told["payments"]) and told["payments"][-1].state == life.FAILED,
        "waits": bool(under_way),
    }


def _demo_bank(charge: Charge) -> str:
    """In the demo alone: the simulated bank with the transfer filled in, for nobody's bank knows its account."""
    if settings.MODE != "demo" or settings.PAYMENTS["bank_secret"] != SIMULATED:
        return ""
    return app_address(settings.PAYMENTS["bank_url"], charge.amount, charge.code)


def _transfer(payment: Payment) -> list[tuple[str, str, bool]]:
    """What to type at the bank: label, value, whether it is to be copied."""
    told = payment.offered["transfer"]
    rows = [
        (_("Ngân hàng"), told["bank"], False),
        (_("Số tài khoản"), told["number"], True),
        (_("Tên tài khoản"), told["holder"], False),
        (_("Số tiền"), str(money(int(told["amount"]))), False),
        (_("Nội dung chuyển khoản"), told["words"], True),
    ]
    return [row for row in rows if row[1]]


_WAYS = {
    "bank_transfer": lambda: (_("Chuyển khoản, quét mã QR"), _("Mở ứng dụng ngân hàng bất kỳ, quét mã là xong.")),
    "national_platform": lambda: (
        _("Cổng thanh toán quốc gia"),
        _("Trả trên Cổng Dịch vụ công quốc gia: ngân hàng, ví điện tử."),
    ),
    "gateway": lambda: (_("Thẻ, ví, ứng dụng ngân hàng"), _("Trả qua cổng thanh toán của tỉnh.")),
}
