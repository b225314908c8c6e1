"""Vẽ và ký biên lai: make the PDF of a receipt, signed by the agency, once."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.documents.public import render_pdf, sign_pdf, signer_of
from motcua.files.public import StoredFile, store_bytes
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import day_of
from motcua.kernel.refusals import NotFound
from motcua.payments.models import Receipt
from motcua.payments.rules.receipts import number_written

PRINTED = Path(__file__).resolve().parent.parent / "printed"


@transaction.atomic
def draw_receipt(*, receipt_id: UUID, at: datetime) -> StoredFile:
    """The signed PDF: drawn by the first who asks (the job, or whoever opens it)."""
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("file").filter(id=receipt_id)
    receipt = rows.first()
    if receipt is None:
        raise NotFound(gettext("Không tìm thấy biên lai này."))
    if receipt.file is not None:
        return receipt.file
    number = number_written(receipt.number)
    pdf = sign_pdf(
        render_pdf(PRINTED / "receipt.typ", receipt.data),
        signer=signer_of(receipt.agency, on=day_of(receipt.issued_at)),
        reason=f"Biên lai {receipt.series} số {number}",
        location=receipt.data["place"],
        at=receipt.issued_at,
        field="agency",
        box="agency",
    )
    name = f"bien-lai-{receipt.series}-{number}.pdf"
    receipt.file = store_bytes(content=pdf, name=name, media_type="application/pdf", actor=SYSTEM, at=at)
    receipt.save(update_fields=["file"])
    return receipt.file
