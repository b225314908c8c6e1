"""Đặt, sửa, bỏ ngày đặc biệt: the acts of the administrator on the calendar."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.kernel.facts import announce
from motcua.kernel.refusals import Invalid, NotFound
from motcua.kernel.workdays import Hours, write_hours
from motcua.organizations.events import CalendarChanged
from motcua.organizations.models import CalendarDay, WorkCalendar
from motcua.organizations.queries.edition import raise_edition
from motcua.organizations.rules.permissions import require
from motcua.organizations.rules.special_days import faults


def set_special_day(
    *,
    day_id: int | None,
    calendar_id: int | None,
    day: date,
    kind: str,
    name: str,
    hours: tuple[Hours, ...] | None,
    basis: str,
    verified: bool,
    actor: Actor,
    at: datetime,
) -> CalendarDay:
    """Add a special day (``day_id`` None) or alter one; ``calendar_id`` None: for every calendar.

    Raises Invalid with the fields at fault, NotFound for a day that is no longer there.
    """
    with transaction.atomic():
        row = _locked(day_id) if day_id is not None else CalendarDay()
        require(actor, "calendar.edit")
        _check(day_id, calendar_id, day, kind, name, hours)
        before = _plain(row) if day_id is not None else None
        changed = frozenset({day} | ({row.day} if before else set()))
        row.calendar_id, row.day, row.kind = calendar_id, day, kind
        row.name, row.basis, row.verified = name.strip(), basis.strip(), verified
        row.hours = None if hours is None else write_hours(hours)
        row.save()
        verb = "sửa" if before else "thêm"
        _finish(row, actor, at, f"{verb} ngày đặc biệt", {"before": before, "after": _plain(row)}, changed)
    return row


def remove_special_day(*, day_id: int, actor: Actor, at: datetime) -> None:
    """Take a special day away: the day is again as the usual week says."""
    with transaction.atomic():
        row = _locked(day_id)
        require(actor, "calendar.edit")
        before = _plain(row)
        CalendarDay.objects.filter(pk=row.pk).delete()
        _finish(row, actor, at, "bỏ ngày đặc biệt", {"before": before, "after": None}, frozenset({row.day}))


def _locked(day_id: int) -> CalendarDay:
    row = CalendarDay.objects.select_for_update().filter(pk=day_id).first()
    if row is None:
        raise NotFound(
            gettext("Ngày đặc biệt này không còn nữa."),
            advice=gettext("Có thể người khác đã bỏ. Hãy mở lại trang lịch."),
        )
    return row


def _check(
    day_id: int | None, calendar_id: int | None, day: date, kind: str, name: str, hours: tuple[Hours, ...] | None
) -> None:
    wrong = faults(day, kind, name, hours)
    if kind not in CalendarDay.Kind.values:
        wrong["kind"] = [gettext("Hãy chọn loại ngày.")]
    if calendar_id is not None and not WorkCalendar.objects.filter(pk=calendar_id).exists():
        wrong["calendar"] = [gettext("Không có lịch này.")]
    same = CalendarDay.objects.filter(calendar_id=calendar_id, day=day).first()
    if same is not None and same.pk != day_id:
        wrong.setdefault("day", []).append(
            gettext("Ngày này đã có trong lịch: %(name)s. Hãy sửa ngày đã có.") % {"name": same.name}
        )
    if wrong:
        raise Invalid(
            gettext("Chưa lưu được ngày này."), fields=wrong, advice=gettext("Hãy sửa những chỗ được ghi bên dưới.")
        )


def _plain(row: CalendarDay) -> dict[str, Any]:
    return {
        "calendar": row.calendar_id,
        "day": row.day.isoformat(),
        "kind": row.kind,
        "name": row.name,
        "hours": row.hours,
        "basis": row.basis,
        "verified": row.verified,
    }


def _finish(
    row: CalendarDay, actor: Actor, at: datetime, verb: str, data: dict[str, Any], days: frozenset[date]
) -> None:
    raise_edition()
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action="organizations.calendar_days",
        subject_kind="calendar_day",
        subject_id=row.day.isoformat(),
        sentence=f"{actor.name} {verb} {row.day:%d/%m/%Y}: {row.name} ({row.get_kind_display()}).",
        data=data,
    )
    announce(CalendarChanged(days=days, calendar_id=row.calendar_id))
