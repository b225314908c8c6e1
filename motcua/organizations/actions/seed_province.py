"""Nạp tỉnh: units, their succession and the calendar, from the files of the province. Safe to repeat."""

from datetime import datetime

from django.db import transaction

from motcua.audit.public import record
from motcua.kernel.actor import Actor
from motcua.organizations.actions.seed_people import seed_people
from motcua.organizations.actions.seed_units import Tree, old_commune_codes, seed_units
from motcua.organizations.models import CalendarDay, Succession, Unit, WorkCalendar
from motcua.organizations.queries.edition import raise_edition
from motcua.organizations.rules.permissions import require
from motcua.organizations.rules.province import Province, read_province


def seed_province(*, code: str, actor: Actor, at: datetime, people: bool = False) -> dict[str, int]:
    """Bring in what is missing of the province ``code``; what is there already stays as it is.

    ``people``: also invented officers for every unit and the cast of the demo (demo mode alone).
    Answers how many units, successions, days and accounts were added.
    """
    if not actor.is_system:
        require(actor, "people.manage")
    province = read_province(code)
    with transaction.atomic():
        added = {"units": 0, "successions": 0, "days": 0, "accounts": 0}
        before = Unit.objects.count()
        _calendars(province, added)
        tree = seed_units(province)
        _place(province, tree)
        added["units"] = Unit.objects.count() - before
        added["successions"] = _successions(province, tree)
        if people:
            added["accounts"] = seed_people(province, tree)
        raise_edition()
        if any(added.values()):
            record(
                agency=code,
                actor=actor,
                at=at,
                action="organizations.seed_province",
                subject_kind="unit",
                subject_id=code,
                sentence=f"{actor.name} nạp dữ liệu tỉnh {code}: thêm {added['units']} đơn vị, {added['days']} ngày "
                f"đặc biệt, {added['accounts']} tài khoản dùng thử.",
                data=added,
            )
    return added


def _calendars(province: Province, added: dict[str, int]) -> None:
    there = set(WorkCalendar.objects.values_list("code", flat=True))
    WorkCalendar.objects.bulk_create(
        WorkCalendar(code=entry.code, name=entry.name, week=entry.week)
        for entry in province.calendar.calendars
        if entry.code not in there
    )
    days = set(CalendarDay.objects.filter(calendar=None).values_list("day", flat=True))
    new = [
        CalendarDay(day=entry.day, kind=entry.kind, name=entry.name, basis=entry.basis, verified=entry.verified)
        for entry in province.calendar.days
        if entry.day not in days
    ]
    added["days"] = len(CalendarDay.objects.bulk_create(new))


def _place(province: Province, tree: Tree) -> None:
    """Say where units lie that do not know it yet."""
    points = province.places.points
    root = tree[province.units.province.code]
    moved = [root] if not root.outline else []
    root.outline = root.outline or [[list(point) for point in ring] for ring in province.places.outline]
    for commune in province.communes.communes:
        unit = tree[commune.code]
        if unit.longitude is None and commune.gso in points:
            unit.longitude, unit.latitude = points[commune.gso]
            moved.append(unit)
    Unit.objects.bulk_update(moved, ["longitude", "latitude", "outline"], batch_size=100)


def _successions(province: Province, tree: Tree) -> int:
    there = set(Succession.objects.values_list("predecessor_id", "successor_id"))
    found: list[Succession] = []
    units = province.units
    pairs = [
        (tree[f"{old.code}:old"], tree[units.province.code], units.province.basis) for old in units.closed_provinces
    ]
    basis, codes = province.communes.basis, old_commune_codes(province)
    for commune in province.communes.communes:
        pairs += [(tree[codes[name]], tree[commune.code], basis) for name in commune.predecessors]
    for predecessor, successor, on_basis in pairs:
        if (predecessor.pk, successor.pk) not in there:
            there.add((predecessor.pk, successor.pk))
            found.append(Succession(predecessor=predecessor, successor=successor, on=units.valid_from, basis=on_basis))
    return len(Succession.objects.bulk_create(found, batch_size=200))
