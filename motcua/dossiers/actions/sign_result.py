"""Ký kết quả (T24, T25): the leader approves the draft and signs it digitally."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.documents.public import Signer, sign_pdf
from motcua.dossiers.actions.draw_result import draw_result
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.actions.walk import walk
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import result_of
from motcua.files.public import store_bytes
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotNow


@transaction.atomic
def sign_result(
    *, dossier_id: UUID, signer: Signer, actor: Actor, at: datetime, note: str = "", revision: int | None = None
) -> Dossier:
    """Sign the drafted paper with the leader's own certificate and pass it to the registry clerk."""
    dossier, move = begin(dossier_id, "sign_result", actor=actor, revision=revision)
    result = result_of(dossier.id)
    if result is None:
        raise NotNow(gettext("Chưa có dự thảo để ký."), advice=gettext("Trả lại cho chuyên viên soạn dự thảo."))
    entered = walk(dossier, "sign", actor=actor, at=at, note=note)
    signed = sign_pdf(
        draw_result(dossier, result, signer=actor, at=at),
        signer=signer,
        reason=f"Ký kết quả hồ sơ {dossier.code}",
        location=dossier.competent_unit.short_name,
        at=at,
        field="leader",
        box="leader",
    )
    result.file = store_bytes(
        content=signed, name=f"ket-qua-{dossier.code}.pdf", media_type="application/pdf", actor=actor, at=at
    )
    result.signed_by_id, result.signed_at = actor.account_id, at
    result.save()
    dossier.outcome = result.outcome
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        mark=entered.mark,
        sentence=f"ký số kết quả hồ sơ {dossier.code}.",
        data={"file": result.file.digest},
    )
    return dossier
