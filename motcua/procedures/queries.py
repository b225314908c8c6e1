"""Reads of the catalogue: what is in force, counts. Searching and listing stand in ``search``."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from motcua.kernel.composed import Kept, Slot
from motcua.kernel.refusals import NotFound
from motcua.procedures.models import CaseProcess, Procedure, ProcedureVersion
from motcua.procedures.rules.definition import Definition
from motcua.work.public import Process


@dataclass(frozen=True, slots=True)
class Filters:
    """Which procedures to list; empty means all."""

    sector: str = ""  #: key of the sector
    level: str = ""  #: province, commune or ministry
    life_event: str = ""  #: key of a life event
    online: str = ""  #: fully_online, partly_online, information_only
    audience: str = ""  #: as the definition names it: "Công dân Việt Nam"
    agency: str = ""  #: the agency named first: "Sở Xây dựng"

    def as_query(self) -> dict[str, str]:
        """Those that are set, by the names used in addresses."""
        pairs = {
            "linh-vuc": self.sector,
            "cap": self.level,
            "su-kien": self.life_event,
            "muc-do": self.online,
            "doi-tuong": self.audience,
            "co-quan": self.agency,
        }
        return {name: value for name, value in pairs.items() if value}


def _in_force_on_a_day() -> QuerySet[ProcedureVersion]:
    on = Slot("on", ProcedureVersion._meta.get_field("valid_from"))
    return (
        ProcedureVersion.objects.filter(procedure__key=Slot("key", Procedure._meta.get_field("key")))
        .filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
        .select_related("procedure", "sector")
        .order_by("-number")[:1]
    )


_IN_FORCE: Kept[ProcedureVersion] = Kept(_in_force_on_a_day)
_IN_FORCE_BARE: Kept[ProcedureVersion] = Kept(lambda: _in_force_on_a_day().defer("definition"))


def version_in_force(key: str, on: date, *, whole: bool = True) -> ProcedureVersion:
    """The version of procedure ``key`` in force on the day ``on``; :class:`NotFound` when there is none.

    Not ``whole``: without its content, for callers that keep contents by version themselves.
    """
    version = (_IN_FORCE if whole else _IN_FORCE_BARE).first(key=key, on=on)
    if version is None:
        raise _unknown(key)
    return version


def content_of(version: ProcedureVersion) -> Definition:
    """The content of ``version``, remembered by this process: a version never changes. Ask for it bare."""
    return _content(version.pk, version.digest)


@lru_cache(maxsize=400)
def _content(pk: int, digest: str) -> Definition:
    """``digest``: so that a number given twice (a database loaded anew) is not taken for the same."""
    return ProcedureVersion.objects.only("definition").get(pk=pk).content


def version_numbered(key: str, number: int) -> ProcedureVersion:
    """Version ``number`` of procedure ``key``; :class:`NotFound` when there is none."""
    version = ProcedureVersion.objects.filter(procedure__key=key, number=number).select_related("procedure", "sector")
    found = version.first()
    if found is None:
        raise _unknown(key)
    return found


def versions_of(key: str) -> list[ProcedureVersion]:
    """All versions of procedure ``key`` without their content, newest first."""
    rows = ProcedureVersion.objects.filter(procedure__key=key).defer("definition")
    return list(rows.order_by("-number")[:100])


def process_for(version: ProcedureVersion, case: str) -> Process:
    """The process that settles ``case`` of ``version``; :class:`NotFound`: the version has no such case."""
    row = CaseProcess.objects.filter(version=version, case=case).select_related("process").first()
    if row is None:
        raise NotFound(_("Thủ tục này không có trường hợp “%(case)s”.") % {"case": case})
    return row.process


def in_force() -> QuerySet[ProcedureVersion]:
    """The versions in force as lists need them: without the content."""
    return ProcedureVersion.objects.filter(valid_to=None).select_related("procedure", "sector").defer("definition")


def in_force_on(day: date) -> QuerySet[ProcedureVersion]:
    """The versions in force on ``day``, one for each procedure, also those whose end is known already; whole."""
    rows = ProcedureVersion.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    # published twice on one day: the later one counts
    newer = rows.filter(procedure=OuterRef("procedure"), number__gt=OuterRef("number"))
    return rows.filter(~Exists(newer))


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list; ``after`` leads to the next part, empty at the end."""

    rows: list[ProcedureVersion]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of the catalogue that the province watches."""

    public: int
    fully_online: int
    partly_online: int
    by_post: int
    payable_online: int


def counts() -> Counts:
    """How many procedures are public, online fully or partly, by post, payable online: one query."""
    level = ProcedureVersion.OnlineLevel
    found = ProcedureVersion.objects.filter(valid_to=None).aggregate(
        public=Count("pk"),
        fully_online=Count("pk", filter=Q(online_level=level.FULLY)),
        partly_online=Count("pk", filter=Q(online_level=level.PARTLY)),
        by_post=Count("pk", filter=Q(by_post=True)),
        payable_online=Count("pk", filter=Q(payable_online=True)),
    )
    return Counts(**found)


def last_published() -> datetime | None:
    """When the catalogue last changed."""
    return ProcedureVersion.objects.order_by("-published_at").values_list("published_at", flat=True).first()


def _unknown(key: str) -> NotFound:
    return NotFound(
        _("Không có thủ tục “%(key)s” đang có hiệu lực.") % {"key": key[:60]},
        advice=_("Bạn tìm theo tên thủ tục ở trang danh mục."),
    )
