"""A sentence that can be said again in another language: the rules know no Django and speak Vietnamese."""

from collections.abc import Mapping
from typing import cast


class Sentence(str):
    """A Vietnamese sentence that remembers its pattern and values: ``Sentence("quá %(most)s ký tự", most=200)``.

    It is an ordinary string for whoever stores or compares it. Pages say it in the reader's language
    (filter ``spoken``), as gettext knows the pattern; changed or joined it is a plain string again.
    """

    pattern: str
    values: Mapping[str, object]

    def __new__(cls, pattern: str, **values: object) -> "Sentence":
        """``pattern`` with ``%(name)s`` for each of ``values``."""
        sentence = super().__new__(cls, pattern % values)
        sentence.pattern = pattern
        sentence.values = values
        return sentence


class Counted(Sentence):
    """A sentence about ``count`` things: Vietnamese has one form for one and many, English has two."""

    def __new__(cls, pattern: str, count: int, **values: object) -> "Counted":
        """``pattern`` with ``%(count)s`` and with ``%(name)s`` for each of ``values``."""
        return cast(Counted, super().__new__(cls, pattern, count=count, **values))
