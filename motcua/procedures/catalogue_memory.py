"""What a web process remembers of the catalogue to search in, and how it notices that something changed.

A search asks the database for the mark of the last change (one row by its key), twice a second at most. When the mark
is new, the procedures whose version changed are read, and the index is made anew: some tenths of a second for
thousands. So every process, on SQLite and on PostgreSQL, sees a change within a second, and the one that made it at
once.
"""

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import UUID

import numpy as np

from motcua.procedures.edition import believed_mark, doubt
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules.finding.cards import families
from motcua.procedures.rules.finding.index import Index
from motcua.procedures.rules.finding.names import Names, Rows
from motcua.procedures.rules.finding.question import Question
from motcua.procedures.rules.finding.spelling import Spelling
from motcua.procedures.rules.finding.terms import BODY, NAME, hashed
from motcua.procedures.rules.finding.title import Title, title_of

_BATCH = 500
_LARGE = 500
_LEVELS = ("commune", "province", "ministry")


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure in force, as lists and filters need it."""

    version: int
    number: int
    key: str
    name: str
    sector: str  #: key of the sector
    sector_name: str
    levels: tuple[str, ...]
    online: str
    verified: bool
    life_events: tuple[str, ...]
    audience: tuple[str, ...]
    agency: str
    keywords: tuple[str, ...]
    local_code: str
    results: tuple[str, ...]
    #: for lists: the folded name
    order: str
    terms: bytes = field(repr=False)
    words: str = field(repr=False)
    title: Title = field(repr=False)
    #: what pages have drawn of it; gone with the version
    drawn: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)


class Memory:
    """The catalogue as it was at ``mark``."""

    def __init__(self, mark: UUID | None, entries: list[Entry]) -> None:
        self.mark = mark
        self.entries = entries
        self.index = Index([entry.terms for entry in entries])
        self.names = Names(self.index, [entry.title for entry in entries])
        self.sectors = {entry.sector: entry.sector_name for entry in entries}
        shared = [(entry.sector, entry.title.family) if entry.title.family else None for entry in entries]
        #: which entries are one thing in its variants
        self.family = families(shared)
        #: what each entry answers to each filter, by its name in addresses
        self.values: dict[str, list[tuple[str, ...]]] = {
            "cap": [entry.levels for entry in entries],
            "linh-vuc": [(entry.sector,) for entry in entries],
            "muc-do": [(entry.online,) for entry in entries],
            "su-kien": [entry.life_events for entry in entries],
            "doi-tuong": [entry.audience for entry in entries],
            "co-quan": [(entry.agency,) if entry.agency else () for entry in entries],
        }
        self._counted = {name: _numbered(values) for name, values in self.values.items()}
        self.places = {entry.key: place for place, entry in enumerate(entries)}
        #: (words, as typed, lists of words) → what they lead to
        self.answers: dict[tuple[str, bool, int], tuple[Question, list[int], bool]] = {}
        self.spelling = Spelling(_counts(entries), self._pairs, self._named)

    def counted(self, name: str, places: Sequence[int]) -> dict[str, int]:
        """How many of ``places`` answer what to a filter: most first, then in the order of ``places``."""
        values, rows = self._counted[name]
        numbers = rows.at(np.asarray(places, np.intp)).numbers
        counts, first = np.bincount(numbers, minlength=len(values)), np.zeros(len(values), np.intp)
        first[numbers[::-1]] = np.arange(len(numbers))[::-1]
        there = np.flatnonzero(counts)
        order = there[np.lexsort((first[there], -counts[there]))]
        return {values[number]: count for number, count in zip(order.tolist(), counts[order].tolist(), strict=True)}

    def _pairs(self, one: str, other: str) -> float:
        return float(self.index.count(hashed(BODY, [f"{one} {other}"])[0]))

    def _named(self, one: str, other: str) -> float:
        return float(self.index.count(hashed(NAME, [f"{one} {other}"])[0]))


_memory: Memory | None = None
_making = Lock()


def remembered() -> Memory:
    """The catalogue as it is now; one thread makes it anew, the others wait for it."""
    global _memory
    mark = believed_mark()
    memory = _memory
    if memory is None or memory.mark != mark:
        with _making:
            memory = _memory
            if memory is None or memory.mark != mark:
                known = {entry.version: entry for entry in memory.entries} if memory and memory.mark else {}
                _memory = memory = Memory(mark, _entries(known) if mark else [])
                _out_of_the_way(memory)
    return memory


def _out_of_the_way(memory: Memory) -> None:
    """A large catalogue is nothing that the garbage collector should look through again and again."""
    if len(memory.entries) > _LARGE:
        gc.collect(1)
        gc.freeze()


def last_remembered() -> Memory:
    """The catalogue as the last search saw it: for what is said beside its answer."""
    return _memory or remembered()


def forget() -> None:
    """Remember nothing: between tests."""
    global _memory
    _memory = None
    doubt()


def _entries(known: dict[int, Entry]) -> list[Entry]:
    """The procedures in force by name; those that are ``known`` are not read again."""
    in_force = list(ProcedureVersion.objects.filter(valid_to=None).values_list("pk", flat=True))
    missing = [pk for pk in in_force if pk not in known]
    rows: list[Entry] = [known[pk] for pk in in_force if pk in known]
    for start in range(0, len(missing), _BATCH):
        rows += _read(missing[start : start + _BATCH])
    return sorted(rows, key=lambda entry: (entry.order, entry.key))


def _read(versions: list[int]) -> list[Entry]:
    columns = (
        "pk", "number", "procedure__key", "name", "sector__key", "sector__name",
        "at_commune", "at_province", "at_ministry",
        "online_level", "verified", "life_events", "procedure__search__facts", "procedure__search__name",
        "procedure__search__terms", "procedure__search__words",
    )  # fmt: skip
    rows = ProcedureVersion.objects.filter(pk__in=versions, procedure__search__isnull=False).values_list(*columns)
    return [_entry(row) for row in rows]


def _entry(row: tuple[Any, ...]) -> Entry:
    pk, number, key, name, sector, sector_name, *at, online, verified, events, facts, order, terms, words = row
    levels = tuple(level for level, here in zip(_LEVELS, at, strict=True) if here)
    return Entry(
        version=pk,
        number=number,
        key=key,
        name=name,
        sector=sector,
        sector_name=sector_name,
        levels=levels,
        online=online,
        verified=verified,
        life_events=tuple(events),
        audience=tuple(facts.get("audience", ())),
        agency=facts.get("agency", ""),
        keywords=tuple(facts.get("keywords", ())),
        local_code=facts.get("local_code", ""),
        results=tuple(facts.get("results", ())),
        order=order,
        terms=bytes(terms),
        words=words,
        title=title_of(name, levels, words),
    )


def _counts(entries: list[Entry]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entry in entries:
        for word in entry.words.split():
            counts[word] = counts.get(word, 0) + 1
    return counts


def _numbered(rows: list[tuple[str, ...]]) -> tuple[list[str], Rows]:
    """The different values in ``rows``, and ``rows`` as their numbers."""
    number: dict[str, int] = {}
    numbers = Rows.of([number.setdefault(value, len(number)) for value in row] for row in rows)
    return list(number), numbers
