"""Chọn kênh: by which channels somebody is told. Plain values; the inbox always has it, whatever is chosen."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime, time, timedelta, timezone

from motcua.notices.rules.occasions import Kind, Occasion

VIETNAM = timezone(timedelta(hours=7))
#: channels that leave the house, in the order in which they are offered
OUTSIDE = ("email", "push", "zalo", "sms")
USUAL: Mapping[Kind, tuple[str, ...]] = {
    "to_do": ("email", "push", "zalo", "sms"),
    "result": ("email", "push", "zalo", "sms"),
    "progress": ("email", "push"),
    "work": ("email",),
}
#: they ring: not at night
LOUD = frozenset({"sms", "zalo", "push"})


def chosen(
    occasion: Occasion, wishes: Mapping[str, Sequence[str]], reached: Mapping[str, Sequence[str]], open_: Set[str]
) -> list[tuple[str, str]]:
    """Channel and address for each delivery.

    ``wishes``: kind of news → channels; ``reached``: channel → addresses; ``open_``: channels that this installation
    has for this occasion. Who is told by Zalo is not told by SMS as well.
    """
    wanted = wishes.get(occasion.kind, USUAL[occasion.kind])
    found = [(name, each) for name in OUTSIDE if name in wanted and name in open_ for each in reached.get(name, ())]
    if any(name == "zalo" for name, _address in found):
        found = [one for one in found if one[0] != "sms"]
    return found


def not_before(channel: str, at: datetime, quiet: tuple[time, time], *, urgent: bool) -> datetime:
    """When a message of ``channel`` may go at the earliest: what rings waits for the end of the quiet hours."""
    if urgent or channel not in LOUD:
        return at
    here = at.astimezone(VIETNAM)
    begin, end = quiet
    if begin == end:
        return at
    if begin < end:
        inside = begin <= here.time() < end
        days = 0
    else:
        inside = here.time() >= begin or here.time() < end
        days = 1 if here.time() >= begin else 0
    if not inside:
        return at
    return datetime.combine(here.date() + timedelta(days=days), end, VIETNAM)


def is_urgent(until: datetime | None, at: datetime) -> bool:
    """Whether somebody must act within a day: then it may ring at night."""
    return until is not None and until - at < timedelta(hours=24)
