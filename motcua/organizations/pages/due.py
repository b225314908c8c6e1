"""/tinh-han/: when a thing received then is due, and why; for everybody, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel.clock import VIETNAM, now
from motcua.kernel.worktime import BeyondCalendar
from motcua.organizations.access import access
from motcua.organizations.pages.forms import DueForm
from motcua.organizations.queries import explain_due
from motcua.ui.public import spoken


@access("pages.public")
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """The question, and below it the answer when the address holds one."""
    if not request.GET:
        start = now().replace(second=0, microsecond=0)
        form = DueForm(initial={"nhan": start, "so": 5, "loai": "ngay-lam-viec"})
        return render(request, "organizations/due.html", {"form": form})
    form = DueForm(request.GET)
    answer = None
    if form.is_valid():
        received = form.cleaned_data["nhan"].astimezone(VIETNAM)
        try:
            answer = explain_due(received, form.limit(), form.cleaned_data["co_quan"])
        except BeyondCalendar as refusal:
            form.add_error("nhan", spoken(refusal.message))
    status = 200 if answer else 422
    return render(request, "organizations/due.html", {"form": form, "answer": answer}, status=status)
