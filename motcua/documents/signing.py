"""Ký số: PAdES B-B signatures in PDF, each an increment that leaves what was signed before untouched."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import x509
from django.utils.translation import gettext
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.documents.connectors.base import Signer
from motcua.documents.rendering import render_pdf
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid

APPEARANCE = Path(__file__).resolve().parent / "printed" / "signature.typ"
#: of a visible signature, and of one that shows a line of text; in points, as ``letterhead.typ`` says
WIDTH, HEIGHT, LINE_HEIGHT = 160.0, 46.0, 16.0


@dataclass(frozen=True, slots=True)
class Box:
    """Where a visible signature stands: page (0 is the first, -1 the last) and size, in points (1/72 inch)."""

    left: float
    bottom: float
    width: float = WIDTH
    height: float = HEIGHT
    page: int = 0


def sign_pdf(
    pdf: bytes,
    *,
    signer: Signer,
    reason: str,
    location: str,
    at: datetime,
    field: str,
    box: Box | str | None = None,
    text: str = "",
) -> bytes:
    """``pdf`` signed by ``signer``: PAdES B-B, SHA-256, appended so that earlier signatures stay intact.

    ``at`` is the claimed time of signing. ``field`` names the signature and must be new in this PDF.
    ``box`` makes it visible: a :class:`Box`, or the name of a mark that the paper's template set with
    ``sign-here``; None signs unseen. What is seen is who signed and when, or ``text`` on white instead (the
    number that the registry clerk gives). Refuses what is no PDF or cannot be signed again; raises
    LookupError when the paper has no such mark.
    """
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        place = _place(writer.prev, box, LINE_HEIGHT if text else HEIGHT) if isinstance(box, str) else box
        spec = fields.SigFieldSpec(field, on_page=place.page if place else 0, box=_corners(place) if place else None)
        work = _Work(
            signers.PdfSignatureMetadata(
                field_name=field,
                md_algorithm="sha256",
                subfilter=fields.SigSeedSubFilter.PADES,
                reason=reason or None,
                location=location or None,
                name=signer.name,
            ),
            signer=_adapter(signer),
            stamp_style=_style(signer, at, place, text) if place else None,
            new_field_spec=spec,
        )
        work.at = at
        signed: bytes = work.sign_pdf(writer).getvalue()
    except (PdfError, SigningError, RecursionError) as error:
        raise Invalid(
            gettext("Không ký được tệp PDF này."), advice=gettext("Hãy kiểm tra tệp còn nguyên vẹn và không bị khóa.")
        ) from error
    return signed


class _Work(signers.PdfSigner):
    """pyHanko's signer of PDFs, with the time given instead of read from the clock."""

    at: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


class _Adapter(signers.Signer):
    """Our :class:`Signer` as pyHanko expects one."""

    def __init__(self, signer: Signer) -> None:
        load = x509.Certificate.load
        store = SimpleCertificateStore.from_certs([load(one) for one in signer.chain])  # type: ignore[no-untyped-call]
        super().__init__(signing_cert=x509.Certificate.load(signer.certificate), cert_registry=store, embed_roots=False)
        self._ours = signer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != "sha256":
            raise SigningError(f"unexpected digest {digest_algorithm}")
        return bytes(512) if dry_run else self._ours.sign(data)


@lru_cache(maxsize=512)
def _adapter(signer: Signer) -> _Adapter:
    return _Adapter(signer)


def _place(reader: PdfFileReader, mark: str, height: float) -> Box:
    """Right below the named destination ``sign-<mark>`` of the paper."""
    found = _named(reader.root.get("/Names", {}).get("/Dests", {}), f"sign-{mark}")
    if found is None:
        raise LookupError(f"the paper has no place sign-{mark}")
    target = found.raw_get(0).reference
    count = int(reader.root["/Pages"]["/Count"])
    find: Any = reader.find_page_for_modification
    page = next(index for index in range(count) if find(index)[0].reference == target)
    return Box(left=float(found[2]), bottom=float(found[3]) - height, height=height, page=page)


def _named(node: Any, name: str) -> Any:
    """The destination array of ``name`` in a PDF name tree, or None."""
    names = node.get("/Names", [])
    for index in range(0, len(names), 2):
        if str(names[index]) == name:
            value = names[index + 1]
            return value["/D"] if isinstance(value, DictionaryObject) else value
    for child in node.get("/Kids", []):
        found = _named(child, name)
        if found is not None:
            return found
    return None


def _corners(box: Box) -> tuple[int, int, int, int]:
    right, top = box.left + box.width, box.bottom + box.height
    return round(box.left), round(box.bottom), round(right), round(top)


class _Drawing(PdfContent):
    """A PDF page (drawn by typst, so with our fonts and every Vietnamese letter) as a signature's look."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        self.resources.xobject["/Drawn"] = page
        _, _, right, top = page.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=right, height=top)
        return b"/Drawn Do"


def _style(signer: Signer, at: datetime, box: Box, text: str) -> StaticStampStyle:
    data = {
        "text": text,
        "name": signer.name,
        "unit": signer.unit,
        "at": at.astimezone(VIETNAM).strftime("%H:%M:%S %d/%m/%Y"),
        "width": box.width,
        "height": box.height,
    }
    middle = layout.AxisAlignment.ALIGN_MID
    whole = layout.SimpleBoxLayoutRule(middle, middle, layout.Margins(0, 0, 0, 0))
    return StaticStampStyle(background=_Drawing(render_pdf(APPEARANCE, data)), background_layout=whole, border_width=0)
