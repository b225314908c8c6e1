"""Giữ bản nháp: until when a draft is kept, and from when its applicant is warned.

Moments are in the time of the place whose days count.
"""

from datetime import datetime, time, timedelta


def kept_until(saved_at: datetime, keep_days: int) -> datetime:
    """The last moment of the day ``keep_days`` calendar days after the draft was last saved."""
    return _end_of_day(saved_at + timedelta(days=keep_days))


def told_until(saved_at: datetime, at: datetime, keep_days: int, warning_days: int) -> datetime:
    """What a warning given at ``at`` promises: never fewer than ``warning_days`` from now, however late it comes."""
    return max(kept_until(saved_at, keep_days), _end_of_day(at + timedelta(days=warning_days)))


def warned_when_saved_before(at: datetime, keep_days: int, warning_days: int) -> datetime:
    """Drafts last saved before this are to be warned of at ``at``."""
    return at - timedelta(days=keep_days - warning_days)


def _end_of_day(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(23, 59, 59), tzinfo=moment.tzinfo)
