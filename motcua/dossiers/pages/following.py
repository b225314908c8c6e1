"""``/ho-so-cua-toi/`` and ``/ho-so/<code>/``: what I submitted, how it stands, what is asked of me."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from motcua.dossiers.actions.ask_to_withdraw import ask_to_withdraw
from motcua.dossiers.actions.change_delivery import change_delivery
from motcua.dossiers.actions.draw_form import draw_form
from motcua.dossiers.actions.send_papers import send_papers
from motcua.dossiers.in_words import answer_by, listed
from motcua.dossiers.models import Dossier
from motcua.dossiers.pages.asking import revision_in
from motcua.dossiers.pages.dossier_page import dossier_context
from motcua.dossiers.pages.drafts import shown_drafts
from motcua.dossiers.pages.fee_forms import charges_shown
from motcua.dossiers.pages.kept import forget, keep, kept
from motcua.dossiers.pages.meeting import sealing_key
from motcua.dossiers.pages.postal import DELIVER, as_typed, typed_address
from motcua.dossiers.queries import dossier_coded, drafts_of, form_of_dossier, issued_result, sent_by
from motcua.files.public import file_response
from motcua.kernel.actor import Actor
from motcua.kernel.clock import now
from motcua.kernel.refusals import Conflict, Invalid, NotNow, Refusal
from motcua.kernel.throttle import insist
from motcua.notices.public import unread
from motcua.organizations.public import access


@access("dossiers.follow")
@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Drafts, dossiers on their way and those that are done, latest first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    ended = request.GET.get("xem") == "da-xong"
    after = request.GET.get("tiep", "")[:40]
    rows, last = sent_by(actor.person, ended=ended, after=after)
    at = now()
    seen = "xem=da-xong&" if ended else ""
    context = {
        "ended": ended,
        "drafts": shown_drafts(drafts_of(actor.person), at) if not ended and not after else [],
        "sealing": sealing_key(actor.account_id),
        "rows": [listed(row, at) for row in rows],
        "unread": unread(actor.person) if not after else 0,
        "next_url": f"?{seen}tiep={last}" if last else "",
        "first_url": (reverse("my-dossiers") + ("?xem=da-xong" if ended else "")) if after else "",
    }
    return render(request, "dossiers/citizen/mine.html", context)


@access("dossiers.follow")
@never_cache
@require_GET
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier of mine."""
    found = dossier_coded(code, request.actor, "dossiers.follow")  # type: ignore[attr-defined]
    typed = next(
        (form for name in ("bo-sung", "rut", "nhan") if (form := kept(request, f"{code}/{name}"))), QueryDict()
    )
    context = as_typed(dossier_context(found, now()), found, typed, {})
    return render(request, "dossiers/citizen/dossier.html", {**context, "typed": typed})


@access("dossiers.follow")
@never_cache
@require_GET
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Just submitted: the codes to keep, and what happens next."""
    found = dossier_coded(code, request.actor, "dossiers.follow")  # type: ignore[attr-defined]
    context: dict[str, Any] = {"dossier": found, "answer_by": answer_by(found), "procedure": found.version.name}
    context["charges"] = charges_shown(found)
    context["look_up_url"] = request.build_absolute_uri(reverse("look-up"))
    return render(request, "dossiers/citizen/receipt.html", context)


@access("dossiers.apply")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Send what was asked for; asked for without a post (reload of a refused form), it is the dossier's page."""
    note = request.POST.get("note", "").strip()[:2000]

    def act(found: Dossier, actor: Actor, revision: int | None) -> str:
        send_papers(dossier_id=found.id, note=note, actor=actor, at=now(), revision=revision)
        return _("Đã gửi bổ sung. Cán bộ sẽ kiểm tra và thời hạn được tính tiếp khi đủ giấy tờ.")

    return _doing(request, code, "dossiers.apply", act, f"{code}/bo-sung")


@access("dossiers.withdraw")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to have the application back; without a post, the dossier's page."""
    reason = request.POST.get("reason", "").strip()[:2000]

    def act(found: Dossier, actor: Actor, revision: int | None) -> str:
        if not reason:
            raise Invalid(_("Bạn chưa ghi lý do."), fields={"reason": [_("Ghi vì sao bạn muốn rút hồ sơ.")]})
        ask_to_withdraw(dossier_id=found.id, reason=reason, actor=actor, at=now(), revision=revision)
        return _("Đã gửi yêu cầu rút hồ sơ. Cơ quan sẽ trả lời bạn.")

    return _doing(request, code, "dossiers.withdraw", act, f"{code}/rut")


@access("dossiers.change_delivery")
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest, code: str) -> HttpResponse:
    """Get the result in another way; without a post, the dossier's page."""
    way, address = str(request.POST.get("delivery", "")), typed_address(request.POST, DELIVER)

    def act(found: Dossier, actor: Actor, revision: int | None) -> str:
        change_delivery(dossier_id=found.id, way=way, address=address, actor=actor, at=now(), revision=revision)
        return _("Đã đổi cách nhận kết quả.")

    return _doing(request, code, "dossiers.change_delivery", act, f"{code}/nhan")


def _doing(request: HttpRequest, code: str, permission: str, act: Any, form: str) -> HttpResponse:
    """Do it and go back to the dossier; when it is refused, the same page with everything that was typed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = dossier_coded(code, actor, permission)
    if request.method != "POST":
        return redirect("dossier", code)
    insist(f"dossier-act:{actor.person}", 60, 600)
    try:
        said = act(found, actor, revision_in(request))
    except (Invalid, NotNow, Conflict) as refusal:
        keep(request, form)
        return _refused(request, code, actor, refusal)
    forget(request, form)
    messages.success(request, said)
    return redirect("dossier", code)


def _refused(request: HttpRequest, code: str, actor: Actor, refusal: Refusal) -> HttpResponse:
    fresh = dossier_coded(code, actor, "dossiers.follow")
    errors = dict(refusal.fields) or {"": [f"{refusal.message} {refusal.advice}".strip()]}
    context = as_typed(dossier_context(fresh, now()), fresh, request.POST, errors)
    context |= {"errors": defaultdict(list, errors), "typed": request.POST}
    return render(request, "dossiers/citizen/dossier.html", context, status=refusal.status)


@access("dossiers.follow")
@require_GET
def issued_form(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """A slip or letter as PDF; drawn and signed by the first who opens it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = dossier_coded(code, actor, "dossiers.follow")
    form = form_of_dossier(found.id, token)
    insist(f"issued-form:{actor.person}", 60, 600)
    return file_response(draw_form(form_id=form.id, at=now()), inline=True)  # type: ignore[return-value]


@access("dossiers.follow")
@require_GET
def result(request: HttpRequest, code: str) -> HttpResponse:
    """The signed result as PDF."""
    found = dossier_coded(code, request.actor, "dossiers.follow")  # type: ignore[attr-defined]
    return file_response(issued_result(found.id).file, inline=False)  # type: ignore[arg-type,return-value]
