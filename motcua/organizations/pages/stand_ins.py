"""/quan-tri/phan-cong-thay/: who stands in for whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid
from motcua.organizations.access import access
from motcua.organizations.actions.end_stand_in import end_stand_in
from motcua.organizations.actions.stand_in import stand_in
from motcua.organizations.models import StandIn
from motcua.organizations.pages.forms import StandInForm
from motcua.organizations.queries.people import stand_ins
from motcua.ui.public import spoken


@access("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def standing_in(request: HttpRequest) -> HttpResponse:
    """Those of today and to come, those that ended lately, and a form for a new one."""
    form = StandInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved = _save(request, form)
        if saved:
            said = _("Đã ghi: %(deputy)s thay %(absent)s.")
            messages.success(request, said % {"deputy": saved.deputy.full_name, "absent": saved.absent.full_name})
            return redirect("stand-ins")
    today = now().date()
    context = {"page_width": "wide", "form": form, "rows": stand_ins(today), "today": today}
    return render(request, "organizations/stand_ins.html", context, status=422 if form.errors else 200)


@access("people.manage")
@require_POST
def end(request: HttpRequest, stand_in_id: int) -> HttpResponse:
    """From this moment on the deputy no longer acts for the absent."""
    ended = end_stand_in(stand_in_id=stand_in_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(
        request,
        _("%(deputy)s không còn thay %(absent)s.")
        % {"deputy": ended.deputy.full_name, "absent": ended.absent.full_name},
    )
    return redirect("stand-ins")


def _save(request: HttpRequest, form: StandInForm) -> StandIn | None:
    try:
        return stand_in(**form.cleaned_data, actor=request.actor, at=now())  # type: ignore[attr-defined]
    except Invalid as refusal:
        for name, texts in refusal.fields.items():
            form.add_error(name, [spoken(text) for text in texts])
        return None
