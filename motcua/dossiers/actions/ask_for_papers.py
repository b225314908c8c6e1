"""Yêu cầu bổ sung (T5, T14): all that is missing in one notice, form 02; during appraisal the clock pauses."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.issue_form import issue_form
from motcua.dossiers.actions.shape import at_hand, begin, finish
from motcua.dossiers.models import Dossier, PaperRequest, Status
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.ids import new_id
from motcua.kernel.law import law
from motcua.kernel.refusals import Invalid, NotNow
from motcua.work.public import acts


@transaction.atomic
def ask_for_papers(
    *,
    dossier_id: UUID,
    items: Sequence[dict[str, str]],
    actor: Actor,
    at: datetime,
    reason: str = "",
    revision: int | None = None,
) -> Dossier:
    """Ask the applicant for ``items`` (``name``, ``defect``, ``advice``; ``key`` of the required paper if any)."""
    dossier, move = begin(dossier_id, "ask_for_papers", actor=actor, revision=revision)
    leads = any(post.role == "leader" and post.agency == dossier.agency for post in actor.posts)
    if not leads:  # the leader may ask wherever in the agency the dossier lies
        at_hand(dossier, actor)
    items = _named(items)
    before_reception = dossier.status == Status.SUBMITTED
    day = day_of(at)
    if not before_reception:
        _once_only(dossier, leads, law("dossiers.papers_request_limit", on=day))
        dossier.asked_count += 1
    answer_by = at + timedelta(days=law("dossiers.papers_answer_days", on=day))
    request = PaperRequest(
        id=new_id(),
        agency=dossier.agency,
        dossier=dossier,
        before_reception=before_reception,
        items=items,
        reason=reason,
        asked_at=at,
        asked_by_id=actor.person,
        answer_by=answer_by,
        due_before=dossier.due_at,
    )
    request.save(force_insert=True)
    acts.pause(
        matter_id=dossier.in_work, reason="Yêu cầu bổ sung giấy tờ", evidence=str(request.id), actor=actor, at=at
    )
    dossier.sub_status = "before_reception" if before_reception else ""
    names = "; ".join(item["name"] for item in items)
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        note=reason,
        sentence=f"yêu cầu bổ sung hồ sơ {dossier.code}: {names}.",
        data={"request": str(request.id)},
    )
    extra = {"items": items, "reason": reason, "answer_by": answer_by.isoformat()}
    issue_form(dossier, "papers_request", actor=actor, at=at, extra=extra)
    return dossier


def _named(items: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The filled-in rows; Invalid unless there is one and each says what is wrong."""
    named = [item for item in items if item.get("name", "").strip()]
    if not named or any(not item.get("defect", "").strip() for item in named):
        raise Invalid(
            gettext("Cần ghi ít nhất một giấy tờ, và mỗi giấy tờ thiếu hay sai gì."),
            fields={"items": [gettext("Ghi tên giấy tờ và điều cần bổ sung.")]},
        )
    return named


def _once_only(dossier: Dossier, leads: bool, limit: int) -> None:
    """Past the limit only a leader may ask again: the national index then counts the dossier as late."""
    if dossier.asked_count >= limit and not leads:
        raise NotNow(
            gettext("Hồ sơ này đã được yêu cầu bổ sung %(count)s lần; chỉ được yêu cầu %(limit)s lần khi thẩm định.")
            % {"count": dossier.asked_count, "limit": limit},
            advice=gettext(
                "Nếu thật cần thiết, lãnh đạo cơ quan có thể yêu cầu thêm; hồ sơ khi đó bị tính là quá hạn."
            ),
        )
