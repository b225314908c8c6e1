"""Xóa bản ghi cũ: what the exchange keeps is kept only while somebody may need it (``law/keeping.yaml``)."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from motcua.exchange.models import CallRecord, Outgoing


def forget_calls(*, before: datetime) -> int:
    """Delete records of calls before a moment, masked as they are; how many."""
    return CallRecord.objects.filter(at__lt=before).delete()[0]


def forget_sent(*, before: datetime) -> int:
    """Delete messages that were delivered before a moment; how many.

    The last one delivered in a lane stays: it tells that the partner knows the dossier. What waits, was refused or
    was skipped stays as well.
    """
    later = Outgoing.objects.filter(
        agency=OuterRef("agency"),
        partner=OuterRef("partner"),
        lane=OuterRef("lane"),
        sequence__gt=OuterRef("sequence"),
        state=Outgoing.State.SENT,
    )
    old = Outgoing.objects.filter(Exists(later), state=Outgoing.State.SENT, sent_at__lt=before)
    count = 0
    while keys := list(old.values_list("pk", flat=True)[:1000]):
        count += Outgoing.objects.filter(pk__in=keys).delete()[0]
    return count
