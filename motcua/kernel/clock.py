"""The clock. Only pages, jobs and commands read it; actions and rules take the moment as an argument."""

from datetime import date, datetime, timedelta, timezone

#: Việt Nam keeps UTC+7 all the year round (no daylight saving time).
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in Việt Nam's time."""
    return datetime.now(tz=VIETNAM)


def day_of(moment: datetime) -> date:
    """The day of ``moment`` in Việt Nam: a stored moment comes back in UTC, where the morning is yesterday."""
    return moment.astimezone(VIETNAM).date()


def moment_said(moment: datetime) -> str:
    """``moment`` as the book and the slips tell it, in Việt Nam's time: "09:12 ngày 09/03/2026"."""
    return f"{moment.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
