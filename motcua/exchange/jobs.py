"""What time brings: the outbox is emptied, yesterday is compared, old records of calls go."""

from datetime import datetime, timedelta

from django.conf import settings

from motcua.exchange.actions.forget import forget_calls, forget_sent
from motcua.exchange.actions.reconcile import reconcile
from motcua.exchange.actions.send import send_waiting
from motcua.exchange.connectors.national.chosen import national_connector
from motcua.exchange.rounds import every
from motcua.kernel.clock import day_of
from motcua.kernel.law import law


@every(timedelta(seconds=5), "exchange.send")
def send(now: datetime) -> str:
    """Empty the outbox as far as the partner lets us."""
    if not settings.NATIONAL["style"]:
        return "off"
    national = national_connector()
    try:
        counts = send_waiting(national=national, at=now)
    finally:
        national.close()
    return ", ".join(f"{name} {count}" for name, count in counts.items() if count) or "nothing"


@every(timedelta(hours=24), "exchange.reconcile")
def compare(now: datetime) -> str:
    """Yesterday and today beside the partner's."""
    if not settings.NATIONAL["style"]:
        return "off"
    national = national_connector()
    try:
        today = day_of(now)
        found = reconcile(national=national, first=today - timedelta(days=1), last=today, at=now)
    finally:
        national.close()
    return f"differing {found.differing}"


@every(timedelta(hours=24), "exchange.forget")
def forget(now: datetime) -> str:
    """Records of calls and delivered messages are kept for a limited time."""
    calls = forget_calls(before=now - _kept("calls_kept", now))
    return f"forgot {calls} calls, {forget_sent(before=now - _kept('sent_messages_kept', now))} messages"


def _kept(name: str, at: datetime) -> timedelta:
    return timedelta(days=law(f"exchange.{name}", on=day_of(at)))
