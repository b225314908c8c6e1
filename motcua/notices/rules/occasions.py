"""Sự việc: everything that people are told of, as one table. Facts of the one-stop rules; wording in ``words/``."""

from dataclasses import dataclass
from typing import Literal

#: to_do: the person must do something; result: what they waited for; progress: good to know; work: for officers
Kind = Literal["to_do", "result", "progress", "work"]
KINDS: tuple[Kind, ...] = ("to_do", "result", "progress", "work")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One row. ``together``: may wait some minutes, so that several go in one letter."""

    key: str
    kind: Kind
    name: str
    together: bool = False


_ROWS = (
    Occasion("submitted", "progress", "Đã nộp hồ sơ", together=True),
    Occasion("accepted", "progress", "Hồ sơ được tiếp nhận", together=True),
    Occasion("refused", "to_do", "Hồ sơ không được tiếp nhận"),
    Occasion("papers_asked", "to_do", "Cần bổ sung giấy tờ"),
    Occasion("fee_asked", "to_do", "Cần nộp phí, lệ phí"),
    Occasion("paid", "progress", "Đã nhận được tiền", together=True),
    Occasion("apology", "result", "Xin lỗi và hẹn lại ngày trả"),
    Occasion("result_ready", "result", "Đã có kết quả"),
    Occasion("result_recalled", "result", "Thu hồi kết quả để sửa"),
    Occasion("delivered", "progress", "Đã trả kết quả", together=True),
    Occasion("rating_asked", "progress", "Mời đánh giá", together=True),
    Occasion("draft_expiring", "to_do", "Bản nháp sắp hết hạn"),
    Occasion("question_answered", "result", "Câu hỏi đã được trả lời"),
    Occasion("withdrawn", "result", "Đã rút hồ sơ"),
    Occasion("withdrawal_declined", "result", "Yêu cầu rút không được chấp nhận"),
    Occasion("stopped", "result", "Dừng xử lý hồ sơ"),
    Occasion("papers_arrived", "progress", "Giấy tờ đã đến qua bưu điện", together=True),
    Occasion("papers_not_fetched", "to_do", "Bưu điện chưa lấy được giấy tờ"),
    Occasion("parcel_sent", "progress", "Kết quả đã gửi bưu điện", together=True),
    Occasion("parcel_failed", "to_do", "Bưu điện phát chưa được"),
    Occasion("parcel_returned", "to_do", "Kết quả bị chuyển hoàn"),
    Occasion("parcel_refused", "to_do", "Bưu điện chưa nhận gửi kết quả"),
    Occasion("parcel_lost", "result", "Bưu điện báo thất lạc"),
    Occasion("desk_today", "work", "Việc đến hạn hôm nay"),
)
OCCASIONS: dict[str, Occasion] = {row.key: row for row in _ROWS}
