"""Cấp số, phát hành (T24 → 9): the registry clerk numbers the signed result and seals it for the agency."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.documents.public import Signer, sign_pdf
from motcua.dossiers.actions.by_post import order_delivery
from motcua.dossiers.actions.charging import charge_for
from motcua.dossiers.actions.counting import next_form_number
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.actions.walk import walk
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import result_of
from motcua.dossiers.rules.results import number_mark
from motcua.files.public import open_stored, store_bytes
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.refusals import NotNow


@transaction.atomic
def issue_result(*, dossier_id: UUID, seal: Signer, actor: Actor, at: datetime, revision: int | None = None) -> Dossier:
    """Number, date and the agency's signature; from this moment the result is ready and the clock stops."""
    dossier, move = begin(dossier_id, "issue_result", actor=actor, revision=revision)
    result = result_of(dossier.id)
    if result is None or result.file is None or result.signed_at is None:
        raise NotNow(gettext("Kết quả chưa được ký."), advice=gettext("Chờ lãnh đạo ký rồi cấp số."))
    walk(dossier, "issue", actor=actor, at=at)
    day = day_of(at)
    number = next_form_number(dossier.agency, f"result:{result.template}", day)
    result.number = f"{number}/{number_mark(result.template, dossier.competent_unit.short_name)}"
    with open_stored(result.file) as signed:
        content = signed.read()
    sealed = sign_pdf(
        content,
        signer=seal,
        reason=f"Phát hành số {result.number}",
        location=dossier.competent_unit.short_name,
        at=at,
        field="agency",
        box="number",
        text=f"Số: {result.number}",
    )
    result.file = store_bytes(
        content=sealed, name=f"ket-qua-{dossier.code}.pdf", media_type="application/pdf", actor=actor, at=at
    )
    result.issued_by_id, result.issued_at = actor.account_id, at
    result.save()
    dossier.ended_at = at
    charge_for(dossier, "after", actor=actor, at=at)
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=f"Kết quả số {result.number}",
        sentence=f"cấp số {result.number} và phát hành kết quả hồ sơ {dossier.code}.",
        data={"number": result.number, "file": result.file.digest},
    )
    order_delivery(dossier, actor=actor, at=at)
    return dossier
