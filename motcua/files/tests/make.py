"""Small files, good and bad, made on the spot."""

import io
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image

from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id

CITIZEN = Actor(account_id=new_id(), name="Trần Thị Hồng Mơ")


def upload(content: bytes, name: str, media_type: str = "application/octet-stream") -> UploadedFile:
    return SimpleUploadedFile(name, content, media_type)


def pdf(extra: bytes = b"", tail: bytes = b"%%EOF\n") -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + extra + b">>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    return body + b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n" + tail


def pdf_with_stream(unfolded: bytes, dictionary: bytes = b"/Type /ObjStm /N 1 /First 4") -> bytes:
    folded = zlib.compress(unfolded, 9)
    stream = b"3 0 obj\n<< " + dictionary + b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(folded)
    return pdf().replace(b"trailer", stream + folded + b"\nendstream\nendobj\ntrailer")


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "white").save(written, kind)
    return written.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A tiny PNG whose header promises a huge picture."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def office(main: str = "word/document.xml", **more: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, "<document/>")
        for name, content in more.items():
            archive.writestr(name, content)
    return written.getvalue()


def archive(method: int, content: bytes) -> bytes:
    """A Word file whose text is folded by ``method``."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", content)
    return written.getvalue()
