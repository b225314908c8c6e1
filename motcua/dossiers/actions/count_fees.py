"""Tính phí, lệ phí: an officer counts what the sum depends on, or grants a reduction; the charge is raised."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.charging import bill_of, granted, raise_bill, uncounted
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.models import Dossier
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import Invalid, NotNow


@transaction.atomic
def count_fees(
    *,
    dossier_id: UUID,
    counted: Mapping[str, int],
    by_hand: Mapping[str, int],
    actor: Actor,
    at: datetime,
    percent: int = 0,
    basis: str = "",
    revision: int | None = None,
) -> Dossier:
    """``counted``: pages, copies, quantity; ``by_hand``: amounts in đồng by the fee's name.

    ``percent`` off with its ``basis`` (whom it is for, the article, what proves it).
    """
    dossier, move = begin(dossier_id, "count_fees", actor=actor, revision=revision)
    if not 0 <= percent <= 100 or (percent and not basis.strip()):
        wrong = {"basis": [gettext("Ghi đối tượng, căn cứ và giấy tờ chứng minh.")]}
        raise Invalid(gettext("Miễn, giảm thì phải ghi căn cứ."), fields=wrong)
    moments = uncounted(dossier, at)
    if not moments:
        raise NotNow(gettext("Phí, lệ phí của hồ sơ này đã tính xong."), advice=gettext("Tải lại trang."))
    total = 0
    for when in moments:
        told = bill_of(dossier, when, at, counted=counted, by_hand=by_hand)
        if not told.complete:
            lacking = "; ".join(line.name for line in told.lines if line.amount is None)
            fields = {name: [gettext("Ghi một số lớn hơn 0.")] for line in told.lines for name in line.needs}
            raise Invalid(gettext("Chưa tính được: %(lines)s.") % {"lines": lacking}, fields=fields)
        told = granted(told, percent, basis.strip()[:300]) if percent else told
        raise_bill(dossier, when, told, actor=actor, at=at)
        total += told.total
    words = f"{total:,}".replace(",", ".") + " đồng"
    reduced = f", giảm {percent}% ({basis.strip()[:300]})" if percent else ""
    sentence = f"tính phí, lệ phí hồ sơ {dossier.code}: {words}{reduced}."
    finish(dossier, move, actor=actor, at=at, note=words, sentence=sentence, data={"amount": total})
    return dossier
