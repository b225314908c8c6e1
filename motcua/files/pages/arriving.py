"""``/tai-len/``: the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload): creation, termination.

What was taken in whole is used by the page that asked for it (``store_arrived``), by its identifier.
"""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.files.actions.arrive import arrival_of, begin_arrival, give_up, go_on
from motcua.kernel.access import needs
from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid

VERSION = "1.0.0"
_KIND = "application/offset+octet-stream"


@needs("account.own")
@require_http_methods(["POST", "OPTIONS"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new upload of the length that ``Upload-Length`` says."""
    if request.method == "OPTIONS":
        return _said(204, {"Tus-Extension": "creation,termination", "Tus-Max-Size": str(settings.MAX_LARGE_BYTES)})
    if refused := _wrong_version(request):
        return refused
    size = _number(request, "Upload-Length")
    arrival = begin_arrival(size=size, actor=request.actor, at=now())  # type: ignore[attr-defined]
    return _said(201, {"Location": reverse("arrival", args=[arrival.id]), "Upload-Offset": "0"})


@needs("account.own")
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def arrival(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """How much has come; more of it; no more of it."""
    if refused := _wrong_version(request):
        return refused
    actor = request.actor  # type: ignore[attr-defined]
    if request.method == "HEAD":
        found, come = arrival_of(arrival_id, actor)
        return _said(200, {"Upload-Offset": str(come), "Upload-Length": str(found.size)})
    if request.method == "DELETE":
        give_up(arrival_id=arrival_id, actor=actor)
        return _said(204, {})
    if request.content_type != _KIND:
        return _said(415, {})
    come = go_on(arrival_id=arrival_id, offset=_number(request, "Upload-Offset"), source=request, actor=actor)
    return _said(204, {"Upload-Offset": str(come)})


def _said(status: int, headers: dict[str, str]) -> HttpResponse:
    always = {"Tus-Resumable": VERSION, "Tus-Version": VERSION, "Cache-Control": "no-store"}
    return HttpResponse(status=status, headers=always | headers)


def _wrong_version(request: HttpRequest) -> HttpResponse | None:
    return None if request.headers.get("Tus-Resumable") == VERSION else _said(412, {})


def _number(request: HttpRequest, name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid(f"{name}?", code="header")
    return int(text)
