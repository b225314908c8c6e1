"""Look at a file that has arrived: what it really is, and whether it is fit to be kept."""

from typing import BinaryIO

import puremagic
from asn1crypto import cms
from django.utils.translation import gettext
from PIL import Image

from motcua.files.rules.archives import Bad, office_kind
from motcua.files.rules.kinds import KINDS, Kind, kind_shown
from motcua.files.rules.pdfs import check_pdf

#: An A3 page scanned at 600 dots an inch has 70 million.
MOST_PIXELS = 100_000_000
#: A detached signature with its certificates and time stamp has some kilobytes.
MOST_SIGNATURE_BYTES = 1024 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def inspect(file: BinaryIO) -> Kind | None:
    """The kind of ``file`` by its content, or None for a kind we do not take. Raises :class:`Bad`."""
    file.seek(0)
    head = file.read(2048)
    if not head:
        raise Bad("empty")
    if head.startswith(_OLE):
        raise Bad("old_office")
    shown = kind_shown(head)
    if shown == "zip":
        shown = office_kind(file)
    elif shown == "pdf":
        check_pdf(file)
    elif shown in ("jpeg", "png"):
        _check_image(file, shown)
    elif shown == "p7s":
        _check_signature(file)
    return KINDS[shown] if shown else None


def guess_in_words(head: bytes) -> str:
    """What an untaken file seems to be, for the message: "có vẻ là .exe"; empty when nobody knows."""
    try:
        guess = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    return gettext("có vẻ là %(kind)s") % {"kind": guess} if guess and len(guess) < 8 else ""


def _check_image(file: BinaryIO, shown: str) -> None:
    """Size in pixels from the header alone: the picture is never unfolded."""
    file.seek(0)
    try:
        with Image.open(file, formats=[shown.upper()]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise Bad("pixels")
            if shown == "png":
                image.verify()  # checks the sums of the chunks, unfolds nothing
    except Image.DecompressionBombError as error:
        raise Bad("pixels") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Bad("broken") from error


def _check_signature(file: BinaryIO) -> None:
    file.seek(0)
    content = file.read(MOST_SIGNATURE_BYTES + 1)
    if len(content) > MOST_SIGNATURE_BYTES:
        raise Bad("signature")
    try:
        signed = cms.ContentInfo.load(content)["content"]
        if not len(signed["signer_infos"]):
            raise Bad("signature")
    except (ValueError, TypeError, KeyError) as error:
        raise Bad("signature") from error
