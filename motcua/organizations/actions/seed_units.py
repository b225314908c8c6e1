"""The tree of a province as rows: a bulk insert a level, what is there already stays as it is."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from motcua.kernel.accents import slug
from motcua.organizations.models import Unit
from motcua.organizations.rules.province import Commune, Division, Province

Kind = Unit.Kind
#: units by code; the closed provinces, one of whose codes lives on, by code and ``:old``
Tree = dict[str, Unit]

CENTRE_KEY = "TTPVHCC"


def seed_units(province: Province) -> Tree:
    """Add the units that are missing; answer all units of the files."""
    there = {(unit.code, unit.valid_from): unit for unit in Unit.objects.all()}
    tree: Tree = {}

    def level(wanted: Iterable[Unit]) -> None:
        units = [there.get((unit.code, unit.valid_from), unit) for unit in wanted]
        Unit.objects.bulk_create([unit for unit in units if unit.pk is None], batch_size=200)
        for unit in units:
            closed_province = unit.kind == Kind.PROVINCE and unit.valid_to is not None
            tree[f"{unit.code}:old" if closed_province else unit.code] = unit

    level(_top(province))
    level([*_agencies(province, tree), *_districts(province, tree)])
    level([*_inside_agencies(province, tree), *_old_communes(province, tree)])
    _serve(province, tree)
    return tree


def old_commune_codes(province: Province) -> dict[str, str]:
    """Our own codes of the old communes, by name: none that we know of bore an identifier.

    The number of the first successor is in it, because names may differ by their accents alone.
    """
    codes: dict[str, str] = {}
    for commune in province.communes.communes:
        group = commune.code.rpartition(".")[2]
        for name in commune.predecessors:
            codes.setdefault(name, f"cu.{group}.{slug(name)}")
    return codes


def old_district_code(gso: str) -> str:
    """Our own code of an old district, by its number in the list of administrative units."""
    return f"cu.{gso}"


def department_name(name: str, whole_name: str, province_name: str) -> str:
    """The name of a department as on its seal, with the province."""
    return whole_name or f"{name} {province_name[0].lower()}{province_name[1:]}"


def _unit(code: str, name: str, short_name: str, kind: Unit.Kind, **more: Any) -> Unit:
    return Unit(**{"code": code, "name": name, "short_name": short_name, "kind": kind, "agency": code} | more)


def _top(province: Province) -> Iterable[Unit]:
    data, root = province.units, province.units.province
    yield _unit(
        root.code,
        root.name,
        root.short_name,
        Kind.PROVINCE,
        code_old=root.code_old,
        gso_code=root.gso,
        address=root.address,
        valid_from=data.valid_from,
    )
    for old in data.closed_provinces:
        term = {"valid_from": old.valid_from, "valid_to": old.valid_to}
        yield _unit(old.code, old.name, old.short_name, Kind.PROVINCE, gso_code=old.gso, **term)
    for entry in data.verticals:
        yield _unit(entry.code, entry.name, entry.short_name, Kind.VERTICAL, valid_from=data.valid_from)


def _agencies(province: Province, tree: Tree) -> Iterable[Unit]:
    data = province.units
    root = tree[data.province.code]
    here: dict[str, Any] = {"parent": root, "valid_from": data.valid_from}
    centre = data.centre
    more = {"agency": root.code, "address": centre.address} | here
    yield _unit(centre.code, centre.name, centre.short_name, Kind.PROVINCE_CENTRE, **more)
    for entry in data.departments:
        name = department_name(entry.name, entry.whole_name, root.short_name)
        group = entry.code.rpartition(".")[2]
        old = f"000.00.{group}.{root.code}" if group.isdigit() and len(group) == 2 else ""
        yield _unit(entry.code, name, entry.name, Kind.DEPARTMENT, code_old=old, **here)
    for commune in province.communes.communes:
        short = f"{commune.type[0].upper()}{commune.type[1:]} {commune.name}"
        name = f"UBND {commune.type} {commune.name}"
        yield _unit(commune.code, name, short, Kind.COMMUNE, gso_code=commune.gso, **here)


def _districts(province: Province, tree: Tree) -> Iterable[Unit]:
    for old in province.units.closed_districts:
        parent = tree[f"{old.province}:old"]
        more = {"parent": parent, "valid_from": parent.valid_from, "valid_to": parent.valid_to, "gso_code": old.gso}
        short = old.name.removeprefix("UBND ")
        yield _unit(old_district_code(old.gso), old.name, f"{short[0].upper()}{short[1:]}", Kind.DISTRICT, **more)


def _inside_agencies(province: Province, tree: Tree) -> Iterable[Unit]:
    data = province.units
    for entry in data.departments:
        for division in [*(entry.divisions or data.default_divisions), data.office]:
            yield _division(division, division.name, tree[entry.code])
    for commune in province.communes.communes:
        agency = tree[commune.code]
        for division in data.commune_divisions:
            yield _division(division, _name_at(division, commune), agency)
        yield _unit(
            f"{agency.code}.{CENTRE_KEY}",
            f"Trung tâm Phục vụ hành chính công {commune.type} {commune.name}",
            f"TTPVHCC {commune.type} {commune.name}",
            Kind.COMMUNE_CENTRE,
            parent=agency,
            agency=agency.code,
            valid_from=agency.valid_from,
        )


def _name_at(division: Division, commune: Commune) -> str:
    return division.urban_name if division.urban_name and commune.type == "phường" else division.name


def _division(division: Division, name: str, agency: Unit) -> Unit:
    return _unit(
        f"{agency.code}.{division.key}",
        f"{name}, {agency.name}",
        name,
        Kind.DIVISION,
        parent=agency,
        agency=agency.code,
        sectors=sorted({slug(sector) for sector in division.sectors}),
        valid_from=agency.valid_from,
    )


def _old_communes(province: Province, tree: Tree) -> Iterable[Unit]:
    data = province.communes
    last_day: date = data.valid_from - timedelta(days=1)
    codes = old_commune_codes(province)
    for commune in data.communes:
        for name in commune.predecessors:
            code = codes.pop(name, None)
            if code is None:
                continue  # divided between several; the first of them has brought it in
            district = tree[old_district_code(data.old_commune_districts.get(name, commune.district))]
            more = {"parent": district, "valid_from": district.valid_from, "valid_to": last_day}
            words = f"UBND {name[0].lower()}{name[1:]}"
            yield _unit(code, words, name, Kind.OLD_COMMUNE, **more)


def _serve(province: Province, tree: Tree) -> None:
    centre = tree[province.units.centre.code]
    pairs = [(centre, tree[entry.code]) for entry in province.units.departments]
    pairs.append((centre, tree[province.units.province.code]))
    for commune in province.communes.communes:
        pairs.append((tree[f"{commune.code}.{CENTRE_KEY}"], tree[commune.code]))
    serves = Unit.serves.through
    there = set(serves.objects.values_list("from_unit_id", "to_unit_id"))
    new = [serves(from_unit=a, to_unit=b) for a, b in pairs if (a.pk, b.pk) not in there]
    serves.objects.bulk_create(new, batch_size=400)
