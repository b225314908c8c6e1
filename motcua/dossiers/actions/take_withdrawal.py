"""Nhận đơn xin rút tại quầy (T20): for somebody without an account, on their written request."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.application import PaperSent, paper_row, refuse_foreign_files
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import result_of
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotNow


@transaction.atomic
def take_withdrawal(
    *,
    dossier_id: UUID,
    reason: str,
    evidence: str,
    actor: Actor,
    at: datetime,
    scan: UUID | None = None,
    revision: int | None = None,
) -> Dossier:
    """The request is on record; whether it is agreed to is said by ``agree_to_withdrawal``.

    ``reason``: as the letter has it. ``evidence``: the letter, and the identity paper that was looked at. ``scan``:
    the stored file of the letter.
    """
    dossier, move = begin(dossier_id, "take_withdrawal", actor=actor, revision=revision)
    if dossier.applicant_id is not None:
        raise NotNow(
            gettext("Hồ sơ này nộp qua mạng nên người nộp tự xin rút bằng tài khoản của họ."),
            advice=gettext("Hướng dẫn người nộp mở hồ sơ và bấm Xin rút hồ sơ."),
        )
    result = result_of(dossier.id)
    if result and result.signed_at:
        raise NotNow(
            gettext("Kết quả đã được ký nên không rút hồ sơ được nữa."), advice=gettext("Mời người nộp nhận kết quả.")
        )
    problems = {}
    if not reason.strip():
        problems["reason"] = [gettext("Ghi lý do như trong đơn.")]
    if not evidence.strip():
        problems["evidence"] = [gettext("Ghi đơn nào, đã xem giấy tờ tùy thân nào.")]
    if problems:
        raise Invalid(gettext("Chưa nhận đơn xin rút được."), fields=problems)
    if scan:
        paper = PaperSent("other", gettext("Đơn xin rút hồ sơ"), scan, originals=1)
        refuse_foreign_files([paper], actor.account_id)
        paper_row(dossier, paper, {}, at).save(force_insert=True)
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=reason.strip(),
        sentence=f"nhận đơn xin rút hồ sơ {dossier.code} tại quầy: {reason.strip()} (căn cứ: {evidence.strip()}).",
        data={"evidence": evidence.strip()[:500], "scan": str(scan) if scan else ""},
    )
    return dossier
