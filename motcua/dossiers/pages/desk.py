"""``/viec/``: the desk of an officer: what is mine, my unit's, due soon, late, waiting, done."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.dossiers.pages.asking import actor_in
from motcua.dossiers.pages.desk_rows import drawn, lines
from motcua.dossiers.pages.handling import dossier_context
from motcua.dossiers.pages.offering import acts_for_many
from motcua.dossiers.queries import dossier_at_work, holders
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM, now
from motcua.kernel.days import read_day
from motcua.kernel.law import law
from motcua.kernel.refusals import Refusal
from motcua.kernel.worktime import BeyondCalendar
from motcua.organizations.public import access, calendar_of, may
from motcua.work.public import desks

PAGE = 40
#: tab in the address → view of the work engine, words
TABS: dict[str, tuple[Any, Any]] = {
    "cua-toi": ("mine", gettext_lazy("Của tôi")),
    "phong": ("unit", gettext_lazy("Của phòng")),
    "sap-han": ("due_soon", gettext_lazy("Sắp hạn")),
    "qua-han": ("late", gettext_lazy("Quá hạn")),
    "cho-bo-sung": ("waiting", gettext_lazy("Chờ bổ sung")),
    "da-lam": ("done", gettext_lazy("Đã làm")),
}
EMPTY = {
    "cua-toi": gettext_lazy("Không có việc nào giao đích danh bạn"),
    "phong": gettext_lazy("Phòng không còn việc nào chưa có người nhận"),
    "sap-han": gettext_lazy("Không có việc nào sắp đến hạn"),
    "qua-han": gettext_lazy("Không có việc nào quá hạn"),
    "cho-bo-sung": gettext_lazy("Không có hồ sơ nào chờ người nộp"),
    "da-lam": gettext_lazy("Bạn chưa xử lý việc nào"),
}


@access("dossiers.desk")
@require_safe
def desk(request: HttpRequest, tab: str = "") -> HttpResponse:
    """The list, and beside it the dossier that is open (``mo``)."""
    actor, at = actor_in(request), now()
    counts = desks.desk_counts(actor=actor, at=at, soon=soon_for(actor, at))
    tab = tab or str(request.GET.get("xem", "")) or ("cua-toi" if counts["mine"] else "phong")
    tab = tab if tab in TABS else "cua-toi"
    asked = read_filters(request)
    after = str(request.GET.get("sau", "")) or None
    page = desks.desk(
        actor=actor, view=TABS[tab][0], at=at, filters=asked, after=after, limit=PAGE, soon=soon_for(actor, at)
    )
    opened = _opened(request)
    acts = acts_for_many(actor, page.rows)
    here = f"{request.path}?{_query(request, mo=None, muc=None, lam=None, buoc=None, giay=None)}"
    on_page = lines(page.rows, at, back=here, opened=opened.get("dossier"))
    bulk = bool(acts) and tab not in ("da-lam", "cho-bo-sung")
    moment = _("Xong lúc") if tab == "da-lam" else _("Hạn của bước")
    context: dict[str, Any] = {
        "tab": tab,
        "tabs": [
            (key, word, f"{reverse('desk')}?xem={key}", _count(counts, view)) for key, (view, word) in TABS.items()
        ],
        "moment": moment,
        "lines": on_page,
        "rows": drawn(on_page, bulk=bulk, moment=moment),
        "empty": EMPTY[tab],
        "next_url": f"?{_query(request, sau=page.after)}" if page.after else "",
        "first_url": f"?{_query(request, sau=None)}" if after else "",
        "here": here,
        "wanted": asked,
        "day_typed": asked.due_before or request.GET.get("han-truoc", ""),
        "day_errors": _day_errors(request, asked),
        "filtered": any(request.GET.get(name) for name in ("ma", "thu-tuc", "co-quan", "han-truoc")),
        "agencies": sorted({post.agency for post in actor.posts}),
        "officers": bulk_officers(page.rows, actor, at),
        "bulk_acts": acts,
        "bulk": bulk,
        "report": request.session.pop("bulk_report", None),
    }
    if opened:
        context["back"] = context["here"]
    return render(request, "dossiers/officer/desk.html", {**opened, **context, "page_width": "full"})


def soon_for(actor: Actor, at: datetime) -> datetime | None:
    """Until when a step counts as due soon: some working hours of the officer's own unit from now."""
    if not actor.posts:
        return None
    hours = law("dossiers.due_soon_hours", on=at.astimezone(VIETNAM).date())
    try:
        return calendar_of(actor.posts[0].unit_id).add(at, hours * 3600)
    except BeyondCalendar:
        return None


def read_filters(request: HttpRequest) -> desks.Filters:
    """What the address says to show; what is not a day is passed over (and said)."""
    day = read_day(str(request.GET.get("han-truoc", "")))
    due_before = datetime.combine(day, time.max, tzinfo=VIETNAM) if day else None
    return desks.Filters(
        text=str(request.GET.get("ma", "")).strip().upper()[:60],
        about=str(request.GET.get("thu-tuc", "")).strip()[:100],
        kind="dossier",
        agency=str(request.GET.get("co-quan", "")).strip()[:35],
        due_before=due_before,
    )


def _day_errors(request: HttpRequest, asked: desks.Filters) -> list[str]:
    wrong = str(request.GET.get("han-truoc", "")).strip() and asked.due_before is None
    return [_("Ngày này không có; hãy viết ngày/tháng/năm, ví dụ 09/03/2026.")] if wrong else []


def bulk_officers(rows: Sequence[desks.DeskRow], actor: Actor, at: datetime) -> list[tuple[UUID, str]]:
    """To whom the open steps of this page can be given, when the officer may assign at all. One query."""
    if not may(actor, "dossiers.assign"):
        return []
    heads = actor.units("division_head")  # who hands out what lies on their own desk hands it to specialists
    pairs = {(row.unit_id, "specialist" if row.unit_id in heads else row.role) for row in rows}
    people = holders(pairs, at.astimezone(VIETNAM).date())
    return sorted({pair for found in people.values() for pair in found}, key=lambda pair: pair[1])


def _opened(request: HttpRequest) -> dict[str, Any]:
    """The dossier beside the list, if one is named and may be seen."""
    try:
        dossier = dossier_at_work(UUID(str(request.GET.get("mo", ""))), actor_in(request))
    except (ValueError, Refusal):
        return {}
    return {**dossier_context(request, dossier), "pane": True}


def _count(counts: dict[str, int], view: str) -> str:
    if view not in counts:
        return ""
    return _("99+") if counts[view] > desks.MOST else str(counts[view])


def _query(request: HttpRequest, **changes: str | None) -> str:
    """The query of this address with some parts changed or left out."""
    kept = {name: request.GET[name] for name in request.GET if request.GET[name]}
    changed = {**kept, **changes}
    return urlencode({name: value for name, value in changed.items() if value})
