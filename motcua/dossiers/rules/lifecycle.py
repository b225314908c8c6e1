"""Vòng đời hồ sơ: the national statuses and every move between them, as one table.

Source: the closed list of statuses 1–10 of the national exchange, and the moves that the one-stop
rules allow. Lateness is never a status: it is computed (``rules/lateness.py``).
"""

from dataclasses import dataclass
from typing import Final

DRAFT, SUBMITTED, RECEIVED, REFUSED, IN_PROGRESS, PAPERS_ASKED = 0, 1, 2, 3, 4, 5
PAYMENT_ASKED, WITHDRAWAL_ASKED, STOPPED, DONE, HANDED_OVER = 6, 7, 8, 9, 10

#: ``Move.target`` when the dossier goes back to what it was before
PREVIOUS: Final = -1
#: ``Move.target`` when the step that the process enters says it (its mark)
BY_PROCESS: Final = -2
#: ``Move.target`` when the status stays
SAME: Final = -3

ENDED = frozenset({REFUSED, STOPPED, HANDED_OVER})
PAUSED = frozenset({PAPERS_ASKED, PAYMENT_ASKED})


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table."""

    number: str  #: of the row in the canonical table of moves (T0 …); several acts may make one move up
    action: str  #: the verb: a file in ``actions/``
    sources: tuple[int, ...]
    target: int
    name: str  #: thao tác, as officers read it
    permission: str


MOVES: tuple[Move, ...] = (
    Move("T0", "save_draft", (DRAFT,), DRAFT, "Lưu nháp", "dossiers.apply"),
    Move("T1", "submit", (DRAFT,), SUBMITTED, "Nộp hồ sơ", "dossiers.apply"),
    Move("T2", "create_at_counter", (DRAFT,), RECEIVED, "Tiếp nhận trực tiếp", "dossiers.create_at_counter"),
    Move("T3", "receive", (SUBMITTED,), RECEIVED, "Tiếp nhận", "dossiers.receive"),
    Move("T3", "take_parcel", (SUBMITTED, PAPERS_ASKED, PAYMENT_ASKED, WITHDRAWAL_ASKED), SAME, "Giấy tờ đến qua bưu điện", "dossiers.receive"),
    Move("T4", "refuse", (SUBMITTED,), REFUSED, "Từ chối tiếp nhận", "dossiers.refuse"),
    Move("T5", "ask_for_papers", (SUBMITTED,), PAPERS_ASKED, "Yêu cầu bổ sung khi tiếp nhận", "dossiers.ask_for_papers"),
    Move("T6", "send_papers", (PAPERS_ASKED,), SAME, "Gửi bổ sung", "dossiers.apply"),
    Move("T15", "take_papers", (PAPERS_ASKED,), SAME, "Nhận bổ sung tại quầy", "dossiers.take_papers"),
    Move("T7", "ask_for_payment", (SUBMITTED,), PAYMENT_ASKED, "Yêu cầu nộp phí trước", "dossiers.ask_for_payment"),
    Move("T8", "confirm_payment", (PAYMENT_ASKED,), BY_PROCESS, "Xác nhận đã nộp tiền", "dossiers.confirm_payment"),
    Move("T8", "take_payment", (SUBMITTED, RECEIVED, IN_PROGRESS, DONE), SAME, "Thu tiền tại quầy", "dossiers.confirm_payment"),
    Move("T8", "count_fees", (SUBMITTED, RECEIVED, IN_PROGRESS, DONE), SAME, "Tính phí, lệ phí", "dossiers.ask_for_payment"),
    Move("T9", "forward", (RECEIVED,), BY_PROCESS, "Chuyển xử lý", "dossiers.forward"),
    Move("T11", "forward", (IN_PROGRESS,), BY_PROCESS, "Chuyển bước", "dossiers.forward"),
    Move("T11", "assign", (RECEIVED, IN_PROGRESS), SAME, "Phân công", "dossiers.assign"),
    Move("T11", "take", (RECEIVED, IN_PROGRESS), SAME, "Nhận việc", "dossiers.take"),
    Move("T14", "ask_for_papers", (RECEIVED, IN_PROGRESS), PAPERS_ASKED, "Yêu cầu bổ sung", "dossiers.ask_for_papers"),
    Move("T16", "accept_papers", (PAPERS_ASKED,), BY_PROCESS, "Xác nhận đủ giấy tờ", "dossiers.accept_papers"),
    Move("T18", "ask_for_payment", (IN_PROGRESS,), PAYMENT_ASKED, "Yêu cầu nghĩa vụ tài chính", "dossiers.ask_for_payment"),
    Move("T20", "ask_to_withdraw", (SUBMITTED, RECEIVED, IN_PROGRESS, PAPERS_ASKED, PAYMENT_ASKED), WITHDRAWAL_ASKED, "Yêu cầu rút hồ sơ", "dossiers.withdraw"),
    Move("T20", "take_withdrawal", (SUBMITTED, RECEIVED, IN_PROGRESS, PAPERS_ASKED, PAYMENT_ASKED), WITHDRAWAL_ASKED, "Nhận đơn xin rút tại quầy", "dossiers.take_withdrawal"),
    Move("T21", "agree_to_withdrawal", (WITHDRAWAL_ASKED,), STOPPED, "Đồng ý rút", "dossiers.agree_to_withdrawal"),
    Move("T22", "decline_withdrawal", (WITHDRAWAL_ASKED,), PREVIOUS, "Không đồng ý rút", "dossiers.agree_to_withdrawal"),
    Move("T17", "stop", (PAPERS_ASKED,), STOPPED, "Dừng vì quá hạn bổ sung", "dossiers.stop"),
    Move("T17", "stop", (PAYMENT_ASKED,), STOPPED, "Dừng vì quá hạn nộp tiền", "dossiers.stop"),
    Move("T23", "stop", (RECEIVED, IN_PROGRESS), STOPPED, "Dừng xử lý", "dossiers.stop"),
    Move("T24", "draft_result", (IN_PROGRESS,), SAME, "Dự thảo kết quả", "dossiers.draft_result"),
    Move("T24", "sign_result", (IN_PROGRESS,), BY_PROCESS, "Ký kết quả", "dossiers.sign_result"),
    Move("T24", "issue_result", (IN_PROGRESS,), DONE, "Cấp số, phát hành", "dossiers.issue_result"),
    Move("T27", "hand_over", (DONE,), HANDED_OVER, "Trả kết quả", "dossiers.hand_over"),
    Move("T27", "change_delivery", (SUBMITTED, RECEIVED, IN_PROGRESS, PAPERS_ASKED, PAYMENT_ASKED, DONE), SAME, "Đổi cách nhận kết quả", "dossiers.change_delivery"),
    Move("T28", "recall_result", (DONE,), IN_PROGRESS, "Thu hồi kết quả để sửa", "dossiers.recall_result"),
    Move("T29", "apologise", (RECEIVED, IN_PROGRESS), SAME, "Xin lỗi và hẹn lại", "dossiers.apologise"),
)  # fmt: skip

#: what a citizen reads for each status: what it is, and what happens next
PLAIN_WORDS: dict[int, tuple[str, str]] = {
    DRAFT: ("Bản nháp", "Bạn chưa nộp. Điền tiếp rồi bấm Nộp hồ sơ."),
    SUBMITTED: ("Đã nộp, chờ tiếp nhận", "Cán bộ một cửa sẽ kiểm tra giấy tờ và trả lời bạn."),
    RECEIVED: ("Đã tiếp nhận", "Cơ quan đã nhận hồ sơ của bạn và bắt đầu tính thời hạn."),
    REFUSED: ("Không được tiếp nhận", "Xem lý do bên dưới. Bạn có thể sửa và nộp lại hồ sơ mới."),
    IN_PROGRESS: ("Đang xử lý", "Cơ quan đang xem xét hồ sơ của bạn."),
    PAPERS_ASKED: ("Cần bạn bổ sung giấy tờ", "Xem danh sách bên dưới và gửi bổ sung. Thời hạn đang tạm dừng."),
    PAYMENT_ASKED: (
        "Cần bạn nộp phí, lệ phí",
        "Nộp khoản tiền bên dưới để cơ quan xử lý tiếp. Thời hạn đang tạm dừng.",
    ),
    WITHDRAWAL_ASKED: ("Bạn đã xin rút hồ sơ", "Cơ quan sẽ trả lời yêu cầu rút của bạn."),
    STOPPED: ("Đã dừng xử lý", "Hồ sơ không được xử lý tiếp. Xem lý do bên dưới."),
    DONE: ("Đã có kết quả", "Bạn có thể nhận kết quả theo cách đã chọn."),
    HANDED_OVER: ("Đã trả kết quả", "Hồ sơ đã xong."),
}


def is_waiting(status: int, previous_status: int | None) -> bool:
    """Whether the clock stands still: papers or money are asked for, also while a withdrawal is being decided."""
    return status in PAUSED or (status == WITHDRAWAL_ASKED and previous_status in PAUSED)


def find_move(action: str, status: int) -> Move | None:
    """The row that lets ``action`` happen at ``status``; None when it cannot happen."""
    return next((move for move in MOVES if move.action == action and status in move.sources), None)


def action_name(action: str) -> str:
    """How officers call ``action``, whatever the status."""
    return next(move.name for move in MOVES if move.action == action)
