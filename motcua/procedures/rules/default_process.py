"""Quy trình mặc định: a sound process for a procedure that brings none, from its level and time limit.

It follows the usual chain of the one-stop decree (Nghị định 118/2025/NĐ-CP): intake, reception, assignment,
appraisal, review, signing, issue, hand-over. ``mark`` is the national status that a step sets.
"""

from typing import Any

from motcua.kernel.limits import Limit, hours_of

#: what a step of a matter without an appointed time may take, in working hours in all
_WITHOUT_LIMIT = 40.0
_DAY = 8.0
#: a step longer than these gains nothing: the rest goes to the appraisal
_SHARES = {"reception": (0.06, 4.0), "assign": (0.06, 4.0), "review": (0.12, 16.0), "sign": (0.12, 16.0)}
_ISSUE = (0.06, 4.0)
_SHORT_SHARES = {"reception": (0.125, 1.0), "sign": (0.25, 2.0)}
_GRAIN = 20  # hours are shared out in twentieths: three minutes


def is_short(levels: list[str], limit: Limit | None) -> bool:
    """Whether the commune settles it within a working day: nobody assigns and no division reviews."""
    return limit is not None and "commune" in levels and hours_of(limit) <= _DAY


def default_process(levels: list[str], limit: Limit | None) -> dict[str, Any]:
    """The process as ``work.public.read_process`` reads it; its counted hours sum to the limit."""
    short = is_short(levels, limit)
    hours = _WITHOUT_LIMIT if limit is None else hours_of(limit)
    place = "commune" if "commune" in levels and "province" not in levels else "agency"
    length = "none" if limit is None else f"{limit.value}-{limit.unit}"
    return {
        "code": f"default-{'short' if short else place}-{length}",
        "name": _name(short, limit),
        "start": "intake",
        "steps": _short_steps(hours) if short else _full_steps(hours),
    }


def _name(short: bool, limit: Limit | None) -> str:
    units = {"working_hour": "giờ làm việc", "working_day": "ngày làm việc", "calendar_day": "ngày", "month": "tháng"}
    length = f"{limit.value} {units[limit.unit]}" if limit else "không hẹn ngày"
    return f"Quy trình {'rút gọn' if short else 'chung'}, {length}"


def split_hours(total: float, shares: dict[str, tuple[float, float]], rest: str) -> dict[str, float]:
    """``total`` shared out by (share, at most); what is left goes to ``rest``. The sum is ``total``."""
    grains = round(total * _GRAIN)
    parts = {step: max(1, min(int(grains * share), int(most * _GRAIN))) for step, (share, most) in shares.items()}
    left = grains - sum(parts.values())
    return {step: part / _GRAIN for step, part in parts.items()} | {rest: left / _GRAIN}


def _full_steps(total: float) -> list[dict[str, Any]]:
    hours = split_hours(total, {**_SHARES, "issue": _ISSUE}, "appraise")
    return [
        _intake(),
        _step("reception", "Tiếp nhận hồ sơ", "reception", "reception", hours, 2, [_forward("assign")]),
        _step("assign", "Phân công thụ lý", "division_head", "division", hours, 4, [_forward("appraise")]),
        _step(
            "appraise", "Thẩm định hồ sơ", "specialist", "division", hours, None, [_submit("review"), _back("assign")]
        ),
        _step(
            "review", "Xem xét của lãnh đạo phòng", "division_head", "division", hours, None, [_approve(), _return()]
        ),
        _step("sign", "Ký duyệt", "leader", "agency", hours, None, [_sign(), _return()]),
        *_ending(hours),
    ]


def _short_steps(total: float) -> list[dict[str, Any]]:
    hours = split_hours(total, {**_SHORT_SHARES, "issue": (0.125, 1.0)}, "appraise")
    return [
        _intake(),
        _step("reception", "Tiếp nhận hồ sơ", "reception", "reception", hours, 2, [_forward("appraise")]),
        _step("appraise", "Thẩm định hồ sơ", "specialist", "division", hours, 4, [_submit("sign")]),
        _step("sign", "Ký duyệt", "leader", "agency", hours, None, [_sign(), _return()]),
        *_ending(hours),
    ]


def _intake() -> dict[str, Any]:
    """Before reception: the eight working hours in which an online dossier must be answered; not counted."""
    step = _step("intake", "Chờ tiếp nhận", "reception", "reception", {"intake": _DAY}, 1, [])
    step["actions"] = [_action("receive", "Tiếp nhận", "reception")]
    return step | {"counted": False}


def _ending(hours: dict[str, float]) -> list[dict[str, Any]]:
    issue = _step("issue", "Vào sổ, phát hành kết quả", "registry_clerk", "agency", hours, None, [])
    issue["actions"] = [_action("issue", "Phát hành", "hand_over")]
    hand_over = _step("hand_over", "Trả kết quả", "reception", "reception", {"hand_over": _DAY}, 9, [])
    hand_over["actions"] = [
        _action("hand_over", "Trả kết quả", "end"),
        _action("recall", "Thu hồi kết quả để sửa", "sign", back=True),
    ]
    end = {"key": "end", "name": "Kết thúc", "role": "", "unit": "reception", "hours": 0.0, "kind": "end"}
    return [issue, hand_over | {"counted": False}, end | {"counted": False, "mark": 10}]


def _step(
    key: str, name: str, role: str, unit: str, hours: dict[str, float], mark: int | None, actions: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "key": key,
        "name": name,
        "role": role,
        "unit": unit,
        "hours": hours[key],
        "kind": "task",
        "mark": mark,
        "actions": actions,
    }


def _action(key: str, name: str, to: str, *, back: bool = False) -> dict[str, Any]:
    return {"key": key, "name": name, "to": to, "back": back, "needs_note": back}


def _forward(to: str) -> dict[str, Any]:
    return _action("forward", "Chuyển", to)


def _submit(to: str) -> dict[str, Any]:
    return _action("submit", "Trình", to)


def _back(to: str) -> dict[str, Any]:
    return _action("return", "Trả lại", to, back=True)


def _approve() -> dict[str, Any]:
    return _action("approve", "Đồng ý, trình ký", "sign")


def _sign() -> dict[str, Any]:
    return _action("sign", "Ký", "issue")


def _return() -> dict[str, Any]:
    return _back("appraise")
