"""What this officer may do now with this dossier: one table of acts, narrowed by permission, status and step."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.actions.forward import OWN_ACTS
from motcua.dossiers.models import Delivery, Dossier, PaperRequest, Result
from motcua.dossiers.queries import holders, process_of, where_of
from motcua.dossiers.rules.lifecycle import find_move
from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM
from motcua.organizations.public import may
from motcua.work.public import ProcessDefinition, Step, may_act

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to fill in before the act; drawn by ``{% box %}``."""

    name: str
    label: Words
    type: str = "text"
    required: bool = True
    help: Words = ""
    options: Sequence[tuple[Any, Any]] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """An act as a button: its address, words, key, weight, and what it asks for."""

    slug: str
    action: str  #: the row in the table of moves
    label: Words
    key: str
    tone: str = "secondary"
    asks: tuple[Ask, ...] = ()
    explain: Words = ""
    #: what must be at hand: "" nothing, "*" any step, else the step's action of that key
    needs: str = ""
    step_action: str = ""
    step_id: Any = None
    notes: tuple[str, ...] = field(default=())

    @property
    def at_once(self) -> bool:
        """Whether one press is enough."""
        return not self.asks and not self.explain and not self.has_page and self.slug != PAPERS

    @property
    def has_page(self) -> bool:
        """Whether it is done on a page of its own: the draft of the result is written there."""
        return self.action == "draft_result"


PAPERS = "yeu-cau-bo-sung"
_REASON = Ask("reason", _("Lý do"), "textarea", help=_("Người nộp sẽ đọc nguyên văn."))
_BASIS = Ask("reason", _("Lý do và căn cứ pháp lý"), "textarea", help=_("Người nộp sẽ đọc nguyên văn."))
_RECEIPT = Ask("receipt", _("Số biên lai"))
_NOTE = Ask("note", _("Ý kiến"), "textarea", required=False)

