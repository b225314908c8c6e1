"""Số liệu danh mục: the four counts of the province and the online levels by agency, computed from what is in force."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.procedures.models import Offering, ProcedureVersion
from motcua.procedures.queries import Page, counts, in_force

_FULLY, _PARTLY = ProcedureVersion.OnlineLevel.FULLY, ProcedureVersion.OnlineLevel.PARTLY
#: how the four counts are asked for in addresses and on the command line
FEATURES = {
    "cong-khai": Q(),
    "truc-tuyen": Q(online_level__in=[_FULLY, _PARTLY]),
    "toan-trinh": Q(online_level=_FULLY),
    "mot-phan": Q(online_level=_PARTLY),
    "buu-chinh": Q(by_post=True),
    "thanh-toan": Q(payable_online=True),
}


@dataclass(frozen=True, slots=True)
class FourCounts:
    """The province's four figures of procedures in force; ``online`` is whole and in part (mức độ 4 and 3)."""

    public: int
    online: int
    by_post: int
    payable_online: int
    fully_online: int
    partly_online: int


@dataclass(frozen=True, slots=True)
class AgencyLevels:
    """How many procedures an agency settles, and how far online."""

    code: str
    name: str
    kind: str
    public: int
    fully_online: int
    partly_online: int
    by_post: int
    payable_online: int

    @property
    def online(self) -> int:
        """Whole and in part."""
        return self.fully_online + self.partly_online

    @property
    def information_only(self) -> int:
        """Neither."""
        return self.public - self.online


def four_counts() -> FourCounts:
    """One query."""
    found = counts()
    return FourCounts(
        public=found.public,
        online=found.fully_online + found.partly_online,
        by_post=found.by_post,
        payable_online=found.payable_online,
        fully_online=found.fully_online,
        partly_online=found.partly_online,
    )


def levels_by_agency() -> list[AgencyLevels]:
    """Every agency that settles a procedure in force, by code: one query over all pairs."""
    version = "procedure__current__"
    rows = (
        Offering.objects.filter(procedure__current__valid_to=None, procedure__current__isnull=False)
        .values("unit_id", "unit__code", "unit__name", "unit__kind")
        .annotate(
            public=Count("pk"),
            fully=Count("pk", filter=Q(**{f"{version}online_level": _FULLY})),
            partly=Count("pk", filter=Q(**{f"{version}online_level": _PARTLY})),
            post=Count("pk", filter=Q(**{f"{version}by_post": True})),
            payable=Count("pk", filter=Q(**{f"{version}payable_online": True})),
        )
        .order_by("unit__code")
    )
    return [
        AgencyLevels(
            code=row["unit__code"],
            name=row["unit__name"],
            kind=row["unit__kind"],
            public=row["public"],
            fully_online=row["fully"],
            partly_online=row["partly"],
            by_post=row["post"],
            payable_online=row["payable"],
        )
        for row in rows
    ]


def pairs() -> int:
    """How many pairs of procedure and agency there are."""
    return Offering.objects.count()


def as_data() -> dict[str, Any]:
    """All figures as plain data."""
    return {"counts": asdict(four_counts()), "pairs": pairs(), "agencies": [asdict(row) for row in levels_by_agency()]}


def listed_in(feature: str, agency: str, *, after: str = "", limit: int = 20) -> Page:
    """The procedures behind a figure, by code; an unknown feature or agency finds nothing."""
    rows: QuerySet[ProcedureVersion] = in_force().order_by("procedure__key")
    rows = rows.filter(FEATURES[feature]) if feature in FEATURES else rows.none()
    if agency:
        rows = rows.filter(procedure__in=Offering.objects.filter(unit__code=agency).values("procedure"))
    if after:
        rows = rows.filter(procedure__key__gt=after[:50])
    found = list(rows[: limit + 1])
    return Page(found[:limit], found[limit - 1].procedure.key if len(found) > limit else "")
