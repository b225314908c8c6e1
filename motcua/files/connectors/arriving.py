"""Large files on their way in, as they lie on disk: one part file each, whose length says how much has come."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

#: bytes read from the network and written to disk at once
PIECE = 128 * 1024


class Source(Protocol):
    """Where bytes come from: a request."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none: that was all."""


class Busy(Exception):
    """Another request is writing to the same part."""


def part_of(root: Path, arrival: UUID) -> Path:
    """Where the bytes that have come lie."""
    return root / "incoming" / f"{arrival}.part"


def begin(root: Path, arrival: UUID) -> None:
    """An empty part."""
    path = part_of(root, arrival)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)


def come(root: Path, arrival: UUID) -> int:
    """How many bytes have come. FileNotFoundError when the part is gone."""
    return part_of(root, arrival).stat().st_size


@contextmanager
def held(root: Path, arrival: UUID) -> Iterator[BinaryIO]:
    """The part, open and ours alone; raises :class:`Busy`."""
    with part_of(root, arrival).open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield file


def append(file: BinaryIO, source: Source, most: int) -> int:
    """Write what ``source`` gives, ``most`` bytes at most, behind what has come; the new length.

    What was written before a connection broke stays: the rest is asked for from there.
    """
    file.seek(0, os.SEEK_END)
    try:
        while most > 0 and (piece := source.read(min(PIECE, most))):
            file.write(piece)
            most -= len(piece)
    finally:
        file.flush()
        os.fsync(file.fileno())
    return file.tell()


def drop(root: Path, arrival: UUID) -> None:
    """Throw the part away."""
    part_of(root, arrival).unlink(missing_ok=True)


def left_lying(root: Path, before: float) -> list[Path]:
    """Parts to which nothing has come since the moment ``before`` (seconds of the epoch)."""
    folder = root / "incoming"
    parts = folder.glob("*.part") if folder.is_dir() else ()
    return [path for path in parts if path.stat().st_mtime < before]
