"""Ba bản: what the national side said before, says now, and what the province made of it.

The province's own work (e-forms, processes, keywords, local fees …) is never touched. Of the national parts,
what the province left as it was follows the national change; where both changed, a person decides.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from motcua.procedures.rules.definition import Case, Channel, Definition, RequiredPaper, write_definition
from motcua.procedures.rules.difference import Difference, differences
from motcua.procedures.rules.keys import key_of

#: parts of a procedure that the national side gives, each taken or left whole
SCALARS = (
    "name",
    "sector",
    "levels",
    "audience",
    "agencies_text",
    "competent_text",
    "steps_text",
    "results",
    "legal_basis",
    "conditions",
    "decision",
)
_WAY_PARTS = ("limit", "fees", "note")
Choice = Literal["national", "province"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part on which the national side now says something else than the province.

    ``is_conflict``: the province had changed it as well, or nobody knows what the national side said before.
    """

    path: str  #: e.g. ``name``, ``ways/online/limit``, ``papers/chung/don_de_nghi``
    before: Any
    national: Any
    province: Any
    is_conflict: bool

    @property
    def usual(self) -> Choice:
        """What is taken unless somebody chooses otherwise."""
        return "province" if self.is_conflict else "national"

    @property
    def is_trivial(self) -> bool:
        """Whether only the decision's number, or nothing but blanks, points and capitals changed."""
        return not self.is_conflict and (self.path == "decision" or _bare(self.before) == _bare(self.national))

    @property
    def shown(self) -> list[Difference]:
        """From the national text before to the one now, down to the smallest part that differs."""
        return differences({"": self.before}, {"": self.national})


def changed_parts(before: Definition | None, national: Definition, ours: Definition) -> list[Part]:
    """Where ``national`` differs from ``before`` and from ``ours``.

    All three are national records or were written as one (``as_national``), so that a difference is one of
    content and not of form. ``before`` None: not known; then every difference from ours is a conflict.
    """
    old, new, own = (parts_of(one) if one else None for one in (before, national, ours))
    assert new is not None
    assert own is not None
    found = []
    for path in dict.fromkeys([*new, *own, *(old or {})]):
        now, here = new.get(path), own.get(path)
        earlier = old.get(path) if old is not None else here
        if now == here or (old is not None and now == earlier):
            continue
        found.append(Part(path, earlier, now, here, old is None or here != earlier))
    return found


def parts_of(definition: Definition) -> dict[str, Any]:
    """Path → plain value of every part that the national side gives."""
    plain = write_definition(definition)
    parts = {name: plain.get(name) for name in SCALARS}
    for way in definition.cases[0].channels:
        written = msgspec.to_builtins(way)
        parts |= {f"ways/{way.channel}/{name}": written.get(name) or None for name in _WAY_PARTS}
        parts[f"ways/{way.channel}"] = way.channel
    for case in definition.cases:
        parts[f"cases/{case.key}"] = case.name
        for paper in case.papers:
            parts[f"papers/{case.key}/{paper.key}"] = {
                "name": paper.name,
                "originals": paper.originals,
                "copies": paper.copies,
                "template": paper.template,
                "code": paper.code,
            }
    return parts


def merged(ours: Definition, canonical: Definition, national: Definition, taken: set[str]) -> Definition:
    """``ours`` with the parts ``taken`` as ``national`` says; ``canonical``: ours, written as a national record."""
    names = [name for name in SCALARS if name in taken]
    result = msgspec.structs.replace(ours, **{name: getattr(national, name) for name in names})
    cases = _cases(result.cases, canonical.cases, national, taken)
    return msgspec.structs.replace(result, cases=cases or ours.cases)


def _cases(ours: list[Case], canonical: list[Case], national: Definition, taken: set[str]) -> list[Case]:
    """Our cases in our order, those that the national side dropped left out, its new ones at the end."""
    now = {case.key: case for case in national.cases}
    first, found = ours[0].channels, []
    for case, written in zip(ours, canonical, strict=False):
        if f"cases/{written.key}" in taken and written.key not in now:
            continue
        name = now[written.key].name if f"cases/{written.key}" in taken else case.name
        papers = _papers(case, written, now.get(written.key), taken)
        channels = _channels(case.channels, first, national.cases[0].channels, taken)
        found.append(msgspec.structs.replace(case, name=name, papers=papers, channels=channels))
    known = {case.key for case in canonical}
    new = [case for key, case in now.items() if key not in known and f"cases/{key}" in taken]
    return [*found, *ours[len(canonical) :], *new]


def _papers(case: Case, written: Case, now: Case | None, taken: set[str]) -> list[RequiredPaper]:
    """Our papers with what was taken; keys, kinds of files and notes of ours stay."""
    wanted = {paper.key: paper for paper in now.papers} if now else {}
    prefix, found = f"papers/{written.key}/", []
    keys = {paper.name: paper.key for paper in written.papers}
    seen = set()
    for paper in case.papers:
        key = keys.get(paper.name) or key_of(paper.name, otherwise="giay_to")
        seen.add(key)
        if prefix + key not in taken:
            found.append(paper)
        elif key in wanted:
            new = wanted[key]
            found.append(
                msgspec.structs.replace(
                    paper,
                    name=new.name,
                    originals=new.originals,
                    copies=new.copies,
                    template=new.template,
                    code=new.code,
                )
            )
    own = {paper.key for paper in case.papers}
    added = [paper for key, paper in wanted.items() if key not in seen and prefix + key in taken]
    return [*found, *(_with_key(paper, own) for paper in added)]


def _with_key(paper: RequiredPaper, own: set[str]) -> RequiredPaper:
    return paper if paper.key not in own else msgspec.structs.replace(paper, key=f"{paper.key[:54]}_moi")


def _channels(ours: list[Channel], first: list[Channel], now: list[Channel], taken: set[str]) -> list[Channel]:
    """The ways of one case; a figure that this case has for itself stays."""
    wanted = {way.channel: way for way in now}
    shared = {way.channel: way for way in first}
    found = []
    for way in ours:
        path = f"ways/{way.channel}"
        if path in taken and way.channel not in wanted:
            continue
        new = wanted.get(way.channel)
        changes = {
            name: getattr(new, name)
            for name in _WAY_PARTS
            if new
            and f"{path}/{name}" in taken
            and way.channel in shared
            and getattr(way, name) == getattr(shared[way.channel], name)
        }
        found.append(msgspec.structs.replace(way, **changes))
    there = {way.channel for way in ours}
    return [*found, *(way for way in now if way.channel not in there and f"ways/{way.channel}" in taken)] or ours


def additions(ours: Definition) -> dict[str, list[str]]:
    """What the province added of its own, which no national change touches: kind → names."""
    found = {
        "forms": [form.title for form in ours.forms.values()],
        "processes": [str(data.get("name", key)) for key, data in ours.processes.items()],
        "keywords": list(ours.keywords),
        "life_events": list(ours.life_events),
        "agencies": list(ours.agencies),
        "summary": [ours.summary] if ours.summary else [],
        "local_code": [ours.local_code] if ours.local_code else [],
        "result_template": [] if ours.result_template == "general" else [ours.result_template],
    }
    return {kind: names for kind, names in found.items() if names}


def _bare(value: Any) -> str:
    """Words of ``value`` alone: a change of blanks, points or capitals is none."""
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return " ".join(re.findall(r"\w+", text.lower()))
