"""Any record of the national side → a definition: which format it is in is told by its fields."""

from typing import Any

import msgspec

from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.merging import SYNCED_SOURCE
from motcua.procedures.rules.national.portal import from_portal
from motcua.procedures.rules.national.record import Parsed, Unreadable, parse_record
from motcua.procedures.rules.national.session import from_session, to_session


def read_record(raw: dict[str, Any]) -> Parsed:
    """The definition in a record of either interface or of the crawl; Unreadable says why there is none."""
    if "ma" in raw:
        return parse_record(raw)
    if "MATTHC" in raw:
        parsed = parse_record(from_session(raw))
    elif "code" in raw and ("executionMethods" in raw or "executionCases" in raw):
        parsed = parse_record(from_portal(raw))
    else:
        raise Unreadable("không phải bản ghi của hệ thống quốc gia")
    return Parsed(msgspec.structs.replace(parsed.definition, source=SYNCED_SOURCE), parsed.notes)


def as_national(definition: Definition) -> Definition:
    """``definition`` as it would come back from the national side if that said exactly the same."""
    coded = msgspec.structs.replace(definition, national_code=definition.national_code or "0.000000")
    return read_record(to_session(coded)).definition
