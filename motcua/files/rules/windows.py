"""A file a part at a time: what is looked through must never fill the memory, however large it is."""

from collections.abc import Iterator
from typing import BinaryIO

#: bytes of one part
WIDE = 4 * 1024 * 1024


def windows(file: BinaryIO, overlap: int) -> Iterator[tuple[int, bytes]]:
    """Parts with the place of their first byte; each begins with the last ``overlap`` bytes of the one before."""
    position, before = 0, b""
    while True:
        file.seek(position)
        piece = file.read(WIDE)
        if not piece:
            return
        yield position - len(before), before + piece
        position += len(piece)
        before = piece[-overlap:] if overlap else b""


class Bytes:
    """The bytes of a file by place, read when they are asked for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __getitem__(self, place: slice) -> bytes:
        start = place.start or 0
        self._file.seek(start)
        return self._file.read(max(0, place.stop - start))
