"""Dữ liệu của một tỉnh: the files in ``provinces/<code>/``, read and checked for shape. Plain data."""

from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from motcua.kernel.workdays import DayKind

PROVINCES = Path(__file__).resolve().parent.parent / "provinces"


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the files; a misspelt key is an error."""


class Named(Struct, frozen=True):
    """A unit with nothing special about it."""

    code: str
    name: str
    short_name: str
    code_old: str = ""
    gso: str = ""
    address: str = ""
    basis: str = ""


class ClosedProvince(Struct, frozen=True):
    """Tỉnh cũ."""

    code: str
    gso: str
    name: str
    short_name: str
    valid_from: date
    valid_to: date


class ClosedDistrict(Struct, frozen=True):
    """Cấp huyện, đã kết thúc ngày 30/6/2025; ``province``: code of the old province."""

    gso: str
    name: str
    province: str


class Division(Struct, frozen=True):
    """Phòng, ban: ``key`` is the last group of its code."""

    key: str
    name: str
    sectors: list[str]
    slug: str = ""
    urban_name: str = ""  #: at a ward (phường)


class Department(Struct, frozen=True):
    """Sở, ban, ngành; ``slug`` is the tail of usernames of its invented officers."""

    code: str
    slug: str
    name: str
    whole_name: str = ""
    divisions: list[Division] = []


class UnitsFile(Struct, frozen=True):
    """``units.yaml``."""

    verified: bool
    valid_from: date
    province: Named
    closed_provinces: list[ClosedProvince]
    closed_districts: list[ClosedDistrict]
    centre: Named
    verticals: list[Named]
    departments: list[Department]
    default_divisions: list[Division]
    office: Division
    commune_divisions: list[Division]


class Commune(Struct, frozen=True, rename={"predecessors": "from"}):
    """Đơn vị cấp xã, with the names of the old communes it was made from."""

    code: str
    gso: str
    type: Literal["phường", "xã", "đặc khu"]
    name: str
    district: str
    predecessors: list[str]


class CommunesFile(Struct, frozen=True):
    """``communes.yaml``."""

    verified: bool
    valid_from: date
    basis: str
    communes: list[Commune]
    old_commune_districts: dict[str, str]


class PlacesFile(Struct, frozen=True):
    """``places.yaml``: where communes lie, and the outline of the province, for drawing alone."""

    verified: bool
    valid_from: date
    points: dict[str, tuple[float, float]]  #: by ``gso``: longitude, latitude
    outline: list[list[tuple[float, float]]]


class CalendarData(Struct, frozen=True):
    """Lịch làm việc."""

    code: str
    name: str
    week: list[list[tuple[str, str]]]


class DayData(Struct, frozen=True):
    """Ngày đặc biệt."""

    day: date
    kind: DayKind
    name: str
    basis: str
    verified: bool


class CalendarFile(Struct, frozen=True):
    """``calendar.yaml``."""

    calendars: list[CalendarData]
    law: str
    days: list[DayData]


class PostData(Struct, frozen=True):
    """``unit`` may be ``CODE/*``: every division of that agency."""

    role: str
    unit: str
    title: str


class PersonData(Struct, frozen=True):
    """The profile of a citizen or an organisation."""

    kind: Literal["citizen", "organisation"]
    identity_number: str
    address: str
    commune_code: str
    phone: str
    email: str
    date_of_birth: date | None = None
    gender: str = ""
    ethnicity: str = ""
    representative: str = ""


class CastMember(Struct, frozen=True):
    """Nhân vật: somebody whom the table of the demo names."""

    username: str
    name: str
    does: str
    posts: list[PostData] = []
    person: PersonData | None = None


class Names(Struct, frozen=True):
    """Parts of given names."""

    middle: list[str]
    given: list[str]


class PeopleFile(Struct, frozen=True):
    """``people.yaml``."""

    family: list[str]
    women: Names
    men: Names
    cast: list[CastMember]


class Province(Struct, frozen=True):
    """All that the files say about a province."""

    units: UnitsFile
    communes: CommunesFile
    calendar: CalendarFile
    people: PeopleFile
    places: PlacesFile


def read_province(code: str) -> Province:
    """The files of the province ``code``.

    Raises FileNotFoundError for a province without files, msgspec.ValidationError with the place of a
    fault in them.
    """
    folder = PROVINCES / code
    plain: dict[str, Any] = {
        name: yaml.load((folder / f"{name}.yaml").read_text("utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
        for name in ("units", "communes", "calendar", "people", "places")
    }
    return msgspec.convert(plain, Province)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
