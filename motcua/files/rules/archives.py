"""Word and Excel files are zip archives: what must be inside, and how large they may unfold."""

import re
import struct
import zipfile
import zlib
from itertools import islice
from typing import BinaryIO

from motcua.files.rules.windows import windows

#: An office file of a citizen has some dozens of parts; more than this is made to tire the reader.
MOST_ENTRIES = 4_000
#: Bytes of all parts together, unfolded.
MOST_BYTES = 300 * 1024 * 1024
#: Text shrinks to a tenth; a part above a megabyte that shrinks this far is made to burst.
MOST_RATIO = 200
_PIECE = 256 * 1024
#: ISO/IEC 29500-2 allows no other. Python unfolds a piece of bzip2 or LZMA whole, however much memory it takes.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENTRY = re.compile(rb"PK\x01\x02")
#: all that a mangled archive makes the library say
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class Bad(Exception):
    """What is wrong with the content: ``args[0]`` is a key of :data:`motcua.files.rules.words.WORDS`."""


def office_kind(file: BinaryIO) -> str | None:
    """``docx``, ``xlsx`` or None for another archive. Raises :class:`Bad`. Unfolds in small pieces only."""
    if _entries_at_least(file, MOST_ENTRIES + 1):
        raise Bad("bomb")
    try:
        with zipfile.ZipFile(file) as archive:
            return _look_inside(archive)
    except _BROKEN as error:
        raise Bad("broken") from error


def _entries_at_least(file: BinaryIO, number: int) -> bool:
    """Whether the directory is that long, counted before the library reads all of it into memory."""
    found = (one for _start, piece in windows(file, 3) for one in _ENTRY.finditer(piece))
    return sum(1 for _ in islice(found, number)) >= number


def _look_inside(archive: zipfile.ZipFile) -> str | None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Bad("bomb")
    names = {entry.filename for entry in entries}
    if any(_escapes(name) for name in names):
        raise Bad("escaping")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Bad("locked")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Bad("macros")
    if any(entry.compress_type not in METHODS for entry in entries):
        raise Bad("broken")
    _unfold(archive, entries)
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else None


def _unfold(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Bad("bomb")
    total = 0
    for entry in entries:
        if entry.file_size > 1024 * 1024 and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            raise Bad("bomb")
        # The directory may lie about sizes: read, count, throw away.
        with archive.open(entry) as part:
            while piece := part.read(_PIECE):
                total += len(piece)
                if total > MOST_BYTES:
                    raise Bad("bomb")


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or (len(parts[0]) == 2 and parts[0][1] == ":")
