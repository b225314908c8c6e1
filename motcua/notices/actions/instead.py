"""Thay Zalo bằng SMS: who is not on Zalo, or wants nothing there, is told by SMS."""

from datetime import datetime

from motcua.notices.connectors.chosen import open_channels
from motcua.notices.models import Delivery


def by_sms_instead(row: Delivery, at: datetime) -> None:
    """Another delivery of the same message, by SMS; at most one."""
    if "sms" in open_channels():
        values = {"language": row.language, "next_at": at}
        Delivery.objects.get_or_create(notice=row.notice, channel="sms", address=row.address, defaults=values)
