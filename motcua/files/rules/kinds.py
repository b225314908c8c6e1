"""Which kinds of file are taken, and how each is told by its first bytes, whatever its name says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that the house takes."""

    key: str
    name: str  #: as people call it
    media_type: str
    extensions: tuple[str, ...]  #: the first is the one we write
    shown_inline: bool = False  #: may be shown in the browser; all others are only downloaded


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", ("pdf",), shown_inline=True),
        Kind("jpeg", "ảnh JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), shown_inline=True),
        Kind("png", "ảnh PNG", "image/png", ("png",), shown_inline=True),
        Kind(
            "docx",
            "văn bản Word (.docx)",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ("docx",),
        ),
        Kind(
            "xlsx",
            "bảng tính Excel (.xlsx)",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ("xlsx",),
        ),
        Kind("p7s", "chữ ký số rời (.p7s)", "application/pkcs7-signature", ("p7s",)),
    )
}
#: What is taken when nothing else is said: what every officer can open.
USUAL = ("pdf", "jpeg", "png", "docx", "xlsx")

#: What a required paper says it accepts → our kinds
GROUPS = {"image": ("jpeg", "png"), "word": ("docx",), "excel": ("xlsx",)}

_BY_EXTENSION = {extension: kind for kind in KINDS.values() for extension in kind.extensions}
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS.values()}
#: CMS SignedData, 1.2.840.113549.1.7.2, as DER writes it near the start of a .p7s
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


def kinds_named(accepts: Iterable[str]) -> tuple[Kind, ...]:
    """Kinds that ``accepts`` names by key, group, extension or media type; none named: the usual ones.

    Raises LookupError for a name nobody knows: a mistake in the procedure, to be mended there.
    """
    found: dict[str, Kind] = {}
    named = [part for name in accepts or USUAL for part in GROUPS.get(name, (name,))]
    for name in named:
        plain = name.lower().lstrip(".")
        kind = KINDS.get(plain) or _BY_EXTENSION.get(plain) or _BY_MEDIA_TYPE.get(plain)
        if kind is None:
            raise LookupError(f"unknown kind of file {name!r}")
        found[kind.key] = kind
    return tuple(found.values())


def kind_claimed(name: str) -> Kind | None:
    """The kind that the end of ``name`` claims."""
    _, dot, extension = name.rpartition(".")
    return _BY_EXTENSION.get(extension.lower()) if dot else None


def kind_of_type(media_type: str) -> Kind | None:
    """The kind with this media type."""
    return _BY_MEDIA_TYPE.get(media_type)


def kind_shown(head: bytes) -> str | None:
    """What the first bytes (2 KB) show: a key of :data:`KINDS`, ``zip`` (look inside), or None.

    A PDF may start within its first kilobyte (ISO 32000, annex H); we ask for the very start, up to
    blanks and a byte-order mark, because a file that is two things at once is a way past checks.
    """
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head[:1] == b"\x30" and _SIGNED_DATA in head[:32]:
        return "p7s"
    return None


def list_in_words(names: Sequence[str], last: str = " hoặc ") -> str:
    """As one says it: “PDF, ảnh JPEG hoặc ảnh PNG”; ``last`` stands before the last of several."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]
