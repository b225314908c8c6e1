"""A template drawn once with gaps: what is the same each time is not drawn again, only the gaps are filled.

For what is drawn many times a second (rows of a search, its frame); everything else is drawn by its template.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString

_GAP = re.compile(r"zq0gap-(\w+?)-gap0qz")


def gap(name: str) -> str:
    """What to give a template in the place of a text that comes later."""
    return f"zq0gap-{name}-gap0qz"


class Gaps:
    """A drawn template, cut at its gaps once: what fills one is never looked through for others."""

    def __init__(self, drawn: str) -> None:
        self._parts = _GAP.split(drawn)
        self._names = self._parts[1::2]

    def filled(self, texts: Mapping[str, str]) -> SafeString:
        """The page; ``texts`` are markup already: whoever fills escapes."""
        parts = self._parts.copy()
        parts[1::2] = [texts[name] for name in self._names]
        return SafeString("".join(parts))


#: so many shapes of one template are kept
_MOST_SHAPES = 300


class Shapes:
    """A template drawn once for each shape of what it shows, and filled.

    Two contexts have one shape when they differ in the letters of their texts alone: the same names, lists as long,
    the same flags and numbers, texts empty at the same places. So the template may print texts and ask whether there
    are any, and must do nothing else with them.
    """

    def __init__(self, draw: Callable[[dict[str, Any]], str]) -> None:
        self._draw = draw
        self._kept: dict[Hashable, Gaps] = {}

    def drawn(self, context: Mapping[str, Any], language: str | None) -> SafeString:
        """The template with ``context``; plain texts are escaped, markup (``SafeString``) stands as it is."""
        texts: list[str] = []
        key = language, _shape(context, texts)
        gaps = self._kept.get(key)
        if gaps is None:
            gaps = Gaps(self._draw(_modelled(context, [0])))
            if len(self._kept) >= _MOST_SHAPES:
                self._kept.clear()
            self._kept[key] = gaps
        return gaps.filled({str(number): text for number, text in enumerate(texts)})


def _shape(value: Any, texts: list[str]) -> Hashable:
    """What ``value`` is but for its texts, which are put into ``texts`` as markup."""
    if isinstance(value, str):
        if value:
            texts.append(value if isinstance(value, SafeString) else escape(value))
        return bool(value)
    if isinstance(value, Mapping):
        return tuple([(name, _shape(each, texts)) for name, each in value.items()])
    if isinstance(value, list | tuple):
        return tuple([_shape(each, texts) for each in value])
    return type(value).__name__, value


def _modelled(value: Any, count: list[int]) -> Any:
    """``value`` with a gap in the place of each text, in the order of :func:`_shape`; ``count``: of gaps so far."""
    if isinstance(value, str):
        if not value:
            return value
        count[0] += 1
        return SafeString(gap(str(count[0] - 1)))
    if isinstance(value, Mapping):
        return {name: _modelled(each, count) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_modelled(each, count) for each in value]
    return value
