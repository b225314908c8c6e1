"""``/buu-chinh/``: what goes with the postman, what comes in, what came back; the list that he signs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of, now
from motcua.kernel.days import read_day
from motcua.kernel.refusals import Invalid, NotNow, Refusal
from motcua.organizations.public import access, may
from motcua.post import queries
from motcua.post.actions.hand_to_postman import hand_to_postman
from motcua.post.actions.order_parcel import send_again
from motcua.post.actions.see_to_parcel import keep_at_counter, settle, take_papers_in
from motcua.post.actions.tell import tell_waiting
from motcua.post.connectors.chosen import carrier
from motcua.post.models import Parcel
from motcua.post.rules import tracking
from motcua.post.rules.addresses import ELSEWHERE, read_address

#: in the address → words, what is listed
TABS = {
    "ban-giao": (gettext_lazy("Chờ bàn giao"), queries.to_hand_over),
    "dang-den": (gettext_lazy("Giấy tờ đang đến"), queries.to_come),
    "can-xu-ly": (gettext_lazy("Cần xử lý"), queries.to_see_to),
    "dang-gui": (gettext_lazy("Đang gửi"), queries.under_way),
}
MOST = 200


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@access("post.read")
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """The lists of an office."""
    return _office(request)


def _office(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    actor = _actor(request)
    tab = str(request.GET.get("xem", ""))
    tab = tab if tab in TABS else "ban-giao"
    rows = queries.concerning(actor, "post.read")
    context = {
        "page_width": "wide",
        "tab": tab,
        "tabs": [(key, words) for key, (words, _listed) in TABS.items()],
        "rows": [_row(row) for row in TABS[tab][1](rows, most=MOST)],
        "most": MOST,
        "refusal": refusal,
        "may_handle": may(actor, "post.handle"),
        "by_hand": carrier() is None,
        "unheard": queries.news_unheard() if tab == "can-xu-ly" else [],
    }
    return render(request, "post/office.html", context, status=refusal.status if refusal else 200)


def _row(parcel: Parcel) -> dict[str, Any]:
    words = tracking.WORDS[parcel.state]
    why, what = queries.TO_DO.get(parcel.to_do, ("", ""))
    return {"parcel": parcel, "tone": words.tone, "state": _(words.name), "why": why, "what": what}


@access("post.handle")
@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """Everything that was ticked leaves with the postman."""
    try:
        chosen = [UUID(value) for value in request.POST.getlist("parcel")][:MOST]
    except ValueError:
        chosen = []
    try:
        if not chosen:
            raise Invalid(_("Bạn chưa chọn bưu gửi nào."), advice=_("Đánh dấu những bưu gửi bưu tá đang nhận."))
        done = hand_to_postman(parcel_ids=chosen, actor=_actor(request), at=now())
    except (Invalid, NotNow) as refusal:
        return _office(request, refusal)
    tell_waiting(at=now(), most=len(done))
    said = ngettext("Đã bàn giao %(count)s bưu gửi.", "Đã bàn giao %(count)s bưu gửi.", len(done))
    messages.success(request, said % {"count": len(done)})
    return redirect(f"{reverse('post-list')}?ngay={day_of(now()):%d/%m/%Y}")


@access("post.read")
@require_safe
def handed_over(request: HttpRequest) -> HttpResponse:
    """The list of a day that the postman signs, one sheet for each office."""
    typed = str(request.GET.get("ngay", ""))
    day = read_day(typed) or day_of(now())
    rows = queries.handed_over_on(queries.concerning(_actor(request), "post.read"), day)
    sheets: dict[int, dict[str, Any]] = {}
    for row in rows:
        sheet = sheets.setdefault(row.unit_id, {"unit": row.unit, "rows": [], "cod": 0})
        sheet["rows"].append(row)
        sheet["cod"] += row.cod
    context = {
        "page_width": "wide",
        "day": day,
        "typed": typed if typed and read_day(typed) is None else day,
        "day_errors": [_("Ghi ngày, tháng, năm, ví dụ 09/03/2026.")] if typed and read_day(typed) is None else [],
        "sheets": list(sheets.values()),
    }
    return render(request, "post/handed_over.html", context)


@access("post.read")
@require_http_methods(["GET", "HEAD", "POST"])
def parcel(request: HttpRequest, parcel_id: UUID) -> HttpResponse:
    """One parcel: its journey, and what can be done about it."""
    actor = _actor(request)
    found = queries.parcel_for(parcel_id, actor, "post.read")
    if request.method != "POST":
        return _parcel(request, found)
    act = str(request.POST.get("act", ""))
    given: dict[str, Any] = {"parcel_id": found.id, "actor": actor, "at": now()}
    try:
        if act == "take":
            take_papers_in(**given)
        elif act == "keep":
            keep_at_counter(**given)
        elif act == "again":
            found = _sent_again(request, given)
        else:
            settle(**given, done=str(request.POST.get("done", "")))
    except (Invalid, NotNow) as refusal:
        found.refresh_from_db()
        return _parcel(request, found, refusal)
    tell_waiting(at=now(), parcel_id=found.id)
    messages.success(request, _("Đã ghi."))
    return redirect("post-parcel", found.id)


def _sent_again(request: HttpRequest, given: dict[str, Any]) -> Parcel:
    told = read_address(
        {name: request.POST.get(name, "") for name in ("name", "phone", "street", "commune", "elsewhere")}
    )
    problems = queries.address_problems(told)
    if problems:
        raise Invalid(_("Địa chỉ chưa đủ để bưu điện phát."), fields=problems)
    return send_again(**given, address=told.as_json())


def _parcel(request: HttpRequest, found: Parcel, refusal: Refusal | None = None) -> HttpResponse:
    actor = _actor(request)
    handles = may(actor, "post.handle", queries.where_of(found))
    back = found.state in (tracking.RETURNED, tracking.REFUSED)
    is_last = queries.last_parcel(found.subject_id, found.kind) == found
    typed = request.POST if refusal and request.POST.get("act") == "again" else found.address
    context = {
        "page_width": "wide",
        **_row(found),
        "events": list(found.events.order_by("at", "heard_at", "id")),
        "untold": found.messages.filter(state=0).exists() and carrier() is not None,
        "refusal": refusal,
        "errors": refusal.fields if refusal else {},
        "typed": {name: typed.get(name, "") for name in ("name", "phone", "street", "commune", "elsewhere")},
        "typed_done": request.POST.get("done", "") if refusal else "",
        "communes": [*queries.communes().items(), (ELSEWHERE, _("Ở tỉnh, thành phố khác"))],
        "can_take": handles
        and found.kind == "collect"
        and found.taken_at is None
        and found.state != tracking.CANCELLED,
        "can_send_again": handles and back and is_last and found.kind == "deliver",
        "can_keep": handles and back and is_last and found.kind == "deliver" and found.taken_at is None,
        "can_settle": handles and bool(found.to_do),
    }
    return render(request, "post/parcel.html", context, status=refusal.status if refusal else 200)
