"""Word and Excel files are zip archives: what must be inside, and how large they may unfold."""

import zipfile
from typing import BinaryIO

#: An office file of a citizen has some dozens of parts; more than this is made to tire the reader.
MOST_ENTRIES = 4_000
#: Bytes of all parts together, unfolded.
MOST_BYTES = 300 * 1024 * 1024
#: Text shrinks to a tenth; a part above a megabyte that shrinks this far is made to burst.
MOST_RATIO = 200
_PIECE = 256 * 1024


class Bad(Exception):
    """What is wrong with the content: ``args[0]`` is a key of :data:`motcua.files.rules.words.WORDS`."""


def office_kind(file: BinaryIO) -> str | None:
    """``docx``, ``xlsx`` or None for another archive. Raises :class:`Bad`. Unfolds in small pieces only."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _look_inside(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Bad("broken") from error


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
