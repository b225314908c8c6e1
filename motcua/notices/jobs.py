"""What time brings: channels are chosen, queues are emptied, old messages go. ``config/rounds.py`` has them done."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django_tasks import task

from motcua.kernel.clock import day_of
from motcua.kernel.law import law
from motcua.notices.actions.forget import forget_addresses, forget_notices
from motcua.notices.actions.plan import plan_new
from motcua.notices.actions.send import send_due
from motcua.notices.actions.wish import token_for
from motcua.notices.composing import check_letter
from motcua.notices.connectors.chosen import channel_of, open_channels
from motcua.notices.connectors.email import Email


def plan(now: datetime) -> str:
    """Choose the channels of new messages."""
    return f"planned {plan_new(at=now)}"


def send(name: str, now: datetime) -> str:
    """Empty the queue of one channel as far as its other side lets us."""
    if name not in open_channels():
        return "off"
    channel = channel_of(name)
    try:
        counts = send_due(name=name, channel=channel, at=now, pace=60 / settings.MESSAGES_PER_MINUTE)
    finally:
        channel.close()
    return ", ".join(f"{outcome} {count}" for outcome, count in counts.items()) or "nothing"


def forget(now: datetime) -> str:
    """Addresses and old messages are kept for a limited time."""
    addresses = forget_addresses(before=now - _kept("addresses_kept", now))
    return f"forgot {addresses} addresses, {forget_notices(before=now - _kept('notices_kept', now))} messages"


def _kept(name: str, at: datetime) -> timedelta:
    return timedelta(days=law(f"notices.{name}", on=day_of(at)))


@task()
def send_check(account_id: str, email: str, language: str) -> bool:
    """Send the letter whose link shows that somebody reads this mail box."""
    path = f"/hop-thu/xac-nhan/{token_for(UUID(account_id), email)}/"
    line = Email()
    try:
        line.send(check_letter(email, language, path))
    finally:
        line.close()
    return True
