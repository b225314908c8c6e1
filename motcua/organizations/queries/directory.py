"""Danh bạ: units by code and by id, their divisions, and the centre that receives for them."""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from motcua.kernel.accents import slug
from motcua.kernel.clock import now
from motcua.kernel.refusals import NotFound
from motcua.organizations.models import Unit
from motcua.organizations.queries.edition import forget, remembered

CENTRES = (Unit.Kind.PROVINCE_CENTRE, Unit.Kind.COMMUNE_CENTRE)


@dataclass(frozen=True)
class Directory:
    """All units that exist today, as one process remembers them."""

    by_id: dict[int, Unit]
    by_code: dict[str, Unit]
    divisions: dict[int, tuple[Unit, ...]]  #: of an agency, in the order in which they were entered
    centre_of: dict[int, int]  #: agency → centre that receives for it


def directory() -> Directory:
    """The units of today. No query, but for the first time and after an edit."""
    today = now().date()
    return remembered(("directory", today), lambda: _read(today))


def _existing(today: date) -> QuerySet[Unit]:
    return Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today).order_by("id")


def _read(today: date) -> Directory:
    by_id = {unit.pk: unit for unit in _existing(today)}
    divisions: dict[int, list[Unit]] = defaultdict(list)
    for unit in by_id.values():
        if unit.kind == Unit.Kind.DIVISION and unit.parent_id:
            divisions[unit.parent_id].append(unit)
    serves = Unit.serves.through.objects.filter(from_unit__kind__in=CENTRES).order_by("id")
    pairs = serves.values_list("to_unit_id", "from_unit_id")
    return Directory(
        by_id=by_id,
        by_code={unit.code: unit for unit in by_id.values()},
        divisions={agency: tuple(found) for agency, found in divisions.items()},
        centre_of={agency: centre for agency, centre in pairs if centre in by_id},
    )


def unit_with_id(unit_id: int) -> Unit:
    """The unit of today with that id; NotFound when there is none. Not to be changed by the caller."""
    found = directory().by_id.get(unit_id) or _newer(pk=unit_id)
    if found is None:
        raise NotFound(gettext("Không tìm thấy đơn vị này, hoặc đơn vị đã kết thúc hoạt động."))
    return found


def unit_coded(code: str) -> Unit:
    """The unit that bears the identifier ``code`` (mã định danh) today; NotFound when none does."""
    found = directory().by_code.get(code) or _newer(code=code)
    if found is None:
        raise NotFound(
            gettext("Không có đơn vị nào mang mã định danh “%(code)s”.") % {"code": code},
            advice=gettext("Hãy xem mã định danh ở trang Đơn vị (/don-vi/)."),
        )
    return copy(found)


def _newer(**which: Any) -> Unit | None:
    """A unit that exists today and is newer than what this process remembers, if there is one."""
    found = _existing(now().date()).filter(**which).first()
    if found is not None:
        forget()
    return found


def agency_for(unit: Unit) -> Unit:
    """The agency that ``unit`` is or belongs to."""
    return unit if unit.code == unit.agency else unit_coded(unit.agency)


def centre_for(agency_unit: Unit) -> Unit:
    """The service centre that receives dossiers for this agency (or for the agency of this division).

    An agency that no centre serves receives for itself.
    """
    if agency_unit.kind in CENTRES:
        return agency_unit
    agency = agency_for(agency_unit)
    centre = directory().centre_of.get(agency.pk)
    return copy(unit_with_id(centre)) if centre is not None else agency


def places(agency_unit: Unit, reception_unit: Unit, sector_key: str) -> dict[str, int]:
    """The units that a process means by "reception", "agency" and "division", as ids.

    The division is the one in charge of the sector, else the agency's first one, else the agency.
    """
    divisions = directory().divisions.get(agency_unit.pk, ())
    key = slug(sector_key)
    in_charge = next((unit for unit in divisions if key in unit.sectors), None)
    division = in_charge or (divisions[0] if divisions else agency_unit)
    return {"reception": reception_unit.pk, "agency": agency_unit.pk, "division": division.pk}
