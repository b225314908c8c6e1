"""The engine's heart: from what is and what somebody does, to what changes. No database, no clock of its own.

The state of the matter's clock follows from the steps that lie open (see :func:`_wanted`); every other
function only says which steps end and which begin.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from motcua.kernel.refusals import Invalid, NotNow
from motcua.kernel.sentences import Sentence
from motcua.work.rules.clock import NOT_STARTED, PAUSED, RUNNING, STOPPED, Calendar, shifted, step_due
from motcua.work.rules.process import ProcessDefinition, StepAction, StepDefinition, side_steps
from motcua.work.rules.states import Act, Changes, ClockChange, MatterState, NewStep, StepState


def enter(process: ProcessDefinition, matter: MatterState, now: datetime, calendar: Calendar, act: Act) -> Changes:
    """The first step of a matter that is being opened."""
    return _entering(process, matter, (), process.start, now, calendar, act)


def advance(
    process: ProcessDefinition,
    matter: MatterState,
    steps: Sequence[StepState],
    act: Act,
    now: datetime,
    calendar: Calendar,
) -> Changes:
    """What ``act`` changes. Refuses what cannot happen now (:class:`NotNow`) or lacks something (:class:`Invalid`)."""
    step, action = chosen(process, matter, steps, act)
    if action.needs_note and not act.note.strip():
        raise Invalid("Cần ghi rõ lý do.", fields={"note": ["Ghi lý do để người nhận hiểu."]})
    if process.is_answer(step.node, action) and not act.note.strip():
        raise Invalid("Chưa ghi ý kiến.", fields={"note": ["Ghi ý kiến của bạn để người hỏi đọc."]})
    rest = tuple(s for s in steps if s.id != step.id)
    changes = _going(process, matter, rest, step.node, action.to, now, calendar, act)
    return _with(changes, ended=(step.id,), outcome=action.key)


def chosen(
    process: ProcessDefinition, matter: MatterState, steps: Sequence[StepState], act: Act
) -> tuple[StepState, StepAction]:
    """The open step that ``act`` is done at, and the action itself."""
    if matter.closed or not steps:
        raise NotNow("Việc này đã kết thúc.", advice="Xem lại diễn biến của việc.")
    at_hand = [s for s in steps if act.step_id in (None, s.id)]
    if not at_hand:
        raise NotNow("Bước này đã xong.", advice="Tải lại trang để xem việc đang ở đâu.")
    fits = [(s, found) for s in at_hand if (found := process.step(s.node).action(act.action))]
    if not fits:
        names = ", ".join(f"“{process.step(s.node).name}”" for s in at_hand)
        raise NotNow(Sentence("Không làm được thao tác này khi việc đang ở bước %(names)s.", names=names))
    if len(fits) > 1:
        raise Invalid("Có nhiều bước cùng mở; hãy chọn bước.", fields={"step": ["Chọn một bước."]})
    if matter.clock == PAUSED and process.step(fits[0][0].node).kind != "wait":
        raise NotNow("Việc đang tạm dừng tính giờ.", advice="Tiếp tục việc trước, rồi làm thao tác này.")
    return fits[0]


def pause(matter: MatterState, steps: Sequence[StepState], reason: str, evidence: str) -> Changes:
    """The clock stands still, and with it every open step."""
    if matter.closed or matter.clock == STOPPED:
        raise NotNow("Việc đã dừng tính giờ, không cần tạm dừng nữa.")
    if matter.clock == PAUSED:
        raise NotNow("Việc đang tạm dừng rồi.")
    return Changes(
        shifted=tuple(StepState(s.id, s.node, s.due_at, waiting=True) for s in steps),
        clock=ClockChange(PAUSED, PAUSED, matter.due_at, reason=reason, evidence=evidence),
    )


def resume(
    process: ProcessDefinition,
    matter: MatterState,
    steps: Sequence[StepState],
    now: datetime,
    calendar: Calendar,
    reason: str = "",
) -> Changes:
    """The clock goes on: time spent is kept, the remainder runs from ``now``.

    Before the clock ever ran (papers asked for before reception) a step starts anew, because whoever
    reads the new papers needs the whole time again.
    """
    if matter.clock != PAUSED or matter.still_since is None:
        raise NotNow("Việc không tạm dừng, không cần tiếp tục.")
    if any(process.step(s.node).kind == "wait" for s in steps):
        raise NotNow("Bước đang chờ chỉ xong bằng thao tác của chính bước đó.")
    since = matter.still_since

    def on(step: StepState) -> StepState:
        if matter.started_at is None:
            due = step_due(calendar, now, process.step(step.node).hours)
        else:
            due = shifted(calendar, step.due_at, since, now)
        return StepState(step.id, step.node, due)

    wanted = RUNNING if matter.started_at else NOT_STARTED
    return Changes(
        shifted=tuple(on(s) for s in steps), clock=_change(matter, wanted, now, calendar, reason or "Tiếp tục")
    )


def extend(matter: MatterState, due_at: datetime, now: datetime, reason: str, evidence: str) -> Changes:
    """The appointed time moves to ``due_at``; a new span keeps the history of what was appointed when."""
    if matter.closed or matter.clock == STOPPED:
        raise NotNow("Việc đã xong, không hẹn lại được.")
    if matter.due_at is None:
        raise NotNow("Việc này không có hạn trả nên không hẹn lại được.")
    if due_at <= matter.due_at:
        raise Invalid("Hạn mới phải sau hạn đang hẹn.", fields={"due_at": ["Chọn một thời điểm sau hạn đang hẹn."]})
    if matter.clock != RUNNING:
        raise NotNow("Đang tạm dừng tính giờ; hãy tiếp tục trước khi hẹn lại.")
    return Changes(clock=ClockChange(RUNNING, RUNNING, due_at, reason=reason, evidence=evidence))


def close(matter: MatterState, steps: Sequence[StepState], outcome: str) -> Changes:
    """The matter ends wherever it lies (stopped, withdrawn)."""
    if matter.closed:
        raise NotNow("Việc này đã kết thúc.")
    stop = None if matter.clock == STOPPED else ClockChange(STOPPED, None, matter.due_at)
    return Changes(ended=tuple(s.id for s in steps), outcome=outcome, clock=stop, closed_as=outcome)


def _going(
    process: ProcessDefinition,
    matter: MatterState,
    rest: tuple[StepState, ...],
    here: str,
    to: str,
    now: datetime,
    calendar: Calendar,
    act: Act,
) -> Changes:
    """From ``here`` to ``to``; at a consultation that ``here`` is a side step of, only the last one goes on."""
    target = process.step(to)
    if target.kind == "consultation":
        inside = side_steps(process, to)
        if here in inside:
            if any(s.node in inside for s in rest):
                return Changes()
            return _going(process, matter, rest, to, target.then, now, calendar, act)
    return _entering(process, matter, rest, to, now, calendar, act)


def _entering(
    process: ProcessDefinition,
    matter: MatterState,
    rest: tuple[StepState, ...],
    to: str,
    now: datetime,
    calendar: Calendar,
    act: Act,
) -> Changes:
    target = process.step(to)
    if target.kind == "end":
        changes = close(matter, rest, to)
        return _with(changes, outcome="")
    nodes = _asked(process, target, act) if target.kind == "consultation" else {to: None}
    opened = tuple(
        _new(process.step(key), unit, matter, now, calendar, act, named=target.kind != "consultation")
        for key, unit in nodes.items()
    )
    wanted = _wanted(process, matter, [s.node for s in rest] + list(nodes))
    clock = None if wanted == matter.clock else _change(matter, wanted, now, calendar, target.name)
    return Changes(opened=opened, clock=clock)


def _asked(process: ProcessDefinition, target: StepDefinition, act: Act) -> dict[str, int | None]:
    if act.asked is None:
        return dict.fromkeys(target.asks)
    unknown = [key for key in act.asked if key not in target.asks]
    if unknown or not act.asked:
        raise Invalid("Chưa chọn đúng nơi cần lấy ý kiến.", fields={"asked": ["Chọn ít nhất một nơi trong danh sách."]})
    return dict(act.asked)


def _new(
    step: StepDefinition,
    unit: int | None,
    matter: MatterState,
    now: datetime,
    calendar: Calendar,
    act: Act,
    *,
    named: bool,
) -> NewStep:
    place = unit if unit is not None else matter.places.get(step.unit)
    if place is None:
        raise Invalid(
            Sentence("Chưa biết bước “%(step)s” thuộc đơn vị nào (%(unit)s).", step=step.name, unit=step.unit)
        )
    officer = (act.officer_id if named else None) or act.did.get(step.key)
    return NewStep(
        step.key,
        step.name,
        step.role,
        place,
        officer,
        step_due(calendar, now, step.hours),
        waiting=step.kind == "wait",
    )


def _wanted(process: ProcessDefinition, matter: MatterState, nodes: Sequence[str]) -> str:
    """The state of the clock when exactly ``nodes`` lie open."""
    counted = [step for key in nodes if (step := process.step(key)).counted]
    if any(step.kind == "wait" for step in counted):
        return PAUSED
    if counted:
        return RUNNING
    return NOT_STARTED if matter.started_at is None else STOPPED


def _change(matter: MatterState, wanted: str, now: datetime, calendar: Calendar, reason: str) -> ClockChange:
    """To ``wanted``. A clock that was paused or stopped goes on from the time it had used."""
    if wanted != RUNNING:
        return ClockChange(wanted, PAUSED if wanted == PAUSED else None, matter.due_at, reason=reason)
    if matter.started_at is None:
        due = calendar.due(now, matter.limit).at if matter.limit is not None else None
        return ClockChange(RUNNING, RUNNING, due, starts=True, reason=reason)
    due = matter.due_at
    if due is not None and matter.limit is not None and matter.still_since is not None and matter.still_since < due:
        due = calendar.shift(matter.limit, due, matter.still_since, now)
    return ClockChange(RUNNING, RUNNING, due, reason=reason)


def _with(changes: Changes, *, ended: tuple[UUID, ...] = (), outcome: str) -> Changes:
    return Changes(
        ended=ended + changes.ended,
        outcome=outcome,
        opened=changes.opened,
        shifted=changes.shifted,
        clock=changes.clock,
        closed_as=changes.closed_as,
    )
