"""What a PDF may not carry: locks, programs, and acts that start by themselves.

The file is searched as bytes and every Flate stream is unfolded in pieces and searched too, because
object streams hide whole dictionaries. This keeps honest people's papers clean and stops the common
attacks; a determined attacker is the business of the virus scanner (``connectors/clamd.py``).
"""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from motcua.files.rules.archives import Bad
from motcua.files.rules.windows import Bytes, windows

#: names (ISO 32000) → what is wrong with a file that has them. What "reaches" opens or sends to a place outside
#: the file; a share on the network named there learns the password hash of the officer who opens the paper.
FORBIDDEN = {
    b"JavaScript": "scripts",
    b"Launch": "launches",
    b"Rendition": "scripts",
    b"RichMedia": "scripts",
    b"SubmitForm": "reaches",
    b"ImportData": "reaches",
    b"GoToR": "reaches",
    b"GoToE": "reaches",
    b"Encrypt": "locked",
}
#: bytes unfolded from streams that are not images
MOST_BYTES = 128 * 1024 * 1024
#: a thick book has some thousands; more are made to tire the reader
MOST_STREAMS = 50_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
#: the first bite of a stream is small, because most words "stream" of a hostile file begin none
_FIRST, _PIECE = 4 * 1024, 512 * 1024
_OVERLAP = 64


def _spelt(name: bytes) -> bytes:
    """The name with each letter as itself or as ``#`` and its code in hex."""
    return b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name)


#: one expression that looks for the forbidden names alone: a step in Python for every name of a file
#: that consists of names takes minutes
_NAME = re.compile(
    rb"/(?=[%s#])(?:" % bytes({name[0] for name in FORBIDDEN})
    + b"|".join(b"(?P<%s>%s)" % (name, _spelt(name)) for name in FORBIDDEN)
    + rb")(?=[\s/<>\[\](){}%]|$)"
)


def check_pdf(file: BinaryIO) -> None:
    """Raise :class:`Bad` when the PDF is cut off, locked, or would run something."""
    file.seek(0, 2)
    size = file.tell()
    if size < 64:
        raise Bad("broken")
    content = Bytes(file)
    if content[max(0, size - 4096) : size].rfind(b"%%EOF") < 0:
        raise Bad("cut")
    for start, piece in windows(file, _OVERLAP):
        _search(piece, is_last=start + len(piece) >= size)
    budget = MOST_BYTES
    for number, (keyword, first) in enumerate(_streams(file)):
        if number == MOST_STREAMS:
            raise Bad("bomb")
        for piece in _unfolded(content, keyword, first):
            budget -= len(piece)
            if budget < 0:
                raise Bad("bomb")
            _search(piece)


def _streams(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where each word "stream" stands, and where what follows it begins."""
    seen = -1
    for start, piece in windows(file, _OVERLAP):
        for match in _STREAM.finditer(piece):
            # one that begins this part was seen whole at the end of the one before, with what stands before it
            if start + match.start() > seen and (match.start() >= 3 or start == 0):
                seen = start + match.start()
                yield seen, start + match.end()


def _search(content: bytes, *, is_last: bool = True) -> None:
    """``is_last``: nothing follows; else a name that touches the end may go on, and the next part begins with it."""
    for found in _NAME.finditer(content):
        if found.lastgroup and (is_last or found.end() < len(content)):
            raise Bad(FORBIDDEN[found.lastgroup.encode()])


def _unfolded(content: Bytes, keyword: int, start: int) -> Iterator[bytes]:
    """Pieces of the Flate stream that begins at ``start``; nothing for images and other codings."""
    head = content[start : start + 2]
    if len(head) < 2 or head[0] & 0x0F != 8 or int.from_bytes(head, "big") % 31:
        return
    dictionary = content[max(0, keyword - 600) : keyword].rpartition(b" obj")[2]
    if b"/Width" in dictionary and b"/Height" in dictionary and b"ObjStm" not in dictionary:
        return
    unfolding, position, tail = zlib.decompressobj(), start, b""
    pending, bite = b"", _FIRST
    while not unfolding.eof:
        if not pending:
            pending, bite = content[position : position + bite], _PIECE
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
