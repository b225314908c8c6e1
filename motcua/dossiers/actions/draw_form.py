"""Vẽ và ký phiếu: make the signed PDF of an issued form, once."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.documents.public import render_pdf, sign_pdf, signer_of
from motcua.dossiers.models import IssuedForm
from motcua.files.public import StoredFile, store_bytes
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import day_of
from motcua.kernel.refusals import NotFound

PRINTED = Path(__file__).resolve().parent.parent / "printed"
SIGNED_BY_LEADER = frozenset({"apology", "stop_notice"})


@transaction.atomic
def draw_form(*, form_id: UUID, at: datetime) -> StoredFile:
    """The signed PDF of the form: drawn and signed by the first who asks (the job, or whoever opens it).

    Signed by the officer or leader who issued it, in their own name; when nobody did, by the agency.
    """
    form = (
        IssuedForm.objects.select_for_update(of=("self",)).select_related("file", "dossier").filter(id=form_id).first()
    )
    if form is None:
        raise NotFound(gettext("Không tìm thấy phiếu này."))
    if form.file is not None:
        return form.file
    day = day_of(form.issued_at)
    signer = signer_of(form.issued_by_id or form.agency, on=day)
    pdf = sign_pdf(
        render_pdf(PRINTED / f"{form.purpose}.typ", form.data),
        signer=signer,
        reason=f"Phiếu số {form.number}",
        location=form.data["place"],
        at=form.issued_at,
        field="officer",
        box="leader" if form.purpose in SIGNED_BY_LEADER else "officer",
    )
    name = f"{form.purpose}-{form.dossier.code}.pdf"
    form.file = store_bytes(content=pdf, name=name, media_type="application/pdf", actor=SYSTEM, at=at)
    form.save(update_fields=["file"])
    return form.file
