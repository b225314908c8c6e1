"""Kiểm tra chữ ký số: anybody learns who signed a PDF, and whether it is still what was signed."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.documents.verifying import verify_pdf
from motcua.kernel.clock import now
from motcua.kernel.refusals import Refusal
from motcua.kernel.throttle import insist, visitor
from motcua.organizations.public import access
from motcua.ui.public import spoken

#: Enough for any signed paper; a larger one would keep a web process busy for too long.
MAX_BYTES = 20 * 1024 * 1024
#: uploads a minute from one address
TRIES = 20


class CheckForm(forms.Form):
    """One PDF, read once and never stored."""

    pdf = forms.FileField(
        label=_("Tệp PDF đã ký"),
        help_text=_("Tệp PDF, không quá 20 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Bạn chưa chọn tệp. Hãy chọn một tệp PDF.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_pdf(self) -> UploadedFile[bytes]:
        """The upload, if it is neither empty nor too large."""
        pdf: UploadedFile[bytes] = self.cleaned_data["pdf"]
        if not pdf.size:
            raise forms.ValidationError(_("Tệp này rỗng. Hãy chọn lại tệp PDF."))
        if pdf.size > MAX_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 20 MB. Hãy chọn tệp nhỏ hơn."))
        return pdf


@access("pages.public")
@never_cache
@require_http_methods(["GET", "POST"])
def check_signature(request: HttpRequest) -> HttpResponse:
    """The form, and below it what the signatures of the uploaded PDF say."""
    if request.method != "POST":
        return render(request, "documents/check.html", {"form": CheckForm()})
    insist(f"check-signature:{visitor(request)}", TRIES, 60)
    form = CheckForm(request.POST, request.FILES)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        pdf = form.cleaned_data["pdf"]
        try:
            context |= {"name": pdf.name, "reports": verify_pdf(pdf.read(MAX_BYTES), at=now())}
        except Refusal as refusal:
            form.add_error("pdf", f"{spoken(refusal.message)} {spoken(refusal.advice)}")
    return render(request, "documents/check.html", context, status=422 if form.errors else 200)
