"""``/bien-lai/``: whoever holds its look-up code sees a receipt, and whether it still stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.files.public import file_response
from motcua.kernel.clock import now
from motcua.kernel.refusals import NotFound
from motcua.kernel.throttle import insist, visitor
from motcua.organizations.public import access
from motcua.payments.actions.draw_receipt import draw_receipt
from motcua.payments.queries import receipt_looked_up


@access("payments.look_up")
@never_cache
@require_GET
def look_up(request: HttpRequest) -> HttpResponse:
    """The form, and the receipt of the code that was typed or scanned."""
    code = _code(request.GET.get("ma", ""))
    if not code:
        return render(request, "payments/receipt_look_up.html", {"code": ""})
    insist(f"receipt:{visitor(request)}", 40, 600)
    found = receipt_looked_up(code)
    context = {"code": code, "receipt": found, "missing": found is None}
    return render(request, "payments/receipt_look_up.html", context, status=200 if found else 404)


@access("payments.look_up")
@never_cache
@require_GET
def file(request: HttpRequest, lookup: str) -> HttpResponse:
    """The signed PDF; drawn by the first who opens it."""
    insist(f"receipt:{visitor(request)}", 40, 600)
    found = receipt_looked_up(_code(lookup))
    if found is None:
        raise NotFound(_("Không tìm thấy biên lai này."), advice=_("Xem lại mã tra cứu in trên biên lai."))
    return file_response(draw_receipt(receipt_id=found.id, at=now()), inline=True)  # type: ignore[return-value]


def _code(text: str) -> str:
    return "".join(text.upper().split())[:20]
