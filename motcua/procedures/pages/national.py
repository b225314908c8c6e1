"""``/thiet-ke/thay-doi/``: what changed in the national database, what to take of it, until when."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.clock import day_of, now
from motcua.kernel.days import read_day
from motcua.kernel.refusals import Invalid
from motcua.organizations.public import access
from motcua.procedures.actions.settle_change import Offer, accept_change, accept_trivial, offer_of, reject_change
from motcua.procedures.changes import change_by_id, completeness, incomplete, terms, waiting_changes
from motcua.procedures.models import NationalChange
from motcua.procedures.pages.national_words import addition_names, missing_names, part_name, side_words
from motcua.procedures.pages.version_words import whole_in_words
from motcua.procedures.rules.three_way import Choice, additions

#: at most so many at once, so that a page always answers
MOST_AT_ONCE = 200


@access("catalogue.publish")
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first."""
    rows, after = waiting_changes(now(), after=request.GET.get("tiep", "")[:18])
    context = {
        "page_width": "wide",
        "rows": rows,
        "next_url": f"?tiep={after}" if after else "",
        "terms": terms(now()),
        "connected": bool(settings.NATIONAL["style"]),
    }
    return render(request, "procedures/changes.html", context)


@access("catalogue.publish")
@require_safe
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    """One change: what the national side said before and says now, beside what the province made of it."""
    return _shown(request, offer_of(change_by_id(change_id)), {})


@access("catalogue.publish")
@require_POST
def accept(request: HttpRequest, change_id: int) -> HttpResponse:
    """Publish what was chosen."""
    offer = offer_of(change_by_id(change_id))
    try:
        version = accept_change(
            change_id=change_id,
            revision=_revision(request),
            choices=_chosen(request, offer),
            valid_from=_start(request),
            actor=request.actor,  # type: ignore[attr-defined]
            at=now(),
        )
    except Invalid as refusal:
        return _shown(request, offer, dict(refusal.fields), status=422)
    said = (
        _("Đã công khai phiên bản %(number)s của thủ tục %(code)s.")
        % {"number": version.number, "code": offer.change.code}
        if version
        else _("Đã bãi bỏ thủ tục %(code)s.") % {"code": offer.change.code}
    )
    messages.success(request, said)
    return redirect("national-changes")


@access("catalogue.publish")
@require_POST
def reject(request: HttpRequest, change_id: int) -> HttpResponse:
    """Do not take it, and why."""
    try:
        reject_change(
            change_id=change_id,
            revision=_revision(request),
            reason=request.POST.get("reason", ""),
            actor=request.actor,  # type: ignore[attr-defined]
            at=now(),
        )
    except Invalid as refusal:
        return _shown(request, offer_of(change_by_id(change_id)), dict(refusal.fields), status=422)
    messages.success(request, _("Đã ghi: không áp dụng thay đổi này."))
    return redirect("national-changes")


@access("catalogue.publish")
@require_POST
def accept_several(request: HttpRequest) -> HttpResponse:
    """Publish the changes of form alone that were ticked."""
    ids = [int(value) for value in request.POST.getlist("change") if value.isascii() and value.isdigit()]
    answers = accept_trivial(ids=ids[:MOST_AT_ONCE], actor=request.actor, at=now())  # type: ignore[attr-defined]
    done = sum(not answer for answer in answers.values())
    messages.success(
        request,
        ngettext("Đã công khai %(count)s thay đổi.", "Đã công khai %(count)s thay đổi.", done) % {"count": done},
    )
    for pk, answer in answers.items():
        if answer:
            messages.warning(request, f"{change_by_id(pk).code}: {answer}")
    return redirect("national-changes")


@access("catalogue.publish")
@require_safe
def lacking(request: HttpRequest) -> HttpResponse:
    """Which procedures do not tell everything they must (chỉ số 1.3)."""
    page, found, names = incomplete(after=request.GET.get("tiep", "")), completeness(), missing_names()
    context = {
        "page_width": "wide",
        "found": found,
        "ratio": f"{found.ratio:.2f}".replace(".", ",") if found.ratio is not None else "–",
        "lacking": [(names[part], count) for part, count in sorted(found.lacking.items(), key=lambda pair: -pair[1])],
        "rows": [{"version": row, "missing": ", ".join(names[part] for part in row.missing)} for row in page.rows],
        "next_url": f"?tiep={page.after}" if page.after else "",
    }
    return render(request, "procedures/lacking.html", context)


def _chosen(request: HttpRequest, offer: Offer) -> dict[str, Choice]:
    """What the designer ticked, part by part; where nothing was, what is usual."""
    found: dict[str, Choice] = {}
    for part in offer.parts:
        side = request.POST.get(f"part.{part.path}", part.usual)
        found[part.path] = "national" if side == "national" else "province"
    return found


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _start(request: HttpRequest) -> date | None:
    text = request.POST.get("valid_from", "").strip()
    day = read_day(text) if text else None
    if text and day is None:
        raise Invalid(_("Ngày có hiệu lực chưa đúng."), fields={"valid_from": [_("Ghi ngày đầy đủ.")]})
    return day


def _shown(request: HttpRequest, offer: Offer, errors: dict[str, list[str]], *, status: int = 200) -> HttpResponse:
    change = offer.change
    posted = request.POST
    context: dict[str, Any] = {
        "page_width": "wide",
        "change": change,
        "is_open": change.state == NationalChange.State.WAITING,
        "errors": errors,
        "day_errors": errors.get("valid_from", []),
        "reason_errors": errors.get("reason", []),
        "labels": {"reason": _("Lý do"), "valid_from": _("Có hiệu lực từ")},
        "parts": [
            {
                "path": part.path,
                "name": part_name(part.path, offer.national, offer.ours),
                "before": side_words(part.before),
                "national": side_words(part.national),
                "province": side_words(part.province),
                "details": [one for one in part.shown if one.path][:12],
                "conflict": part.is_conflict,
                "side": posted.get(f"part.{part.path}", part.usual),
            }
            for part in offer.parts
        ],
        "kept": [(addition_names()[kind], "; ".join(names)) for kind, names in _additions(offer).items()],
        "whole": _whole(offer),
        "today": day_of(now()),
        "valid_from": posted.get("valid_from") or day_of(now()).isoformat(),
        "reason": posted.get("reason", ""),
    }
    return render(request, "procedures/change.html", context, status=status)


def _additions(offer: Offer) -> dict[str, list[str]]:
    return additions(offer.ours) if offer.ours else {}


def _whole(offer: Offer) -> list[tuple[str, list[str]]]:
    """Of a new procedure: everything it says, heading by heading, in the words of its page."""
    if offer.ours or offer.national is None:
        return []
    return list(whole_in_words(offer.national).items())
