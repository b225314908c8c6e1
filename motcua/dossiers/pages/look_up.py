"""``/tra-cuu/``: how a dossier stands, for whoever holds its code and its look-up key."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.dossiers.in_words import answer_by, due_words, status_of, timeline, why
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import dossier_looked_up
from motcua.dossiers.rules.codes import tidy_code
from motcua.dossiers.rules.parties import initials
from motcua.kernel.clock import now
from motcua.kernel.refusals import NotFound, TooMany
from motcua.kernel.throttle import insist, visitor
from motcua.organizations.public import access
from motcua.work.public import desks

#: tries of one address, and about one code, in ten minutes
TRIES, TRIES_A_CODE = 20, 30
#: dossiers that one visit keeps open
KEPT = 10
OPENED = "looked_up"


@access("dossiers.look_up")
@never_cache
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Both codes are needed. They travel in the body, so that no address keeps the key."""
    if request.method == "GET":
        return render(
            request,
            "dossiers/citizen/look_up.html",
            {"code": request.GET.get("ma", "")[:60], "errors": defaultdict(list)},
        )
    code, key = tidy_code(request.POST.get("code", ""))[:60], tidy_code(request.POST.get("key", ""))[:12]
    try:
        found = _find(request, code, key)
    except TooMany as refusal:
        errors, status = {"": [f"{refusal.message} {refusal.advice}"]}, refusal.status
    else:
        if isinstance(found, Dossier):
            kept = [pair for pair in request.session.get(OPENED, []) if pair[0] != found.code]
            request.session[OPENED] = [*kept, [found.code, found.lookup_key]][-KEPT:]
            return redirect("looked-up", found.code)
        errors, status = found, 422
    context = {
        "code": code,
        "key": key,
        "errors": defaultdict(list, errors),
        "labels": {"code": _("Mã hồ sơ"), "key": _("Mã tra cứu")},
    }
    return render(request, "dossiers/citizen/look_up.html", context, status=status)


def _find(request: HttpRequest, code: str, key: str) -> Dossier | dict[str, list[str]]:
    missing = {}
    if not code:
        missing["code"] = [_("Ghi mã hồ sơ, ví dụ H32.25-261123-0007.")]
    if not key:
        missing["key"] = [_("Ghi mã tra cứu, 6 chữ và số in cạnh mã hồ sơ.")]
    if missing:
        return missing
    insist(f"look-up:{visitor(request)}", TRIES, 600)
    insist(f"look-up-code:{code}", TRIES_A_CODE, 600)
    # One answer for a wrong code and a wrong key: nobody learns which codes exist.
    return dossier_looked_up(code, key) or {
        "code": [_("Không có hồ sơ nào với hai mã này. Xem lại cả hai mã trên giấy tiếp nhận.")]
    }


@access("dossiers.look_up")
@never_cache
@require_GET
def looked_up(request: HttpRequest, code: str) -> HttpResponse:
    """The little that is shown: no name in full, nothing of the form, no papers."""
    keys = dict(request.session.get(OPENED, []))
    found = dossier_looked_up(code, keys[code]) if code in keys else None
    if found is None:
        return redirect("look-up")
    return render(request, "dossiers/citizen/looked_up.html", public_context(found))


def public_context(found: Dossier) -> dict[str, Any]:
    """What may be told of a dossier to who is not signed in."""
    if found.matter is None:
        raise NotFound(_("Hồ sơ này chưa được nộp."))
    at = now()
    return {
        "dossier": found,
        "procedure": found.version.name,
        "owner": initials(found.owner_name),
        "status": status_of(found),
        "answer_by": answer_by(found),
        "due": due_words(found, at),
        "why": why(found, desks.clock_of(found.in_work)),
        "timeline": timeline(found, notes=False),
    }
