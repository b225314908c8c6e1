"""Papers, slips, drafts and results of a dossier as files, for officers whom it concerns."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.documents.public import render_pdf
from motcua.dossiers.actions.draw_form import PRINTED, draw_form
from motcua.dossiers.actions.draw_result import draw_result
from motcua.dossiers.models import IssuedForm, Paper
from motcua.dossiers.pages.asking import actor_in
from motcua.dossiers.pages.sheets import route_sheet_of
from motcua.dossiers.queries import dossier_at_work, is_unsent, open_request, result_of
from motcua.files.public import file_response
from motcua.kernel.clock import now
from motcua.kernel.refusals import NotFound
from motcua.organizations.public import access

#: under this nothing in a PDF that we have just drawn can run or load
POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@access("dossiers.desk")
@require_safe
def paper(request: HttpRequest, dossier_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """A paper handed in; PDFs and pictures are shown, the rest is downloaded. What is not sent yet is nobody else's."""
    dossier_at_work(dossier_id, actor_in(request))
    found = get_object_or_404(Paper.objects.select_related("file"), dossier_id=dossier_id, id=paper_id)
    if is_unsent(found, open_request(dossier_id)):
        raise NotFound(_("Không tìm thấy giấy tờ này."))
    if found.file is None:
        raise NotFound(_("Giấy tờ này chỉ có bản giấy."))
    return file_response(found.file, inline=True)


@access("dossiers.desk")
@require_safe
def issued(request: HttpRequest, dossier_id: UUID, form_id: UUID) -> HttpResponseBase:
    """A slip or letter; drawn and signed now, if the worker has not come to it yet."""
    dossier_at_work(dossier_id, actor_in(request))
    found = get_object_or_404(IssuedForm, dossier_id=dossier_id, id=form_id)
    return file_response(draw_form(form_id=found.id, at=now()), inline=True)


@access("dossiers.desk")
@require_safe
def draft(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The drafted result as it would be signed."""
    dossier = dossier_at_work(dossier_id, actor_in(request))
    result = result_of(dossier_id)
    if result is None:
        raise NotFound(_("Chưa có dự thảo kết quả."))
    return shown(draw_result(dossier, result, signer=None, at=now()), f"du-thao-{dossier.code}.pdf")


@access("dossiers.desk")
@require_safe
def result(request: HttpRequest, dossier_id: UUID) -> HttpResponseBase:
    """The signed result."""
    dossier_at_work(dossier_id, actor_in(request))
    found = result_of(dossier_id)
    if found is None or found.file is None:
        raise NotFound(_("Kết quả chưa được ký."))
    return file_response(found.file, inline=True)


@access("dossiers.desk")
@require_safe
def route_sheet(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ, as it stands now."""
    dossier = dossier_at_work(dossier_id, actor_in(request))
    return shown(
        render_pdf(PRINTED / "route_sheet.typ", route_sheet_of(dossier, now())), f"phieu-kiem-soat-{dossier.code}.pdf"
    )


def shown(pdf: bytes, name: str) -> HttpResponse:
    """A PDF made just now, shown in the browser and kept by nobody."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = POLICY
    return response
