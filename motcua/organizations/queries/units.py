"""Units as pages show them: the tree, one unit with what came before and after it, choices for a form."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from motcua.kernel.accents import slug, without_accents
from motcua.kernel.refusals import NotFound
from motcua.organizations.models import Succession, Unit
from motcua.organizations.queries.directory import CENTRES, directory

Kind = Unit.Kind


@dataclass(frozen=True)
class Branch:
    """A heading of the tree with the agencies under it, each with its divisions and centres."""

    kind: str
    agencies: list[tuple[Unit, list[Unit]]]


@dataclass(frozen=True)
class UnitPage:
    """What the page of a unit shows."""

    unit: Unit
    parent: Unit | None
    centre: Unit | None
    children: list[Unit]
    predecessors: list[Succession]
    successors: list[Succession]
    serves: list[Unit]


def unit_tree(words: str = "") -> list[Branch]:
    """The agencies of today by kind, with what is inside them; ``words`` narrows by name or identifier."""
    inside: dict[int, list[Unit]] = {}
    units = sorted(directory().by_id.values(), key=lambda unit: unit.code)
    for unit in units:
        if unit.parent_id and unit.kind in (Kind.DIVISION, *CENTRES):
            inside.setdefault(unit.parent_id, []).append(unit)
    wanted = without_accents(words).split()
    branches = []
    for kind in (Kind.PROVINCE, Kind.DEPARTMENT, Kind.COMMUNE, Kind.VERTICAL):
        found = [unit for unit in units if unit.kind == kind and _matches(unit, wanted)]
        if found:
            branches.append(Branch(str(kind.label), [(unit, inside.get(unit.pk, [])) for unit in found]))
    return branches


def _matches(unit: Unit, wanted: list[str]) -> bool:
    text = without_accents(f"{unit.name} {unit.code} {unit.gso_code}")
    return all(word in text for word in wanted)


def unit_page(code: str, since: date | None = None) -> UnitPage:
    """The unit with ``code``, as it is today or last was; ``since``: the one that began that day. Six queries."""
    found = Unit.objects.filter(code=code).select_related("parent").order_by("-valid_from")
    unit = found.filter(valid_from=since).first() if since else found.first()
    if unit is None:
        raise NotFound(
            gettext("Không có đơn vị nào mang mã “%(code)s”.") % {"code": code},
            advice=gettext("Hãy tìm lại ở danh sách đơn vị."),
        )
    successions = Succession.objects.order_by("on", "id")
    centre = unit.served_by.filter(kind__in=CENTRES).first()
    term = Q(valid_to=None) | Q(valid_to__gte=unit.valid_to) if unit.valid_to else Q(valid_to=None)
    return UnitPage(
        unit=unit,
        parent=unit.parent,
        centre=centre,
        children=list(unit.children.filter(term, kind__in=(Kind.DIVISION, *CENTRES)).order_by("code")),
        predecessors=list(successions.filter(successor=unit).select_related("predecessor")),
        successors=list(successions.filter(predecessor=unit).select_related("successor")),
        serves=list(unit.serves.order_by("code")),
    )


def agency_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Agencies of today under headings, as choices of a form: (heading, [(code, name)])."""
    groups = []
    for branch in unit_tree():
        groups.append((branch.kind, [(unit.code, unit.short_name) for unit, _ in branch.agencies]))
    return groups


def commune_choices() -> list[tuple[str, str]]:
    """Communes of today by name, as a citizen says where they live: (code, "Phường Nha Trang")."""
    communes = [unit for unit in directory().by_id.values() if unit.kind == Kind.COMMUNE]
    return sorted(((unit.code, unit.short_name or unit.name) for unit in communes), key=lambda one: slug(one[1]))
