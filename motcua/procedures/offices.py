"""Nơi làm thủ tục: which agencies settle a procedure, and where each receives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.kernel.accents import slug, without_accents
from motcua.kernel.composed import Kept, Slot
from motcua.kernel.refusals import NotFound
from motcua.kernel.workdays import Hours
from motcua.organizations.public import Unit, calendar_of, centre_for
from motcua.procedures.models import Offering, Procedure


@dataclass(frozen=True, slots=True)
class Office:
    """An agency that settles a procedure, and the place that receives for it (itself, or a service centre)."""

    unit: Unit
    receives: Unit

    @property
    def code(self) -> str:
        """The identifier of the agency, by which its page is addressed."""
        return self.unit.code

    @property
    def name(self) -> str:
        """How people call it."""
        return self.unit.short_name or self.unit.name

    @property
    def is_commune(self) -> bool:
        """Whether it serves one commune, not the whole province."""
        return self.unit.kind == Unit.Kind.COMMUNE

    @property
    def address(self) -> str:
        """Where to go; empty when it is not known."""
        return self.receives.address or self.unit.address

    @property
    def phone(self) -> str:
        """Whom to call; empty when it is not known."""
        return self.receives.phone or self.unit.phone

    @property
    def is_checked(self) -> bool:
        """Whether somebody compared name and address with the official ones."""
        return self.unit.verified and self.receives.verified


def offices_of(procedure_key: str, on: date) -> list[Office]:
    """The agencies of ``on`` that settle the procedure: of the province first, then communes by name. One query."""
    rows = _offerings(on).filter(procedure__key=procedure_key)
    found = [Office(row.unit, centre_for(row.unit)) for row in rows]
    return sorted(found, key=lambda one: (one.is_commune, slug(one.name)))


def office_of(procedure_key: str, unit_code: str, on: date) -> Office:
    """The agency ``unit_code`` for that procedure; :class:`NotFound` when it does not settle it."""
    row = _OFFERING.first(key=procedure_key, code=unit_code, on=on)
    if row is None:
        raise NotFound(
            _("Cơ quan này không giải quyết thủ tục bạn tìm."),
            advice=_("Hãy xem danh sách nơi làm thủ tục."),
        )
    return Office(row.unit, centre_for(row.unit))


def hours_of(office: Office) -> Sequence[tuple[Hours, ...]]:
    """The usual hours of seven days, Monday first, of the place that receives."""
    return calendar_of(office.receives.pk).week


def matching(offices: Sequence[Office], words: str) -> list[Office]:
    """Those whose name or identifier holds every one of ``words``, accents or not."""
    wanted = without_accents(words).split()
    said = [(one, without_accents(f"{one.name} {one.unit.name} {one.code}")) for one in offices]
    return [one for one, text in said if all(word in text for word in wanted)]


def province_outline() -> list[list[list[float]]]:
    """Rings of [longitude, latitude] to draw the province by; empty where nobody entered them. One query."""
    outlines = Unit.objects.filter(kind=Unit.Kind.PROVINCE, valid_to=None).values_list("outline", flat=True)
    return outlines.first() or []


def _offering() -> QuerySet[Offering]:
    on = Slot("on", Unit._meta.get_field("valid_from"))
    return Offering.objects.filter(
        Q(unit__valid_to=None) | Q(unit__valid_to__gte=on),
        unit__valid_from__lte=on,
        procedure__key=Slot("key", Procedure._meta.get_field("key")),
        unit__code=Slot("code", Unit._meta.get_field("code")),
    ).select_related("unit")[:1]


_OFFERING: Kept[Offering] = Kept(_offering)


def _offerings(on: date) -> QuerySet[Offering]:
    exists = Q(unit__valid_to=None) | Q(unit__valid_to__gte=on)
    return Offering.objects.filter(exists, unit__valid_from__lte=on).select_related("unit")
