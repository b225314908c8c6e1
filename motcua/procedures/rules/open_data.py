"""The catalogue as open data: the columns of its table, each with what it means, and its description (DCAT)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from motcua.kernel.limits import Limit
from motcua.procedures.rules.definition import Definition

#: the catalogue is public administrative text, which no copyright covers; what Motcua adds to it is given away as well
LICENCE = "CC0-1.0"
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"


class Row(NamedTuple):
    """A procedure in force as the table has it."""

    definition: Definition
    version: int
    valid_from: str
    published_at: str
    digest: str
    agencies: Sequence[str]
    url: str


class Column(NamedTuple):
    """A column: its name never changes; what it means is told on the page."""

    name: str
    value: Callable[[Row], Any]


def _limit(limit: Limit | None) -> str:
    return f"{limit.value} {limit.unit}" if limit else ""


def _cases(row: Row) -> str:
    return " | ".join(case.name for case in row.definition.cases)


def _limits(row: Row) -> str:
    case = row.definition.cases[0]
    return " | ".join(f"{way.channel}: {_limit(way.limit)}" for way in case.channels if way.limit)


def _fees(row: Row) -> str:
    case = row.definition.cases[0]
    known = {
        f"{way.channel}: {fee.name} {fee.amount}" for way in case.channels for fee in way.fees if fee.amount is not None
    }
    return " | ".join(sorted(known))


#: in this order in every edition; a new one is added at the end, none is renamed or taken away
COLUMNS: tuple[Column, ...] = (
    Column("key", lambda row: row.definition.key),
    Column("national_code", lambda row: row.definition.national_code),
    Column("local_code", lambda row: row.definition.local_code),
    Column("name", lambda row: row.definition.name),
    Column("sector", lambda row: row.definition.sector),
    Column("levels", lambda row: "|".join(row.definition.levels)),
    Column("online_level", lambda row: row.definition.online_level),
    Column("by_post", lambda row: _bool(row.definition.by_post)),
    Column("payable_online", lambda row: _bool(row.definition.payable_online)),
    Column("cases", _cases),
    Column("limits", _limits),
    Column("fees", _fees),
    Column("papers", lambda row: len(row.definition.cases[0].papers)),
    Column("audience", lambda row: "|".join(row.definition.audience)),
    Column("agencies", lambda row: "|".join(row.agencies)),
    Column("decision", lambda row: row.definition.decision.number),
    Column("legal_basis", lambda row: "|".join(one.number for one in row.definition.legal_basis)),
    Column("source", lambda row: row.definition.source),
    Column("verified", lambda row: _bool(row.definition.verified)),
    Column("version", lambda row: row.version),
    Column("valid_from", lambda row: row.valid_from),
    Column("published_at", lambda row: row.published_at),
    Column("digest", lambda row: row.digest),
    Column("url", lambda row: row.url),
)


def as_cells(row: Row) -> list[Any]:
    """The row for a table file; a text that a spreadsheet would run as a formula is made plain text."""
    return [_harmless(column.value(row)) for column in COLUMNS]


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _bool(value: bool) -> str:
    return "true" if value else "false"


def dcat(*, home: str, files: Mapping[str, str], count: int, modified: str, publisher: str) -> dict[str, Any]:
    """The description that open-data portals read (DCAT 2, as JSON-LD); ``files``: address → media type."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": home,
        "@type": "dcat:Dataset",
        "dct:title": {"@value": "Danh mục thủ tục hành chính tỉnh Khánh Hòa", "@language": "vi"},
        "dct:description": {
            "@value": f"{count} thủ tục hành chính đang có hiệu lực: giấy tờ, thời hạn, phí, cơ quan giải quyết.",
            "@language": "vi",
        },
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": publisher},
        "dct:license": {"@id": LICENCE_URL},
        "dct:language": "vi",
        "dct:modified": modified,
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/UPDATE_CONT"},
        "dcat:landingPage": {"@id": home},
        "dcat:keyword": ["thủ tục hành chính", "dịch vụ công", "Khánh Hòa"],
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": address},
                "dcat:mediaType": media_type,
                "dct:license": {"@id": LICENCE_URL},
            }
            for address, media_type in files.items()
        ],
    }
