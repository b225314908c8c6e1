"""Vì sao hạn trả là lúc ấy: a due moment, day by day, in words and as data."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.kernel.limits import DayLine, Due, Limit
from motcua.organizations.queries.calendars import calendar_of, usual_calendar
from motcua.organizations.queries.directory import unit_coded


def explain_due(received: datetime, limit: Limit, unit_code: str = "") -> dict[str, Any]:
    """When a thing received then is due at that unit (none: the usual calendar), as plain JSON data.

    Raises NotFound for an unknown code and BeyondCalendar where the calendar does not reach.
    """
    if not unit_code:
        return explanation(usual_calendar().due(received, limit)) | {"unit": None}
    unit = unit_coded(unit_code)
    due = calendar_of(unit.pk).due(received, limit)
    return explanation(due) | {"unit": {"code": unit.code, "name": unit.name}}


def explanation(due: Due) -> dict[str, Any]:
    """``due`` as plain JSON data: the moments, why the end is where it is, and a line for every day."""
    return {
        "received": due.start.isoformat(),
        "counted_from": due.counted_from.isoformat(),
        "limit": due.limit.as_json(),
        "limit_text": limit_text(due.limit),
        "due": due.at.isoformat(),
        "due_text": moment_text(due.at),
        "reasons": [{"key": key, "text": _reason(key, due)} for key in due.reasons],
        "days": [_day(line, due) for line in due.days],
    }


def limit_text(limit: Limit) -> str:
    """The limit as written in the catalogue: "5 ngày làm việc"."""
    if limit.cutoff:
        return _("trong ngày (nhận sau %(time)s thì trả vào ngày làm việc tiếp theo)") % {"time": limit.cutoff}
    words = {
        "working_hour": ngettext("%(n)d giờ làm việc", "%(n)d giờ làm việc", limit.value),
        "working_day": ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", limit.value),
        "calendar_day": ngettext("%(n)d ngày", "%(n)d ngày", limit.value),
        "month": ngettext("%(n)d tháng", "%(n)d tháng", limit.value),
    }
    return words[limit.unit] % {"n": limit.value}


def weekday_text(day: date) -> str:
    """The name of the day of the week."""
    names = (_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"))
    return names[day.weekday()]


def moment_text(moment: datetime) -> str:
    """A moment as people say it: "thứ Hai 09/03/2026, 09:12"."""
    return f"{weekday_text(moment)} {moment:%d/%m/%Y}, {moment:%H:%M}"


def _reason(key: str, due: Due) -> str:
    words = {
        "start_moved": _("Nhận ngoài giờ làm việc, nên bắt đầu tính từ %(start)s."),
        "same_day": _("Nhận trước %(cutoff)s, nên trả trong ngày làm việc đó."),
        "after_cutoff": _("Nhận sau %(cutoff)s, nên trả vào ngày làm việc tiếp theo."),
        "first_day": _("Ngày đầu tiên không tính (Bộ luật Dân sự 2015, Điều 147)."),
        "end_moved": _(
            "Ngày cuối cùng %(nominal)s là ngày nghỉ, nên hạn là hết ngày làm việc tiếp theo "
            "(Bộ luật Dân sự 2015, Điều 148)."
        ),
        "paused": _("Thời gian tạm dừng không tính; phần thời gian còn lại được tính tiếp."),
    }
    return words[key] % {
        "start": moment_text(due.counted_from),
        "cutoff": due.limit.cutoff,
        "nominal": f"{due.nominal:%d/%m/%Y}",
    }


def _day(line: DayLine, due: Due) -> dict[str, Any]:
    return {
        "day": line.day.isoformat(),
        "weekday": weekday_text(line.day),
        "date": f"{line.day:%d/%m/%Y}",
        "counted": line.counted,
        "kind": line.kind,
        "name": line.name,
        "hours": [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in line.spans],
        "seconds": line.seconds,
        "text": _line(line, due),
    }


def _line(line: DayLine, due: Due) -> str:
    if due.limit.by_days and line.counted:
        return _("tính 1 ngày") + (f" ({line.name})" if line.name else "")
    if line.counted:
        return _("tính %(time)s") % {"time": _duration(line.seconds)} + (f" ({line.name})" if line.name else "")
    words = {
        "work": _("không tính: ngoài giờ làm việc"),
        "rest": _("không tính: ngày nghỉ hằng tuần"),
        "holiday": _("không tính: nghỉ lễ, tết"),
        "compensation_off": _("không tính: nghỉ bù"),
        "swap_off": _("không tính: nghỉ hoán đổi"),
        "swap_work": _("không tính: ngày làm bù, ngoài giờ làm việc"),
        "local_closure": _("không tính: cơ quan tạm đóng cửa"),
        "first_day": _("không tính: ngày đầu tiên"),
        "paused": _("không tính: đang tạm dừng"),
        "moved": _("ngày làm việc tiếp theo: hết hạn khi hết giờ làm việc"),
    }
    return words[line.kind] + (f" ({line.name})" if line.name else "")


def _duration(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    parts = [_("%(n)d giờ") % {"n": hours}] if hours else []
    if minutes or not hours:
        parts.append(_("%(n)d phút") % {"n": minutes})
    return " ".join(parts)
