"""Tệp được nhận: from the kinds that a required paper names to kinds of files, and to what a browser offers."""

from collections.abc import Callable, Iterable
from typing import Final

_KINDS = {"pdf": ("pdf",), "image": ("jpeg", "png"), "word": ("docx",), "excel": ("xlsx",)}
_WORDS = {"pdf": "PDF", "image": "ảnh chụp (JPEG, PNG)", "word": "Word (.docx)", "excel": "Excel (.xlsx)"}
#: the largest file, in bytes: what a phone can send in a few minutes
LIMIT: Final = 50_000_000
#: what is taken for a paper that nobody described
USUAL = ("pdf", "image")


def kinds_accepted(accepts: Iterable[str]) -> tuple[str, ...]:
    """Kinds of files, as the room of files names them."""
    return tuple(kind for name in accepts or USUAL for kind in _KINDS[name])


def accepted_words(accepts: Iterable[str], say: Callable[[str], str] = str) -> str:
    """As people read it before they choose: "PDF hoặc ảnh chụp (JPEG, PNG)"; ``say`` puts it into their language."""
    names = [say(_WORDS[name]) for name in accepts or USUAL]
    return say(" hoặc ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
