"""Màn hình của đơn: which screens an application is filled in on, one matter each.

The parts of the e-form are screens of their own. A condition that asks about an answer on another screen is settled
here; one that asks about the same screen stays, for the page to follow as people type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec

from motcua.procedures.public import FormDefinition

OWNER: Final = "chu-ho-so"
PAPERS: Final = "giay-to"
DELIVERY: Final = "nhan-ket-qua"
CHECK: Final = "xem-lai"
_OURS = frozenset({OWNER, PAPERS, DELIVERY, CHECK, "bo"})
Kind = Literal["owner", "form", "papers", "delivery", "check"]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: ``key`` in its address, ``section`` of the e-form for a screen of kind ``form``."""

    key: str
    title: str
    kind: Kind
    section: str = ""


def screens_of(form: FormDefinition, answers: Mapping[str, Any], titles: Mapping[str, str]) -> list[Screen]:
    """All screens in order; ``answers`` cleaned (converted, hidden ones dropped), ``titles`` of our own screens."""
    parts = [
        Screen(address_of(section.key), section.title, "form", section.key)
        for section in form.sections
        if section.show_if is None or section.show_if.met_by(answers)
    ]
    return [
        Screen(OWNER, titles[OWNER], "owner"),
        *parts,
        Screen(PAPERS, titles[PAPERS], "papers"),
        Screen(DELIVERY, titles[DELIVERY], "delivery"),
        Screen(CHECK, titles[CHECK], "check"),
    ]


def address_of(section: str) -> str:
    """A section's word in the address; one that is called like a screen of ours gets a mark."""
    return f"muc-{section}" if section in _OURS else section


def one_screen(form: FormDefinition, section_key: str, answers: Mapping[str, Any]) -> FormDefinition:
    """``form`` with that section alone, without the questions that other screens have ruled out."""
    section = next(section for section in form.sections if section.key == section_key)
    here = {field.key for field in section.fields}
    fields = []
    for field in section.fields:
        if field.show_if is None or field.show_if.field in here:
            fields.append(field)
        elif field.show_if.met_by(answers):
            fields.append(msgspec.structs.replace(field, show_if=None))
    return msgspec.structs.replace(form, sections=[msgspec.structs.replace(section, fields=fields, show_if=None)])


def kept_answers(form: FormDefinition, typed: Mapping[str, Any], sent: frozenset[str]) -> dict[str, Any]:
    """What of ``typed`` is to be saved: a question that the page hid was not sent and keeps its earlier answer."""
    kept = {}
    for section in form.sections:
        for field in section.fields:
            hidden = field.show_if is not None and not field.show_if.met_by(typed)
            if not hidden or _was_sent(field.key, sent):
                kept[field.key] = typed.get(field.key)
    return kept


def _was_sent(key: str, sent: frozenset[str]) -> bool:
    return key in sent or any(name.startswith(f"{key}.") for name in sent)
