"""What time brings: channels are chosen, queues are emptied, old messages go. ``config/rounds.py`` has them done."""

from datetime import datetime

from django.conf import settings

from motcua.notices.actions.plan import plan_new
from motcua.notices.actions.send import send_due
from motcua.notices.connectors.chosen import channel_of, open_channels


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
