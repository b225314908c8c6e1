"""``/buu-chinh/bao/``: the carrier tells of parcels. Nobody is signed in: a push proves itself by its signature."""

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.kernel.clock import now
from motcua.kernel.throttle import allow, visitor
from motcua.organizations.public import access
from motcua.post.actions.take_news import take_news
from motcua.post.actions.tell import tell_waiting
from motcua.post.connectors.base import Carrier, Forged, Push, Unreadable
from motcua.post.connectors.chosen import carrier

log = structlog.get_logger(__name__)
MOST_BYTES = 256 * 1024


@csrf_exempt
@access("post.notify")
@never_cache
@require_POST
def push(request: HttpRequest) -> HttpResponse:
    """Take what is told, as often as it is told, and answer in the carrier's own words."""
    chosen = carrier()
    if chosen is None:
        return HttpResponse(status=404)
    status, body = chosen.answer(_taken(chosen, request))
    return JsonResponse(body, status=status)


def _taken(chosen: Carrier, request: HttpRequest) -> str:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return "unreadable"
    try:
        news = chosen.read_push(Push(request.body, dict(request.headers)))
    except Forged:
        # whoever forges is slowed down alone; a carrier with a good signature never meets this limit
        if not allow(f"forged-push:{visitor(request)}", 30, 60):
            return "later"
        log.warning("a push is not signed by the carrier", visitor=visitor(request))
        return "forged"
    except Unreadable as error:
        log.warning("a push cannot be read", said=str(error))
        return "unreadable"
    found = {take_news(news=one, at=now()) for one in news}
    if found & {"unknown"}:
        log.warning("news of parcels that are none of ours", orders=[one.order for one in news][:10])
    tell_waiting(at=now(), most=20)
    return "taken"
