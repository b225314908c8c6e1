"""Hành trình bưu gửi: the states of a parcel and what news of it changes, as one table. Pure.

News comes twice, late, out of order, with steps left out. The newest news by the carrier's clock tells where a parcel
is; older news is history. So whatever the order in which news comes, a parcel ends where its journey ended.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

WAITING, ACCEPTED, PICKED_UP, IN_TRANSIT, ARRIVED, OUT, DELIVERED = 0, 1, 2, 3, 4, 5, 6
FAILED, RETURNING, RETURNED, LOST, CANCELLED, REFUSED = 7, 8, 9, 10, 11, 12

#: from where to where one piece of news leads
STEPS: Final[dict[int, frozenset[int]]] = {
    WAITING: frozenset({ACCEPTED, REFUSED, CANCELLED}),
    ACCEPTED: frozenset({PICKED_UP, FAILED, CANCELLED, REFUSED}),
    PICKED_UP: frozenset({IN_TRANSIT, RETURNING, LOST}),
    IN_TRANSIT: frozenset({ARRIVED, RETURNING, LOST}),
    ARRIVED: frozenset({OUT, RETURNING, LOST}),
    OUT: frozenset({DELIVERED, FAILED, RETURNING, LOST}),
    # not at home, or nobody to collect from: tried again, or given up
    FAILED: frozenset({PICKED_UP, OUT, RETURNING, LOST, CANCELLED}),
    RETURNING: frozenset({RETURNED, LOST}),
    # what was lost has been found now and then
    LOST: frozenset({IN_TRANSIT, DELIVERED, RETURNED}),
    DELIVERED: frozenset(),
    RETURNED: frozenset(),
    CANCELLED: frozenset(),
    REFUSED: frozenset(),
}
#: nothing more comes of these
ENDED: Final = frozenset({DELIVERED, RETURNED, CANCELLED, REFUSED})
#: still with us, or with whoever hands the papers in: may be changed or taken back
HERE: Final = frozenset({WAITING, ACCEPTED})
#: somebody of the office must see to it
TO_DO: Final = frozenset({FAILED, RETURNED, LOST, REFUSED})


def _reachable(start: int) -> frozenset[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        for state in STEPS[waiting.pop()] - found:
            found.add(state)
            waiting.append(state)
    return frozenset(found)


#: the same with steps left out, for a carrier does not tell each
REACHABLE: Final = {state: _reachable(state) for state in STEPS}

MOVED, SAME, HISTORY, ODD = "moved", "same", "history", "odd"


def decide(*, state: int, last_at: datetime | None, news: int, at: datetime, rank: int, last_rank: int) -> str:
    """What news that a parcel became ``news`` at ``at`` does to one that is ``state`` since ``last_at``.

    ==============================================  ==========================================================
    the news                                        does
    ==============================================  ==========================================================
    is older than what is known                     HISTORY: written down, nothing changes
    is "accepted", of a parcel that has left        HISTORY
    says what is known, later                       SAME: known until then
    leads on from ``state``                         MOVED
    does not (back from delivered, say)             ODD: written down, somebody looks at it
    ==============================================  ==========================================================

    ``last_at`` is the carrier's clock alone, as ``at`` is: ours may go before or after it. ``rank`` orders news of one
    moment.
    """
    if last_at is not None and (at, rank) < (last_at, last_rank):
        return HISTORY
    if news == ACCEPTED and state not in HERE:
        return HISTORY
    if news == state and news != FAILED:
        return SAME
    if news in REACHABLE[state]:
        return MOVED
    return ODD


@dataclass(frozen=True, slots=True)
class Words:
    """A state as people read it: tone, name, what it means for whoever waits for a result, or handed papers in."""

    tone: str
    name: str
    meaning: str
    collect: str


WORDS: Final[dict[int, Words]] = {
    WAITING: Words(
        "waiting", "Đang báo bưu điện", "Chúng tôi đang chuyển yêu cầu sang bưu điện.",
        "Chúng tôi đang chuyển yêu cầu sang bưu điện.",
    ),
    ACCEPTED: Words(
        "waiting", "Bưu điện đã nhận yêu cầu", "Bưu tá sẽ đến cơ quan lấy kết quả của bạn.",
        "Bưu tá sẽ gọi cho bạn trước khi đến lấy giấy tờ. Hãy cho giấy tờ vào phong bì, ghi mã hồ sơ bên ngoài.",
    ),
    PICKED_UP: Words(
        "waiting", "Bưu tá đã lấy", "Kết quả của bạn đã rời cơ quan.", "Giấy tờ của bạn đang trên đường đến cơ quan."
    ),
    IN_TRANSIT: Words(
        "waiting", "Đang vận chuyển", "Kết quả đang trên đường đến bưu cục gần bạn.",
        "Giấy tờ của bạn đang trên đường đến cơ quan.",
    ),
    ARRIVED: Words(
        "waiting", "Đã đến bưu cục phát", "Bưu tá sẽ mang đến cho bạn, thường trong ngày.",
        "Bưu tá sẽ mang đến cơ quan, thường trong ngày.",
    ),
    OUT: Words(
        "waiting", "Đang đi phát", "Hãy để ý điện thoại. Mang theo căn cước khi nhận.",
        "Bưu tá đang mang giấy tờ đến cơ quan.",
    ),
    DELIVERED: Words("ok", "Đã phát", "Kết quả đã được giao.", "Cơ quan đã nhận giấy tờ của bạn."),
    FAILED: Words(
        "late", "Phát chưa được", "Bưu điện sẽ liên hệ để phát lại. Xem lại số điện thoại và địa chỉ của bạn.",
        "Bưu tá chưa lấy được giấy tờ, sẽ liên hệ lại. Xem lại số điện thoại và địa chỉ của bạn.",
    ),
    RETURNING: Words(
        "late", "Đang chuyển hoàn", "Bưu điện không phát được, đang trả lại cơ quan. Cơ quan sẽ liên hệ với bạn.",
        "Bưu điện không giao được cho cơ quan, đang trả lại bạn.",
    ),
    RETURNED: Words(
        "late", "Đã chuyển hoàn", "Kết quả đã về lại cơ quan. Bạn có thể đến quầy nhận, hoặc cơ quan sẽ gửi lại.",
        "Giấy tờ đã được trả lại bạn.",
    ),
    LOST: Words(
        "late", "Bưu điện báo thất lạc", "Cơ quan đang làm việc với bưu điện và sẽ liên hệ với bạn.",
        "Cơ quan đang làm việc với bưu điện và sẽ liên hệ với bạn.",
    ),
    CANCELLED: Words("neutral", "Đã hủy", "Không gửi qua bưu điện nữa.", "Không gửi qua bưu điện nữa."),
    REFUSED: Words(
        "late", "Bưu điện chưa nhận", "Bưu điện không nhận yêu cầu này. Cơ quan sẽ liên hệ với bạn.",
        "Bưu điện không nhận yêu cầu này. Cơ quan sẽ liên hệ với bạn.",
    ),
}  # fmt: skip
