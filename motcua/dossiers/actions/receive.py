"""Tiếp nhận (T3): the papers are complete; the clock starts and slip 01 is issued."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from motcua.dossiers.actions.by_post import papers_on_the_way
from motcua.dossiers.actions.charging import refuse_unpaid
from motcua.dossiers.actions.issue_form import issue_form
from motcua.dossiers.actions.shape import begin, finish
from motcua.dossiers.actions.walk import walk
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.queries import papers_of, papers_were_asked_for
from motcua.dossiers.rules.lifecycle import Move
from motcua.kernel.actor import Actor
from motcua.kernel.clock import moment_said
from motcua.kernel.refusals import NotNow


@transaction.atomic
def receive(*, dossier_id: UUID, actor: Actor, at: datetime, revision: int | None = None) -> Dossier:
    """Receive a submitted dossier; refused while a paper is marked as not good."""
    dossier, move = begin(dossier_id, "receive", actor=actor, revision=revision)
    refuse_bad_papers(dossier)
    refuse_unpaid(dossier, "before", actor=actor)
    refuse_papers_on_the_way(dossier)
    take_in(dossier, move, actor=actor, at=at)
    return dossier


def refuse_bad_papers(dossier: Dossier) -> None:
    """NotNow while a paper in force is marked as not good."""
    bad = [paper.name for paper in papers_of(dossier.id) if paper.check_result == Paper.Check.BAD]
    if bad:
        raise NotNow(
            gettext("Còn giấy tờ chưa đạt: %(papers)s.") % {"papers": "; ".join(bad)},
            advice=gettext("Yêu cầu người nộp bổ sung, hoặc đánh dấu đạt nếu đã kiểm tra lại."),
        )


def refuse_papers_on_the_way(dossier: Dossier) -> None:
    """NotNow while papers that the post fetches have not come: the clock starts when the office has them."""
    if papers_on_the_way(dossier):
        raise NotNow(
            gettext("Giấy tờ của hồ sơ này đang đi đường bưu điện."),
            advice=gettext("Khi bưu tá giao, ghi nhận ở trang Bưu chính rồi tiếp nhận."),
        )


def clock_from(dossier: Dossier, at: datetime) -> datetime:
    """When the time begins: when papers came by post, unless more was asked for since; else now."""
    came = dossier.postal.get("collected_at")
    if not came or papers_were_asked_for(dossier.id):
        return at
    return min(datetime.fromisoformat(came), at)


def take_in(dossier: Dossier, move: Move, *, actor: Actor, at: datetime) -> None:
    """The clock starts, the appointed time is set, slip 01 goes out."""
    moment = clock_from(dossier, at).replace(
        second=0, microsecond=0
    )  # the slip tells hours and minutes: count from what it tells
    entered = walk(dossier, "receive", actor=actor, at=moment)
    matter = entered.matter
    dossier.received_at = moment
    dossier.original_due_at = dossier.due_at = matter.due_at
    finish(
        dossier,
        move,
        actor=actor,
        at=at,
        sentence=f"tiếp nhận hồ sơ {dossier.code}"
        + (f", hẹn trả {moment_said(matter.due_at)}." if matter.due_at else "."),
    )
    issue_form(dossier, "slip", actor=actor, at=at)
