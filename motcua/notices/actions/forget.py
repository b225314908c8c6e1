"""Xóa theo thời hạn: addresses of old deliveries first, later the whole message with everything about it."""

from datetime import datetime

from motcua.notices.models import Delivery, Notice
from motcua.notices.queries import WAITING

_BATCH = 1000


def forget_addresses(*, before: datetime) -> int:
    """Take addresses and what the other side said out of deliveries that are done with; of how many.

    That it was sent, when and by which channel stays. Of web push there is no address, only the name of a device.
    """
    count = 0
    old = Delivery.objects.filter(notice__at__lt=before).exclude(state__in=WAITING).exclude(channel="push")
    while keys := list(old.exclude(address="").values_list("pk", flat=True)[:_BATCH]):
        count += Delivery.objects.filter(pk__in=keys).update(address="", last_error="", reference="")
    return count


def forget_notices(*, before: datetime) -> int:
    """Delete messages from before a moment, with their deliveries; how many."""
    count = 0
    while keys := list(Notice.objects.filter(at__lt=before).values_list("pk", flat=True)[:_BATCH]):
        count += len(keys)
        Notice.objects.filter(pk__in=keys).delete()
    return count
