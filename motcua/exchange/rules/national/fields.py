"""Trường của hệ thống quốc gia: what both national styles share: dates, kinds, channels."""

from datetime import datetime, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))
#: kênh thực hiện
CHANNELS = {"counter": "1", "online": "2", "post": "3"}
#: when a fee is taken: at reception, or with the result
WHEN_TAKEN = {"before": "1", "after": "4"}
FEE_KINDS = {"fee": "1", "duty": "2"}


def moment(at: datetime | None) -> str:
    """``yyyyMMddHHmmss`` in Việt Nam's time; empty for none."""
    return f"{at.astimezone(_VIETNAM):%Y%m%d%H%M%S}" if at else ""


def yes(value: bool) -> str:
    """``"1"`` or ``"0"``."""
    return "1" if value else "0"
