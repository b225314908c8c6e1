"""Nơi thực hiện: which agencies of the province settle a procedure."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from motcua.kernel.accents import fold
from motcua.procedures.rules.definition import Definition

#: agencies of the province itself, by kind of unit
PROVINCIAL = frozenset({"province", "department", "vertical"})
COMMUNAL = frozenset({"commune"})
#: words that many agencies' names begin with and that tell none apart
_OF = re.compile(r"^(?:so|ban|van phong|thanh tra|cong an|chi cuc) ")

#: bodies of a commune, as laws call them, folded
_COMMUNE_BODY = re.compile(r"\b(?:uy ban|ubnd|xa|phuong|dac khu|phuc vu hanh chinh cong|mot cua|khong co thong tin)\b")


class Agency(NamedTuple):
    """A unit that may settle procedures."""

    id: int
    code: str
    name: str
    kind: str


def settled_by(definition: Definition, agencies: Sequence[Agency]) -> list[int]:
    """Ids of the agencies that settle it, each once.

    Named by code where the catalogue does. Else every commune for the commune level, unless the catalogue names
    others there (customs, tax, border guards: the national database counts their local offices as "cấp xã"); and for
    the province the departments that the text of the executing agency names, or the people's committee where it
    names none.
    """
    if definition.agencies:
        wanted = set(definition.agencies)
        return [agency.id for agency in agencies if agency.code in wanted]
    found: list[int] = []
    if "commune" in definition.levels and _by_communes(definition):
        found += [agency.id for agency in agencies if agency.kind in COMMUNAL]
    if "province" in definition.levels:
        found += _named(f"{definition.agencies_text} {definition.competent_text}", agencies)
    return found


def _by_communes(definition: Definition) -> bool:
    """Whether nobody is named as the executing agency, or a body of the communes is."""
    return not definition.agencies_text.strip() or bool(_COMMUNE_BODY.search(fold(definition.agencies_text)))


def _named(text: str, agencies: Iterable[Agency]) -> list[int]:
    words = f" {fold(text)} "
    here = [agency for agency in agencies if agency.kind in PROVINCIAL]
    named = [agency.id for agency in here if agency.kind != "province" and f" {_name(agency)} " in words]
    return named or [agency.id for agency in here if agency.kind == "province"][:1]


def _name(agency: Agency) -> str:
    """The part of its name by which laws call it: "so van hoa the thao va du lich"."""
    folded = fold(agency.name)
    return re.sub(r" tinh [a-z ]+$", "", folded) if _OF.match(folded) else folded
