"""Plain values that components draw. A dict with the same keys is as good, except for ``Table``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple

Tone = Literal["neutral", "doing", "ok", "soon", "late", "waiting"]
#: A shape beside the colour, so that nobody needs to see the colour.
SHAPES: dict[str, str] = {
    "neutral": "ring",
    "doing": "dot",
    "ok": "check",
    "soon": "clock",
    "late": "diamond",
    "waiting": "pause",
}
CellKind = Literal["text", "number", "money", "when", "status", "code", "due"]


class Status(NamedTuple):
    """A word and its tone, e.g. ``Status("Đang thẩm định", "doing")``."""

    word: str
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline: what happened, or will."""

    title: str
    state: Literal["done", "now", "todo", "late", "waiting", "skipped"] = "done"
    at: datetime | None = None
    by: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` is looked up in each row like in a template (``unit.name`` works)."""

    key: str
    label: str
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows (objects or dicts) under columns, with the addresses of the pages before and after (keyset).

    ``link``: key of the row's address, put on the first column. ``caption`` is read by screen readers;
    ``caption_seen=False`` hides it from eyes when a heading says the same. ``here``: value of the row's
    ``pk`` or ``id`` that is open beside the list. ``keys``: walked by j and k. ``words``: beside the paging.
    """

    columns: Sequence[Column]
    rows: Iterable[Any]
    caption: str = ""
    caption_seen: bool = True
    link: str = "url"
    next_url: str = ""
    previous_url: str = ""
    empty: str = ""
    keys: bool = False
    here: Any = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; ``text`` is the figure as read, ``url`` opens what is behind it."""

    label: str
    value: float
    text: str = ""
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary: what to say and the id of the field it leads to."""

    text: str
    target: str = ""
    label: str = ""

    @property
    def lead(self) -> str:
        """The label as a beginning of the line, unless the line says it: with a colon unless it is a question."""
        if self.label.casefold() in self.text.casefold():
            return ""
        return self.label if not self.label or self.label.endswith(("?", ":")) else f"{self.label}:"


@dataclass(slots=True)
class Box:
    """A field to type into, described without a Django form."""

    name: str
    label: str
    type: str = "text"
    value: Any = ""
    help: str = ""
    errors: Sequence[str] = ()
    required: bool = True
    options: Sequence[Any] = ()
    attrs: dict[str, Any] = field(default_factory=dict)
