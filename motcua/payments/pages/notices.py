"""``/thanh-toan/bao/…``: providers tell of money. Nobody is signed in here: a notice proves itself by its signature."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from motcua.kernel.clock import now
from motcua.kernel.refusals import NotFound
from motcua.kernel.throttle import allow, visitor
from motcua.organizations.public import access
from motcua.payments.actions.take_money import take_money
from motcua.payments.actions.take_statement import take_line
from motcua.payments.actions.tell import tell_waiting
from motcua.payments.connectors.base import Connector, Forged, Heard, Listed, Notice, Unreadable
from motcua.payments.connectors.chosen import connector

log = structlog.get_logger(__name__)
MOST_BYTES = 256 * 1024
#: of those that all went well, the answer is that of the first in this order
WORST_FIRST = ("unknown", "other amount", "taken", "known")


@csrf_exempt
@access("payments.notify")
@never_cache
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, method: str) -> HttpResponse:
    """Take what is told, as often as it is told, and answer in the provider's own words."""
    try:
        provider: Connector = connector(method)
    except NotFound:
        return HttpResponse(status=404)
    outcome = _taken(provider, method, request)
    status, media_type, body = provider.answer(outcome)
    return HttpResponse(body, status=status, content_type=media_type)


def _taken(provider: Connector, method: str, request: HttpRequest) -> str:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return "unreadable"
    told = Notice(method, request.GET.dict(), request.body, dict(request.headers))
    try:
        news = provider.read_notice(told)
    except Forged:
        # whoever forges is slowed down alone; a provider with a good signature never meets this limit
        if not allow(f"forged-notice:{visitor(request)}", 30, 60):
            return "later"
        log.warning("a notice of money is not signed by whom it says", method=method, visitor=visitor(request))
        return "forged"
    except Unreadable as error:
        log.warning("a notice of money cannot be read", method=method, said=str(error))
        return "unreadable"
    found = {_take(method, heard) for heard in news}
    tell_waiting(at=now(), most=20)
    return next((one for one in WORST_FIRST if one in found), "known")


def _take(method: str, heard: Heard) -> str:
    if heard.order:
        return take_money(method=method, heard=heard, at=now()).outcome
    line = Listed(reference=heard.reference, at=heard.at or now(), amount=heard.amount, words=heard.words)
    return take_line(method=method, line=line, at=now()).outcome
