"""What a PDF may not carry: locks, programs, and acts that start by themselves.

The file is searched as bytes and every Flate stream is unfolded in pieces and searched too, because
object streams hide whole dictionaries. This keeps honest people's papers clean and stops the common
attacks; a determined attacker is the business of the virus scanner (``connectors/clamd.py``).
"""

import re
import zlib
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from typing import BinaryIO

from motcua.files.rules.archives import Bad

#: names (ISO 32000) → what is wrong with a file that has them
FORBIDDEN = {
    b"JavaScript": "scripts",
    b"Launch": "launches",
    b"Rendition": "scripts",
    b"RichMedia": "scripts",
    b"Encrypt": "locked",
}
#: bytes unfolded from streams that are not images
MOST_BYTES = 256 * 1024 * 1024
_NAME = re.compile(rb"/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){6,40})(?=[\s/<>\[\](){}%]|$)")
_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 512 * 1024
_OVERLAP = 64


def check_pdf(file: BinaryIO) -> None:
    """Raise :class:`Bad` when the PDF is cut off, locked, or would run something."""
    file.seek(0, 2)
    size = file.tell()
    if size < 64:
        raise Bad("broken")
    with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        if content.rfind(b"%%EOF", max(0, size - 4096)) < 0:
            raise Bad("cut")
        _search(content)
        budget = MOST_BYTES
        for match in _STREAM.finditer(content):
            for piece in _unfolded(content, match.start(), match.end()):
                budget -= len(piece)
                if budget < 0:
                    raise Bad("bomb")
                _search(piece)


def _search(content: bytes | mmap) -> None:
    for match in _NAME.finditer(content):
        name = match[1]
        if b"#" in name:
            name = re.sub(rb"#(..)", lambda code: bytes([int(code[1], 16)]), name)
        wrong = FORBIDDEN.get(name)
        if wrong:
            raise Bad(wrong)


def _unfolded(content: mmap, keyword: int, start: int) -> Iterator[bytes]:
    """Pieces of the Flate stream that begins at ``start``; nothing for images and other codings."""
    if content[start] & 0x0F != 8 or int.from_bytes(content[start : start + 2], "big") % 31:
        return
    dictionary = content[max(0, keyword - 600) : keyword].rpartition(b" obj")[2]
    if b"/Width" in dictionary and b"/Height" in dictionary and b"ObjStm" not in dictionary:
        return
    unfolding, position, tail = zlib.decompressobj(), start, b""
    pending = b""
    while not unfolding.eof:
        if not pending:
            pending = content[position : position + _PIECE]
            position += len(pending)
            if not pending:
                return
        try:
            piece = unfolding.decompress(pending, _PIECE)
        except zlib.error:
            return
        pending = unfolding.unconsumed_tail
        if piece:
            yield tail + piece
            tail = piece[-_OVERLAP:]
