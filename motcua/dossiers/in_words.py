"""A dossier in words that people read: its status, the time left, the timeline, and why it is due when it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, DossierEvent, Status
from motcua.dossiers.queries import definition_of, events_of, process_of
from motcua.dossiers.rules.lateness import Standing, Term, term_of
from motcua.dossiers.rules.lifecycle import ENDED, PAUSED, PLAIN_WORDS, is_waiting
from motcua.dossiers.rules.route import still_to_come
from motcua.kernel.clock import day_of
from motcua.kernel.law import law
from motcua.kernel.worktime import Limit
from motcua.organizations.public import calendar_of, explanation
from motcua.ui.public import Event, spoken, when
from motcua.work.public import desks

TONES = {
    Status.SUBMITTED: "neutral",
    Status.RECEIVED: "doing",
    Status.REFUSED: "late",
    Status.IN_PROGRESS: "doing",
    Status.PAPERS_ASKED: "waiting",
    Status.PAYMENT_ASKED: "waiting",
    Status.WITHDRAWAL_ASKED: "waiting",
    Status.STOPPED: "late",
    Status.DONE: "ok",
    Status.HANDED_OVER: "ok",
}
TERM_TONES = {
    Standing.NO_TERM: "neutral",
    Standing.WAITING: "waiting",
    Standing.ON_TIME: "doing",
    Standing.DUE_SOON: "soon",
    Standing.LATE: "late",
    Standing.ENDED_EARLY: "ok",
    Standing.ENDED_ON_TIME: "ok",
    Standing.ENDED_LATE: "late",
}


def status_of(dossier: Dossier) -> dict[str, str]:
    """Word, tone and what happens next."""
    word, follows = PLAIN_WORDS[dossier.status]
    if dossier.status == Status.PAPERS_ASKED and dossier.sub_status.startswith("sent"):
        word, follows = _("Bạn đã gửi bổ sung"), _("Cán bộ đang kiểm tra. Khi đủ giấy tờ, thời hạn được tính tiếp.")
    return {"word": word, "follows": spoken(follows), "tone": TONES.get(Status(dossier.status), "neutral")}


def answer_by(dossier: Dossier) -> datetime | None:
    """When reception answers an online dossier at the latest; None once it has."""
    if dossier.status != Status.SUBMITTED or dossier.submitted_at is None:
        return None
    hours = law("dossiers.reception_hours", on=day_of(dossier.submitted_at))
    return calendar_of(dossier.reception_unit_id).add(dossier.submitted_at, hours * 3600)


def term(dossier: Dossier, at: datetime) -> Term:
    """How it stands against its appointed time, for whoever asks."""
    return term_to(
        dossier.due_at,
        dossier.competent_unit_id,
        at,
        waiting=is_waiting(dossier.status, dossier.previous_status),
        ended=dossier.ended_at or (at if dossier.status in ENDED else None),
    )


def term_to(
    due_at: datetime | None, unit_id: int, at: datetime, *, waiting: bool, ended: datetime | None = None
) -> Term:
    """How a moment (of a dossier or of one step) stands against the working calendar of the unit."""
    soon = law("dossiers.due_soon_hours", on=day_of(at))
    return term_of(
        due_at=due_at, ended_at=ended, waiting=waiting, now=at, calendar=calendar_of(unit_id), soon_hours=soon
    )


def due_words(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """What the tag ``due`` draws; empty without an appointed time."""
    if dossier.due_at is None:
        return {}
    found = term(dossier, at)
    return {"at": dossier.due_at, "words": found.words, "tone": TERM_TONES[found.standing]}


def listed(row: Dossier, at: datetime) -> dict[str, Any]:
    """A dossier as a list shows it."""
    return {
        "code": row.code,
        "name": row.version.name,
        "summary": row.summary,
        "place": row.competent_unit.short_name,
        "url": reverse("dossier", args=[row.code]),
        "status": status_of(row),
        "due": due_words(row, at) if row.status not in (Status.DONE, Status.HANDED_OVER) else {},
        "at": row.submitted_at,
    }


def why(dossier: Dossier, spans: Sequence[Any]) -> dict[str, Any]:
    """Day by day how the appointed time came about, then each pause; empty without an appointed time."""
    limit = _limit(dossier)
    if dossier.received_at is None or limit is None or dossier.due_at is None:
        return {}
    told = explanation(calendar_of(dossier.competent_unit_id).due(dossier.received_at, limit))
    pauses = [
        {"from": span.started_at, "to": span.ended_at, "reason": span.reason}
        for span in spans
        if span.kind == "paused" and span.started_at >= dossier.received_at
    ]
    return {
        "limit": told["limit_text"],
        "received_at": dossier.received_at,
        "reasons": [reason["text"] for reason in told["reasons"]],
        "days": [{**day, "date": f"{day['day'][8:]}/{day['day'][5:7]}"} for day in told["days"]],
        "first_due": told["due_text"],
        "pauses": pauses,
        "moved": bool(dossier.original_due_at and dossier.due_at != dossier.original_due_at),
        "due": when(dossier.due_at),
    }


def _limit(dossier: Dossier) -> Limit | None:
    channels = definition_of(dossier.version_id).case(dossier.case).channels
    return next((way.limit for way in channels if way.channel == dossier.channel), None)


def timeline(dossier: Dossier, *, notes: bool) -> list[Event]:
    """What is done, where it lies now and what is still to come. ``notes``: with what officers wrote to the owner."""
    route = desks.route_of(dossier.in_work)
    open_now = [step for step in route if step.finished_at is None]
    running = dossier.status not in ENDED
    here = [step.node for step in open_now] if running else []
    assert dossier.matter is not None
    coming = still_to_come(process_of(dossier.matter.process_id).steps, here)
    done = _done(dossier, events_of(dossier.id), route, {*here, *(step.key for step in coming)}, notes)
    state: Any = "waiting" if dossier.status in (*PAUSED, Status.WITHDRAWAL_ASKED) else "now"
    now = [Event(_name(step), state, step.received_at, step.unit) for step in open_now] if running else []
    return [*done, *now, *(Event(step.name, "todo") for step in coming)]


def _done(
    dossier: Dossier, events: Sequence[DossierEvent], route: Sequence[Any], later: set[str], notes: bool
) -> list[Event]:
    told = [
        Event(_WORDS[event.action](), _state(event.action), event.at, event.unit_name, event.note if notes else "")
        for event in events
        if event.action in _WORDS
    ]
    last = {step.node: step for step in route if step.finished_at and step.outcome_name}
    told += [
        Event(step.name, "done", step.finished_at, step.unit)
        for node, step in last.items()
        if node not in later and node not in ("intake", "reception", "hand_over")
    ]
    return sorted(told, key=lambda event: event.at or dossier.saved_at)


def _name(step: Any) -> str:
    return str(step.name)


def _state(action: str) -> Any:
    return "late" if action in ("refuse", "stop") else "done"


#: events that a citizen reads; the rest are steps of the agency, told by the route
_WORDS = {
    "submit": lambda: _("Đã nộp hồ sơ"),
    "create_at_counter": lambda: _("Đã nộp hồ sơ tại quầy"),
    "receive": lambda: _("Đã tiếp nhận"),
    "refuse": lambda: _("Không được tiếp nhận"),
    "ask_for_papers": lambda: _("Cơ quan yêu cầu bổ sung giấy tờ, dừng tính giờ"),
    "send_papers": lambda: _("Đã gửi bổ sung"),
    "take_papers": lambda: _("Đã nhận giấy tờ bổ sung tại quầy"),
    "accept_papers": lambda: _("Đã đủ giấy tờ, tính giờ tiếp"),
    "ask_for_payment": lambda: _("Cơ quan yêu cầu nộp tiền, dừng tính giờ"),
    "confirm_payment": lambda: _("Đã nhận tiền, tính giờ tiếp"),
    "take_payment": lambda: _("Đã thu tiền tại quầy"),
    "count_fees": lambda: _("Đã tính phí, lệ phí"),
    "ask_to_withdraw": lambda: _("Đã xin rút hồ sơ"),
    "take_withdrawal": lambda: _("Đã nhận đơn xin rút tại quầy"),
    "agree_to_withdrawal": lambda: _("Cơ quan đồng ý cho rút hồ sơ"),
    "decline_withdrawal": lambda: _("Cơ quan không đồng ý rút hồ sơ"),
    "stop": lambda: _("Dừng xử lý"),
    "recall_result": lambda: _("Cơ quan thu hồi kết quả để sửa"),
    "hand_over": lambda: _("Đã trả kết quả"),
    "apologise": lambda: _("Cơ quan xin lỗi và hẹn lại"),
}
