"""Kiểm tra chữ ký: who signed a PDF, whether it is as it was signed, whether the signer can be trusted."""

import logging
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from django.conf import settings
from django.utils.translation import gettext
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from motcua.documents.connectors.demo import demo_root
from motcua.documents.rules.signatures import Change, SignatureReport
from motcua.kernel.clock import VIETNAM
from motcua.kernel.refusals import Invalid

#: What a broken or hostile PDF makes a parser raise.
BROKEN = (
    *(PdfError, SigningError, SignatureValidationError, ValueError, LookupError, TypeError, AttributeError),
    *(RecursionError, ArithmeticError, NotImplementedError, AssertionError, OSError, MemoryError),
)
#: A stranger's file may unfold to so much, no more (pyHanko's own limits are four times as wide).
UNFOLDED = 64 * 1024 * 1024
LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=UNFOLDED),
    document_budget=DocumentDecodeBudget(base_allowance=UNFOLDED, max_ratio=20),
)
#: More than any honest paper carries; each costs a reading of the whole file.
MOST_SIGNATURES = 50
LEVELS = {
    ModificationLevel.NONE: Change.NOTHING,
    ModificationLevel.LTA_UPDATES: Change.TECHNICAL,
    ModificationLevel.FORM_FILLING: Change.FILLED_IN,
    ModificationLevel.ANNOTATIONS: Change.FILLED_IN,
}
# The parser tells its log about every broken file that a stranger uploads; the answer goes to the stranger.
for noisy in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)


def verify_pdf(pdf: bytes, *, at: datetime, roots: Sequence[bytes] | None = None) -> list[SignatureReport]:
    """Every signature of ``pdf`` in the order they were made; empty when nobody signed it.

    ``at`` is the moment of checking. ``roots`` are the trusted root certificates (DER), those of this
    installation when None. Nothing is fetched from the network. Refuses what is no readable PDF.
    """
    if not pdf[:1024].lstrip().startswith(b"%PDF-"):
        raise Invalid(gettext("Tệp này không phải là PDF."), advice=gettext("Hãy chọn tệp PDF đã được ký số."))
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False, decode_limits=LIMITS)
        signatures = list(reader.embedded_regular_signatures)
        if len(signatures) > MOST_SIGNATURES:
            raise Invalid(
                gettext("Tệp này có quá nhiều chữ ký."),
                advice=gettext("Tệp có trên %(most)s chữ ký thì không kiểm tra.") % {"most": MOST_SIGNATURES},
            )
        trusted = [x509.Certificate.load(one) for one in (trusted_roots() if roots is None else roots)]
        return [_report(one, at, trusted, index < len(signatures)) for index, one in enumerate(signatures, 1)]
    except BROKEN as error:
        raise Invalid(
            gettext("Không đọc được tệp PDF này."),
            advice=gettext("Tệp có thể bị hỏng hoặc bị khóa. Hãy tải lại tệp gốc."),
        ) from error


def trusted_roots() -> tuple[bytes, ...]:
    """The root certificates (DER) that this installation trusts; in demo mode the demo's own too."""
    found = [_der(path.read_bytes()) for path in sorted(Path(settings.TRUSTED_ROOTS).glob("*.*"))]
    if settings.MODE == "demo":
        found.append(demo_root())
    return tuple(found)


def _der(content: bytes) -> bytes:
    return bytes(pem.unarmor(content)[2]) if pem.detect(content) else content


def _report(signature: Any, at: datetime, roots: list[x509.Certificate], signed_again: bool) -> SignatureReport:
    claimed = signature.self_reported_timestamp
    status = validate_pdf_signature(signature, _context(roots, at))
    subject = signature.signer_cert.subject.native
    return SignatureReport(
        signer=_text(subject.get("common_name")),
        unit=_text(subject.get("organization_name")),
        at=claimed.astimezone(VIETNAM) if claimed else None,
        issuer=_text(signature.signer_cert.issuer.native.get("common_name")),
        reason=_text(signature.sig_object.get("/Reason")),
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        covers_whole=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        changed_after=_change(status, signed_again, not signed_again and _is_followed(signature)),
        field=str(signature.field_name),
    )


def _context(roots: list[x509.Certificate], at: datetime) -> ValidationContext:
    return ValidationContext(trust_roots=roots, moment=at, allow_fetching=False, revocation_mode="soft-fail")


def _change(status: Any, signed_again: bool, loose: bool) -> Change:
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Change.NOTHING
    if status.coverage is not SignatureCoverageLevel.ENTIRE_REVISION or not status.docmdp_ok:
        return Change.CONTENT
    change = LEVELS.get(status.modification_level, Change.CONTENT)
    if change is Change.NOTHING and loose:
        return Change.CONTENT  # no revision of the file, yet somebody put it there, and a reader may find it
    # A further signature is itself a form field that gets filled in; after the last one nobody signed again.
    return Change.SIGNED_AGAIN if change in (Change.FILLED_IN, Change.TECHNICAL) and signed_again else change


def _is_followed(signature: Any) -> bool:
    """Whether anything but blanks stands in the file behind the bytes that were signed."""
    _, _, start, length = signature.byte_range
    stream = signature.reader.stream
    stream.seek(int(start) + int(length))
    return bool(stream.read().strip(b"\x00\t\n\f\r "))


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value) if value else ""
