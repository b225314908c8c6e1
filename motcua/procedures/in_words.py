"""Figures of a procedure in the words of people: how long, how much, where."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.kernel.worktime import Limit
from motcua.procedures.rules.definition import Case, Channel, Fee
from motcua.ui.public import money


def limit_words(limit: Limit | None) -> str:
    """How long it takes: "trong ngày", "5 ngày làm việc"."""
    if limit is None:
        return _("chưa quy định; cơ quan sẽ hẹn khi nhận hồ sơ")
    if limit.cutoff:
        return _("trong ngày; nhận sau %(cutoff)s thì trả ngày làm việc sau") % {"cutoff": limit.cutoff}
    units = {
        "working_hour": ngettext("%(count)s giờ làm việc", "%(count)s giờ làm việc", limit.value),
        "working_day": ngettext("%(count)s ngày làm việc", "%(count)s ngày làm việc", limit.value),
        "calendar_day": ngettext(
            "%(count)s ngày (tính cả ngày nghỉ)", "%(count)s ngày (tính cả ngày nghỉ)", limit.value
        ),
        "month": ngettext("%(count)s tháng", "%(count)s tháng", limit.value),
    }
    return units[limit.unit] % {"count": limit.value}


def fee_words(fee: Fee) -> str:
    """One fee: "20.000 đồng một bản"."""
    if fee.amount is None:
        return fee.note or _("theo quy định; cơ quan báo khi nhận hồ sơ")
    per = {"dossier": "", "page": _(" một trang"), "copy": _(" một bản"), "set": _(" một bộ")}
    return f"{money(fee.amount)}{per[fee.per]}"


def fees_words(fees: list[Fee]) -> str:
    """All fees in a line: "không", the sum where it is plain, else "tùy trường hợp"."""
    if not any(fee.amount is None or fee.amount for fee in fees):
        return _("không mất phí")
    if all(fee.amount is not None and fee.per == "dossier" for fee in fees):
        return str(money(sum(fee.amount or 0 for fee in fees)))
    if len(fees) == 1 and fees[0].amount is not None:
        return fee_words(fees[0])
    return _("tùy trường hợp (xem “Phí, lệ phí”)")


def papers_words(case: Case) -> str:
    """How many papers one needs: "3 giấy tờ"."""
    needed = sum(paper.required for paper in case.papers)
    more = len(case.papers) - needed
    if not case.papers:
        return _("chỉ cần điền đơn")
    said = ngettext("%(count)s giấy tờ", "%(count)s giấy tờ", needed) % {"count": needed}
    if more and needed:
        return said + _(", và %(count)s loại chỉ cần trong vài trường hợp") % {"count": more}
    return said if needed else _("%(count)s loại giấy tờ, tùy trường hợp") % {"count": more}


def channel_names() -> dict[str, str]:
    """The ways to submit, as people say them."""
    return {"online": _("trên mạng"), "counter": _("tại quầy một cửa"), "post": _("qua bưu điện")}


def where_words(channels: list[Channel]) -> str:
    """Where to submit: "trên mạng, tại quầy một cửa, qua bưu điện"."""
    names = channel_names()
    return ", ".join(names[way.channel] for way in channels)


def main_channel(case: Case) -> Channel:
    """The way that a page shows first: online, else at the counter, else by post."""
    order = {"online": 0, "counter": 1, "post": 2}
    return min(case.channels or [Channel(channel="counter")], key=lambda way: order[way.channel])


def level_names() -> dict[str, str]:
    """The levels of agencies that settle procedures."""
    return {
        "commune": _("Cấp xã"),
        "province": _("Cấp tỉnh"),
        "ministry": _("Cấp bộ"),
        "other": _("Cơ quan khác"),
    }


def online_names() -> dict[str, str]:
    """How far a procedure can be done online."""
    return {
        "fully_online": _("Làm trọn trên mạng (toàn trình)"),
        "partly_online": _("Làm một phần trên mạng"),
        "information_only": _("Nộp tại quầy hoặc qua bưu điện"),
    }
