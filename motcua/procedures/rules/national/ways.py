"""Cách thức thực hiện as both national interfaces give it, in the words of the portal's pages.

The interfaces keep in cells what the pages glue together. Written as the pages write it, one reader
(``channels.py``) judges all sources alike: an amount that its own description contradicts is found here too.
"""

import re
from typing import Any

from motcua.kernel.limits import Limit, LimitUnit
from motcua.procedures.rules.definition import Channel, Fee

CHANNELS = {"counter": "Trực tiếp", "online": "Trực tuyến", "post": "Dịch vụ bưu chính"}
UNITS: dict[LimitUnit, str] = {
    "working_hour": "Giờ làm việc",
    "working_day": "Ngày làm việc",
    "calendar_day": "Ngày",
    "month": "Tháng",
}
_FEE = re.compile(
    r"Miễn phí|Không có thông tin|\d[\d.,]* ?(?:VNĐ|Việt Nam Đồng|USD)(?![^\W\d_])|(?:Phí|Lệ phí) ?:[^Đđ]{0,14}Đồng"
)
#: a note that begins as the portal's pages glue it: (a lost figure of the time limit,) the fee, its words
_GLUED = re.compile(rf"(?:\d{{1,3}}?)?(?:{_FEE.pattern})")
_NOTHING = {"", "không", "không có", "0", "miễn phí"}


def way(channel: str, count: Any, unit: str, fees: list[str], note: str) -> dict[str, Any]:
    """One line of ways to submit, as ``channels`` reads it."""
    if not fees and (_GLUED.match(note) or (count is None and _FEE.search(note))):
        return {"kenh": channel, "so": count, "don_vi": unit or None, "phi_raw": note}  # glued there already
    number = int(count) if re.fullmatch(r"\d{1,4}", str("" if count is None else count).strip()) else None
    if number is not None and not unit:
        number = None
    between = "\n" if note.startswith("(") else ""  # else they would be words of the fee
    before = "" if number is not None else "Không có thông tin"
    return {
        "kenh": channel,
        "so": number,
        "don_vi": unit if number is not None else None,
        "phi_raw": before + ("".join(fees) or "Không có thông tin") + between + note,
    }


def fee_text(amount: Any, kind: str, words: str, currency: str = "VNĐ") -> str:
    """One fee as the pages glue it. ``amount`` may be "không", empty or "1.500.000"; ``kind`` "1'" fee, "2'" duty."""
    told = str(amount if amount is not None else "").strip().lower()
    said = words.strip()
    if told == "" and said:
        return f"Phí : Đồng ({_whole(said, kind)})"
    if told in _NOTHING:
        return "Miễn phí" + (f"({said})" if said else "")
    digits = re.sub(r"[.,]0+$", "", told) if re.fullmatch(r"\d+[.,]0{1,2}", told) else told
    number = re.sub(r"\D", "", digits)
    if not number:
        return f"Phí : Đồng ({_whole(said or told, kind)})"
    money = f"{int(number):,}" if currency == "VNĐ" else number
    return f"{money} {currency}({_whole(said, kind)})"


def _whole(words: str, kind: str) -> str:
    """``words`` that say whether it is a fee or a duty, with brackets that close."""
    is_duty, low = kind.strip("' ") == "2", words.lower()
    named = words
    if is_duty and "lệ phí" not in low:
        named = f"Lệ phí. {words}".strip()
    elif not is_duty and "phí" not in low:
        named = f"Phí. {words}".strip()
    return named if named.count("(") == named.count(")") else named.replace("(", "[").replace(")", "]")


def note_of(channel: Channel) -> str:
    """The explanation of a way; a same-day limit is told in words, for the interfaces know no other place."""
    limit = channel.limit
    if limit and limit.cutoff and "15" not in channel.note:
        return f"Trả trong ngày; nhận sau 15 giờ thì trả ngày làm việc sau. {channel.note}".strip()
    return channel.note


def limit_cells(limit: Limit | None) -> tuple[str, str]:
    """Number and unit of a time limit; empty for none."""
    return (str(limit.value), UNITS[limit.unit]) if limit else ("", "")


def fee_cells(fee: Fee) -> tuple[str, str, str]:
    """Kind, amount and description of a fee."""
    return ("2" if fee.kind == "duty" else "1", "" if fee.amount is None else str(fee.amount), fee.note)
