"""A template drawn once with gaps: what is the same each time is not drawn again, only the gaps are filled.

For what is drawn many times a second (rows of a search, its frame); everything else is drawn by its template.
"""

import re
from collections.abc import Mapping

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
