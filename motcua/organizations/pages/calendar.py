"""/quan-tri/lich/: the administrator's working calendar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.clock import now
from motcua.kernel.refusals import Invalid, NotFound
from motcua.organizations.access import access
from motcua.organizations.actions.calendar_days import remove_special_day, set_special_day
from motcua.organizations.models import CalendarDay, WorkCalendar
from motcua.organizations.pages.forms import SpecialDayForm
from motcua.organizations.queries.months import special_days, year_of
from motcua.organizations.rules.special_days import FIRST_YEAR, LAST_YEAR
from motcua.ui.public import spoken


@access("calendar.edit")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A year, or with ``?thang=`` one month of it, by one calendar (``?lich=``)."""
    year = _number(request.GET.get("nam"), now().year, FIRST_YEAR, LAST_YEAR)
    month = _number(request.GET.get("thang"), 0, 1, 12)
    calendars = list(WorkCalendar.objects.order_by("id"))
    chosen = next((one for one in calendars if one.code == request.GET.get("lich")), next(iter(calendars), None))
    if chosen is None:
        raise NotFound(_("Chưa có lịch làm việc nào."), advice=_("Hãy nạp dữ liệu của tỉnh trước."))
    rows = special_days(chosen.pk, year)
    months = year_of(chosen, year, rows)
    shown = [months[month - 1]] if month else months
    context = {
        "year": year,
        "month": month,
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < LAST_YEAR else None,
        "months": shown,
        "rows": [row for row in rows if not month or row.day.month == month],
        "workdays": sum(one.workdays for one in shown),
        "calendars": calendars,
        "chosen": chosen,
        "page_width": "wide",
    }
    return render(request, "organizations/calendar.html", context)


@access("calendar.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def special_day(request: HttpRequest, day_id: int | None = None) -> HttpResponse:
    """Add a special day, or alter one."""
    row = CalendarDay.objects.filter(pk=day_id).first() if day_id else None
    if day_id and row is None:
        raise NotFound(
            _("Ngày đặc biệt này không còn nữa."), advice=_("Có thể người khác đã bỏ. Hãy mở lại trang lịch.")
        )
    if request.method != "POST":
        form = SpecialDayForm.of(row) if row else SpecialDayForm(initial={"day": request.GET.get("ngay", "")})
        return render(request, "organizations/special_day.html", {"form": form, "row": row})
    form = SpecialDayForm(request.POST)
    saved = _save(request, form, day_id) if form.is_valid() else None
    if saved is None:
        return render(request, "organizations/special_day.html", {"form": form, "row": row}, status=422)
    messages.success(request, _("Đã lưu %(day)s: %(name)s.") % {"day": f"{saved.day:%d/%m/%Y}", "name": saved.name})
    return redirect(f"{reverse('calendar-admin')}?nam={saved.day.year}")


def _save(request: HttpRequest, form: SpecialDayForm, day_id: int | None) -> CalendarDay | None:
    data = dict(form.cleaned_data)
    work_calendar = data.pop("calendar")
    try:
        return set_special_day(
            day_id=day_id,
            calendar_id=work_calendar.pk if work_calendar else None,
            actor=request.actor,  # type: ignore[attr-defined]
            at=now(),
            **data,
        )
    except Invalid as refusal:
        for name, texts in refusal.fields.items():
            form.add_error(name, [spoken(text) for text in texts])
        return None


@access("calendar.edit")
@require_POST
def remove_day(request: HttpRequest, day_id: int) -> HttpResponse:
    """Take a special day away."""
    remove_special_day(day_id=day_id, actor=request.actor, at=now())  # type: ignore[attr-defined]
    messages.success(request, _("Đã bỏ ngày đặc biệt. Ngày ấy trở lại như tuần làm việc thường."))
    return redirect("calendar-admin")


def _number(text: str | None, default: int, least: int, most: int) -> int:
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
    return number if least <= number <= most else default
