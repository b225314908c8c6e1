"""``/kiem-tra/<token>/``: what the QR on a paper opens. Is it genuine, who signed it, and the very file."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.documents.public import Change, SignatureReport
from motcua.dossiers.actions.draw_form import draw_form
from motcua.dossiers.pages.dossier_page import form_name, signatures_of
from motcua.dossiers.queries import form_with_token, result_with_token
from motcua.files.public import StoredFile, file_response
from motcua.kernel.clock import now
from motcua.kernel.refusals import NotFound
from motcua.kernel.throttle import insist, visitor
from motcua.organizations.public import access

#: papers opened from one address in ten minutes
TRIES = 120


class Found(NamedTuple):
    """A paper that a token names."""

    name: str
    number: str
    procedure: str
    dossier_code: str
    issued_at: datetime | None
    file: StoredFile


@access("pages.public")
@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """Without a token: check a file by its signatures."""
    return redirect("check-signature")


@access("pages.public")
@never_cache
@require_GET
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Genuine or not, in words."""
    found = paper_named(request, token)
    signatures = signatures_of(found.file)
    context: dict[str, Any] = {
        "paper": found,
        "signatures": signatures,
        "genuine": genuine(signatures),
        "token": token,
    }
    return render(request, "dossiers/citizen/check.html", context)


@access("pages.public")
@require_GET
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The very paper that the QR stands on."""
    return file_response(paper_named(request, token).file, inline=False)  # type: ignore[return-value]


def paper_named(request: HttpRequest, token: str) -> Found:
    """The issued form or result with that token; NotFound says clearly that no such paper was issued."""
    insist(f"check-paper:{visitor(request)}", TRIES, 600)
    form = form_with_token(token)
    if form is not None:
        stored = form.file or draw_form(form_id=form.id, at=now())
        dossier = form.dossier
        name, number, at = form_name(form.purpose), form.number, form.issued_at
        return Found(name, number, dossier.version.name, dossier.code or "", at, stored)
    result = result_with_token(token)
    if result is None or result.file is None:
        raise NotFound(
            _("Không có giấy tờ nào mang mã này."),
            advice=_(
                "Nếu bạn quét mã trên một tờ giấy, có thể mã bị mờ, giấy đã bị thu hồi, hoặc giấy là giả. "
                "Hỏi cơ quan ghi trên giấy trước khi tin."
            ),
        )
    dossier = result.dossier
    name = _("Kết quả giải quyết thủ tục")
    return Found(name, result.number, dossier.version.name, dossier.code or "", result.issued_at, result.file)


def genuine(signatures: tuple[SignatureReport, ...]) -> bool:
    """Signed, every signature intact and trusted, nothing changed since."""
    return bool(signatures) and all(
        one.intact and one.trusted and one.changed_after is not Change.CONTENT for one in signatures
    )
