"""The store of papers on the file system: every content once, under its SHA-256."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Overflow(Exception):
    """More bytes came than were allowed."""


class Incoming:
    """A content on its way in: written, hashed and counted, not yet kept."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.file = file
        self.path = path
        self.size = 0
        self.digest = ""

    def write(self, pieces: Iterable[bytes], most: int) -> None:
        """Write all ``pieces`` to disk; raises :class:`Overflow` above ``most`` bytes."""
        summing = sha256()
        for piece in pieces:
            self.size += len(piece)
            if self.size > most:
                raise Overflow
            summing.update(piece)
            self.file.write(piece)
        self.file.flush()
        self.digest = summing.hexdigest()

    def measure(self) -> None:
        """Hash and count what lies in the file already."""
        summing = sha256()
        self.file.seek(0)
        while piece := self.file.read(1024 * 1024):
            summing.update(piece)
            self.size += len(piece)
        self.digest = summing.hexdigest()

    def keep(self, root: Path) -> None:
        """Make the content durable under its digest; the same content is kept once."""
        place = place_of(root, self.digest)
        if place.exists() and place.stat().st_size == self.size:
            return
        os.fsync(self.file.fileno())
        os.fchmod(self.file.fileno(), 0o440)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.path, place)
        _sync(place.parent)


@contextmanager
def incoming(root: Path) -> Iterator[Incoming]:
    """A temporary file beside the store, so that keeping it is one atomic rename; gone afterwards."""
    folder = root / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield Incoming(file, path)
    finally:
        path.unlink(missing_ok=True)


def place_of(root: Path, digest: str) -> Path:
    """Where the content with ``digest`` lies. Raises ValueError for anything but a digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return root / digest[:2] / digest[2:4] / digest


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
