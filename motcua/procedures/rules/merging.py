"""Our own pack beside the national record of the same code: ours is said, the national one fills what is silent.

A pack carries what people have reviewed (cases, papers with their keys, e-forms, processes); the crawl
brings what the pack leaves out. Where both speak and disagree, the report says so and the pack stands.
"""

from typing import Any

import msgspec

from motcua.procedures.rules.definition import Definition, write_definition
from motcua.procedures.rules.difference import Difference, differences

#: how the source of a national record begins
NATIONAL_SOURCE = "Cổng Dịch vụ công quốc gia, bản thu thập"
#: of one that was fetched through the official interface
SYNCED_SOURCE = "Cơ sở dữ liệu quốc gia về thủ tục hành chính"
_FILLED = (
    "national_code",
    "steps_text",
    "results",
    "legal_basis",
    "conditions",
    "audience",
    "agencies_text",
    "competent_text",
    "decision",
)
_COMPARED = ("name", "sector", "levels", "cases")


def is_national(definition: Definition) -> bool:
    """Whether nothing but a national record stands behind ``definition``."""
    return definition.source.startswith((NATIONAL_SOURCE, SYNCED_SOURCE))


def filled(ours: Definition, other: Definition) -> Definition:
    """``ours`` with the parts that it leaves out taken from ``other``."""
    empty = {name: getattr(other, name) for name in _FILLED if not _says(getattr(ours, name))}
    return msgspec.structs.replace(ours, **{name: value for name, value in empty.items() if _says(value)})


def disagreements(ours: Definition, national: Definition) -> list[Difference]:
    """Where pack and national record both speak and say different things: from ours to theirs."""
    return differences(_facts(ours), _facts(national))


def _facts(definition: Definition) -> dict[str, Any]:
    """What can be compared: name, sector, levels and the time limits of the first case."""
    plain = write_definition(definition)
    facts = {name: plain[name] for name in _COMPARED if name != "cases"}
    case = definition.cases[0]
    facts["limit"] = {way.channel: way.limit.as_json() if way.limit else None for way in case.channels}
    facts["papers"] = len(case.papers)
    return facts


def _says(value: Any) -> bool:
    if isinstance(value, msgspec.Struct):
        return bool(msgspec.to_builtins(value))
    return bool(value)
