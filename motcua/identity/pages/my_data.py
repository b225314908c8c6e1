"""Who saw my data, and to what I consented."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.audit.public import entries_about
from motcua.identity.actions.consent import withdraw_consent
from motcua.identity.actions.note_shown import SHOWN
from motcua.identity.models import Consent
from motcua.identity.pages.oidc_adapter import SCOPES
from motcua.kernel.access import needs
from motcua.kernel.clock import now

#: lines on one page; older ones are told at the counter
MOST = 200


@needs("account.own")
@require_safe
def who_saw(request: HttpRequest) -> HttpResponse:
    """The latest first, from the audit book, which nobody can change."""
    entries = entries_about(request.user.pk).filter(action=SHOWN).defer("data", "previous", "digest")[:MOST]
    return render(request, "identity/who_saw.html", {"entries": entries})


@needs("account.own")
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """Those in force first."""
    at = now()
    rows = [
        {"consent": one, "holds": one.holds(at), "what": [SCOPES.get(scope, scope) for scope in one.what]}
        for one in Consent.objects.filter(account=request.user.pk).order_by("-given_at")[:MOST]
    ]
    return render(request, "identity/consents.html", {"rows": sorted(rows, key=lambda row: not row["holds"])})


@needs("account.own")
@require_POST
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """That system is told nothing more."""
    withdraw_consent(consent_id=consent_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, gettext("Đã rút lại. Hệ thống ấy không nhận thêm được dữ liệu của bạn."))
    return redirect("consents")
