"""Dự thảo kết quả (T24): the specialist fills the result's template; it can be redrafted until it is signed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.shape import at_hand, begin, finish
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.queries import result_of
from motcua.dossiers.rules.codes import new_token
from motcua.dossiers.rules.results import check_content, templates
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.kernel.refusals import Invalid, NotNow


@transaction.atomic
def draft_result(
    *,
    dossier_id: UUID,
    outcome: str,
    template: str,
    content: dict[str, Any],
    actor: Actor,
    at: datetime,
    revision: int | None = None,
) -> Dossier:
    """Draft (or redraft) the paper; ``outcome`` "positive", or "negative" for a written refusal with reasons."""
    dossier, move = begin(dossier_id, "draft_result", actor=actor, revision=revision)
    at_hand(dossier, actor)
    if outcome not in ("positive", "negative") or template not in templates(outcome):
        raise Invalid(
            gettext("Chọn loại kết quả và mẫu."), fields={"template": [gettext("Chọn một mẫu trong danh sách.")]}
        )
    problems = check_content(template, content)
    if problems:
        raise Invalid(gettext("Dự thảo còn thiếu."), fields=problems)
    result = result_of(dossier.id)
    if result and result.signed_at:
        raise NotNow(gettext("Kết quả đã ký, không sửa được."), advice=gettext("Lãnh đạo có thể trả lại để sửa."))
    if result is None:
        result = Result(id=new_id(), agency=dossier.agency, dossier=dossier, token=new_token())
    result.outcome, result.template, result.content = outcome, template, content
    result.drafted_by_id, result.drafted_at = actor.person, at
    result.save()
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        sentence=f"soạn dự thảo kết quả hồ sơ {dossier.code} "
        f"({'đồng ý' if outcome == 'positive' else 'không đồng ý'}).",
    )
    return dossier
