"""Which words of a text changed: by lines first, then by words within the lines that differ."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "gone", "new"]
#: comparing words costs the square of their number; longer stretches are shown as replaced whole
MOST_WORDS = 400
#: of an unchanged stretch so many words are shown on each side of a change
AROUND = 12


class Piece(NamedTuple):
    """A stretch of text and what became of it."""

    kind: Kind
    text: str


def changed_words(before: str, after: str) -> list[Piece]:
    """``before`` and ``after`` laid over each other; long unchanged stretches are cut."""
    pieces: list[Piece] = []
    for old, new in _blocks(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if old == new:
            pieces.append(Piece("same", old))
        elif len(old.split()) > MOST_WORDS or len(new.split()) > MOST_WORDS:
            pieces += [Piece("gone", old), Piece("new", new)]
        else:
            pieces += _words(old, new)
    return _cut([piece for piece in pieces if piece.text])


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "".join(old[i1:i2]), "".join(new[j1:j2])


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = old.split(" "), new.split(" ")
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", " ".join(before[i1:i2]) + " ")
            continue
        if i1 < i2:
            yield Piece("gone", " ".join(before[i1:i2]) + " ")
        if j1 < j2:
            yield Piece("new", " ".join(after[j1:j2]) + " ")


def _cut(pieces: list[Piece]) -> list[Piece]:
    last = len(pieces) - 1
    return [
        Piece("same", _shortened(piece.text, place > 0, place < last)) if piece.kind == "same" else piece
        for place, piece in enumerate(pieces)
    ]


def _shortened(text: str, after_change: bool, before_change: bool) -> str:
    words = text.split(" ")
    if len(words) <= AROUND * 2 + 5:
        return text
    head = " ".join(words[:AROUND]) if after_change else ""
    tail = " ".join(words[-AROUND:]) if before_change else ""
    return f"{head} … {tail}"
