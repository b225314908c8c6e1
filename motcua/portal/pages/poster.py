"""``/thu-tuc/<key>/<unit>/to-dan.pdf``: the poster that hangs at the counter."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.documents.public import render_pdf
from motcua.kernel.clock import now
from motcua.organizations.public import access
from motcua.procedures.public import poster

TEMPLATE = Path(__file__).resolve().parent.parent / "printed" / "poster.typ"


@access("catalogue.read")
@require_safe
def poster_paper(request: HttpRequest, key: str, unit: str) -> HttpResponse:
    """A sheet of A4: what to bring, how long, how much, where, and a QR that leads to the page."""
    said = poster(key, unit, now().date())
    response = HttpResponse(render_pdf(TEMPLATE, said), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="to-dan-{said.code}-{unit}.pdf"'
    return response
