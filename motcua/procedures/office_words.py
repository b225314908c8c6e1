"""Offices in words: when they are open, and as structured data."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.kernel.workdays import Hours, clock_time
from motcua.procedures.addresses import whole
from motcua.procedures.offices import Office, hours_of
from motcua.procedures.rules.structured import Provider


def day_names() -> list[str]:
    """Monday first."""
    return [_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật")]


def hours_words(week: Sequence[tuple[Hours, ...]]) -> list[str]:
    """The usual week, days of like hours together: "thứ Hai đến thứ Sáu: 07:00–11:30, 13:30–17:00"."""
    names, said, first = day_names(), [], 0
    for place in range(1, len(week) + 1):
        if place < len(week) and week[place] == week[first]:
            continue
        if week[first]:
            spans = ", ".join(f"{clock_time(start)}–{clock_time(end)}" for start, end in week[first])
            days = (
                names[first]
                if place - 1 == first
                else _("%(first)s đến %(last)s")
                % {
                    "first": names[first],
                    "last": names[place - 1],
                }
            )
            said.append(f"{days}: {spans}")
        first = place
    return said


def provider(key: str, office: Office) -> Provider:
    """The office for search engines."""
    return Provider(
        name=office.unit.name,
        url=whole(reverse("procedure-office", args=[key, office.code])),
        address=office.address,
        phone=office.phone,
        hours=[[(clock_time(start), clock_time(end)) for start, end in spans] for spans in hours_of(office)],
        area=office.name if office.is_commune else "",
    )