TABLE: tuple[Act, ...] = (
    Act("tiep-nhan-va-chuyen", "receive", _("Tiếp nhận và chuyển"), "n", "primary", needs="receive"),
    Act("tiep-nhan", "receive", _("Tiếp nhận"), "t", needs="receive"),
    Act(PAPERS, "ask_for_papers", _("Yêu cầu bổ sung"), "b", needs="*"),
    Act("tu-choi", "refuse", _("Từ chối tiếp nhận"), "X", "danger", (_REASON,)),
    Act("du-giay-to", "accept_papers", _("Xác nhận đủ giấy tờ"), "u", "primary"),
    Act(
        "yeu-cau-nop-tien",
        "ask_for_payment",
        _("Yêu cầu nộp tiền"),
        "p",
        asks=(Ask("amount", _("Số tiền"), "money"), Ask("what_for", _("Khoản thu"))),
        needs="*",
    ),
    Act("da-nop-tien", "confirm_payment", _("Xác nhận đã nộp tiền"), "o", "primary", (_RECEIPT,)),
    Act("soan-du-thao", "draft_result", _("Soạn dự thảo kết quả"), "s", needs="*"),
    Act(
        "ky",
        "sign_result",
        _("Ký số"),
        "g",
        "primary",
        (_NOTE,),
        explain=_(
            "Bạn ký dự thảo kết quả đang hiện ở mục Kết quả bằng chứng thư số của mình. "
            "Sau khi ký, văn thư cấp số và đóng dấu cơ quan."
        ),
        needs="sign",
    ),
    Act(
        "phat-hanh",
        "issue_result",
        _("Cấp số, phát hành"),
        "v",
        "primary",
        explain=_(
            "Kết quả được cấp số tiếp theo trong sổ và ký số bằng con dấu của cơ quan. "
            "Đồng hồ của hồ sơ dừng tại đây."
        ),
        needs="issue",
    ),
    Act(
        "tra-ket-qua",
        "hand_over",
        _("Trả kết quả"),
        "h",
        "primary",
        (
            Ask("way", _("Cách trả"), "radio", options=tuple(Delivery.choices)),
            Ask("receiver", _("Người nhận")),
            Ask("receiver_number", _("Số giấy tờ của người nhận"), required=False),
        ),
        needs="hand_over",
    ),
    Act("phan-cong", "assign", _("Đổi người làm bước này"), "a", asks=(Ask("officer", _("Giao cho"), "choice"),)),
    Act(
        "xin-loi",
        "apologise",
        _("Xin lỗi và hẹn lại"),
        "w",
        asks=(
            _REASON,
            Ask("new_day", _("Hẹn lại đến ngày"), "date"),
            Ask("new_time", _("Giờ"), help=_("Ví dụ 16:30")),
        ),
        explain=_("Phải hẹn lại trước khi hết hạn, chỉ một lần. Báo cáo đúng hạn vẫn tính theo ngày hẹn đầu tiên."),
    ),
    Act("thu-hoi", "recall_result", _("Thu hồi kết quả"), "i", "danger", (_REASON,), needs="recall"),
    Act("dung", "stop", _("Dừng xử lý"), "z", "danger", (_BASIS,)),
    Act("dong-y-rut", "agree_to_withdrawal", _("Đồng ý cho rút"), "y", "primary", (_NOTE,)),
    Act("khong-dong-y-rut", "decline_withdrawal", _("Không đồng ý rút"), "q", "danger", (_REASON,)),
)  # fmt: skip
#: keys of the usual actions of processes; others get what is left
STEP_KEYS = {"forward": "c", "submit": "r", "approve": "d", "return": "l"}
_SPARE = "efmkyqh"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of the dossier when it is asked what can be done."""

    dossier: Dossier
    steps: Sequence[Step]
    result: Result | None
    request: PaperRequest | None
    actor: Actor
    now: datetime

    @property
    def mine(self) -> list[Step]:
        """The open steps that this officer has in hand."""
        return [step for step in self.steps if may_act(step, self.actor)]

    @property
    def process(self) -> ProcessDefinition:
        """Its process."""
        assert self.dossier.matter is not None
        return process_of(self.dossier.matter.process_id)


def acts_now(situation: Situation) -> list[Act]:
    """The acts that would be let through now, the most likely one first. One query: to whom work can be given."""
    if situation.dossier.matter is None:
        return []
    found = [act for act in TABLE if _possible(act, situation)]
    found += _step_acts(situation)
    people = holders(_pairs(found, situation), situation.now.astimezone(VIETNAM).date())
    if situation.result is None:  # then the draft is what comes next
        found = [replace(act, tone="primary") if act.action == "draft_result" else act for act in found]
    drawn = [_with_people(act, situation, people) for act in found]
    return sorted(drawn, key=lambda act: {"primary": 0, "secondary": 1, "danger": 2}[act.tone])


def _possible(act: Act, situation: Situation) -> bool:
    move = find_move(act.action, situation.dossier.status)
    if move is None or not may(situation.actor, move.permission, where_of(situation.dossier)):
        return False
    if not _at_hand(act.needs, situation):
        return False
    return bool(_CONDITIONS.get(act.action, lambda _: True)(situation))


def _at_hand(needs: str, situation: Situation) -> bool:
    if needs == "":
        return True
    if needs == "*":
        return bool(situation.mine)
    if needs == "recall":  # the leader takes it back from the desk where it waits to be handed over
        return any(situation.process.step(step.node).action(needs) for step in situation.steps)
    return any(situation.process.step(step.node).action(needs) for step in situation.mine)


def _unsigned(situation: Situation) -> bool:
    return situation.result is None or situation.result.signed_at is None


_CONDITIONS: dict[str, Any] = {
    "accept_papers": lambda s: bool(s.request and s.request.answered_at),
    "draft_result": _unsigned,
    "sign_result": lambda s: s.result is not None and s.result.signed_at is None,
    "issue_result": lambda s: s.result is not None and s.result.signed_at is not None,
    "apologise": lambda s: bool(s.dossier.due_at and s.now < s.dossier.due_at),
    "stop": lambda s: (
        _unsigned(s)
        and not (s.dossier.status == 5 and s.request and (s.request.answered_at or s.now <= s.request.answer_by))
    ),
}


def _step_acts(situation: Situation) -> list[Act]:
    """The actions of the steps at hand that only move the dossier on or back."""
    move = find_move("forward", situation.dossier.status)
    if move is None or not may(situation.actor, move.permission, where_of(situation.dossier)):
        return []
    spare = iter(_SPARE)
    found = []
    for step in situation.mine:
        for action in situation.process.step(step.node).actions:
            if action.key in {*OWN_ACTS, "recall"} or (action.key == "submit" and situation.result is None):
                continue
            note = Ask("note", _("Lý do") if action.needs_note else _("Ý kiến"), "textarea", required=action.needs_note)
            found.append(
                Act(
                    f"chuyen.{action.key}",
                    "forward",
                    action.name,
                    STEP_KEYS.get(action.key) or next(spare, ""),
                    "primary" if _goes_on(action, situation) else "secondary",
                    (note,),
                    step_action=action.key,
                    step_id=step.id,
                )
            )
    return found


def _goes_on(action: Any, situation: Situation) -> bool:
    """Whether the action moves the dossier straight on: not back, and not aside to ask for opinions."""
    return bool(not action.back and situation.process.step(action.to).kind != "consultation")


def next_desk(step: Step, action: str, situation: Situation) -> tuple[int, str] | None:
    """Unit and role of the desk that ``action`` leads to; None where nobody need be chosen."""
    here = situation.process.step(step.node).action(action)
    target = situation.process.step(here.to) if here else None
    if here is None or here.back or target is None or target.kind != "task" or situation.dossier.matter is None:
        return None
    unit = situation.dossier.matter.places.get(target.unit)
    return (unit, target.role) if unit else None


def _step(situation: Situation, step_id: Any) -> Step:
    return next(step for step in situation.steps if step.id == step_id)


def _pairs(found: Sequence[Act], situation: Situation) -> set[tuple[int, str]]:
    pairs = {(step.unit_id, step.role) for step in situation.steps if any(act.action == "assign" for act in found)}
    for act in found:
        if act.step_action and _step(situation, act.step_id).role == "division_head":
            desk = next_desk(_step(situation, act.step_id), act.step_action, situation)
            pairs |= {desk} if desk else set()
    return pairs


def _with_people(act: Act, situation: Situation, people: Any) -> Act:
    if act.action == "assign":
        step = situation.steps[0] if situation.steps else None
        options = [pair for pair in people.get((step.unit_id, step.role), []) if step] if step else []
        asks = (replace(act.asks[0], options=tuple(options)),)
        return replace(act, asks=asks, step_id=step.id if step else None)
    if act.step_action and _step(situation, act.step_id).role == "division_head":
        desk = next_desk(_step(situation, act.step_id), act.step_action, situation)
        options = people.get(desk, []) if desk else []
        if options:
            choose = Ask(
                "officer",
                _("Giao cho"),
                "choice",
                False,
                _("Để trống: ai trong phòng cũng có thể nhận."),
                tuple(options),
            )
            return replace(act, asks=(choose, *act.asks))
    return act
