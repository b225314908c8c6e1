"""Thời hạn giải quyết in words, as printed on the slip."""

from motcua.kernel.worktime import Limit

_UNITS = {
    "working_hour": "giờ làm việc",
    "working_day": "ngày làm việc",
    "calendar_day": "ngày",
    "month": "tháng",
}


def limit_words(limit: Limit | None) -> str:
    """E.g. "05 ngày làm việc", "trong ngày (nhận sau 15:00: ngày làm việc tiếp theo)"."""
    if limit is None:
        return "không hẹn ngày trả"
    if limit.cutoff:
        return f"trong ngày (nhận sau {limit.cutoff}: ngày làm việc tiếp theo)"
    return f"{limit.value:02d} {_UNITS[limit.unit]}"
