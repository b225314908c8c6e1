"""Gửi: empty one channel's queue as far as its other side lets us. Never in a request."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic, sleep

import structlog
from django.db import transaction

from motcua.kernel.clock import day_of
from motcua.kernel.law import law
from motcua.notices.actions.instead import by_sms_instead
from motcua.notices.composing import message_of
from motcua.notices.connectors.base import Channel, Declined, Failed, Nobody, Unreachable
from motcua.notices.models import ChannelLine, Delivery, Device, SuppressedAddress
from motcua.notices.queries import due, line_of, suppressed, together_with
from motcua.notices.rules.retrying import LEASE, Outcome, after, wait_before

_BATCH = 50
#: most messages in one letter
_TOGETHER = 20
#: after so many silent calls in a row the other side counts as down, and everybody waits
_SILENCE = 3
_STATES = {"sent": Delivery.State.SENT, "failed": Delivery.State.FAILED, "dead": Delivery.State.DEAD}
log = structlog.get_logger(__name__)


def send_due(*, name: str, channel: Channel, at: datetime, seconds: float = 50.0, pace: float = 0.0) -> dict[str, int]:
    """Send by channel ``name`` what may go at ``at``, for at most ``seconds``; how many had which outcome.

    ``pace``: seconds from one message to the next. Called by any number of workers at once: a delivery is taken by
    one of them, for :data:`LEASE`. A worker that is killed between handing over and marking sends it once more: who
    knows messages by their key tells nobody twice, a mail server does not know them.
    """
    counts: dict[str, int] = {}
    line = line_of(name)
    if line.next_try_at and line.next_try_at > at:
        return counts
    end, silent, said = monotonic() + seconds, 0, ""
    while monotonic() < end and silent < _SILENCE:
        rows = due(name, at, _BATCH)
        if not rows:
            break
        for row in rows:
            mine = _taken(row, at)
            if not mine:
                continue
            outcome, said = _send(mine, channel, at)
            counts[outcome] = counts.get(outcome, 0) + 1
            silent = silent + 1 if outcome == "unreachable" else 0
            if silent >= _SILENCE or monotonic() >= end:
                break
            sleep(pace)
    if counts:
        _mark_line(line, counts, said if silent else "", silent >= _SILENCE, at)
    return counts


def _taken(row: Delivery, at: datetime) -> list[Delivery]:
    """``row`` and what goes with it in one letter, as far as nobody else took them."""
    wanted = [row, *(together_with(row, _TOGETHER - 1) if row.channel == "email" and not row.attempts else [])]
    mine = []
    for each in wanted:
        found = Delivery.objects.filter(pk=each.pk, state=each.state, attempts=each.attempts, next_at=each.next_at)
        if found.update(attempts=each.attempts + 1, next_at=at + LEASE):
            each.attempts += 1
            mine.append(each)
        elif each is row:
            break
    return mine


def _send(rows: Sequence[Delivery], channel: Channel, at: datetime) -> tuple[Outcome, str]:
    first = rows[0]
    if suppressed([(first.channel, first.address)]):
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=Delivery.State.SUPPRESSED, last_error="closed"
        )
        return "refused", "closed"
    outcome, said = _hand_over(rows, channel)
    _mark(rows, outcome, said, at)
    return outcome, said


def _hand_over(rows: Sequence[Delivery], channel: Channel) -> tuple[Outcome, str]:
    try:
        return "sent", channel.send(message_of(rows, _device(rows[0])))
    except Unreachable as error:
        return "unreachable", str(error)
    except Nobody as error:
        return "nobody", str(error)
    except Declined as error:
        return "refused", str(error)
    except Failed as error:
        return "failed", str(error)
    except Exception as error:
        log.exception("a message could not be made", delivery=str(rows[0].pk))
        return "failed", f"{type(error).__name__}: {error}"


def _device(row: Delivery) -> Device | None:
    """Of web push the browser that is meant."""
    if row.channel != "push":
        return None
    device = Device.objects.filter(pk=row.address).first()
    if device is None:
        raise Nobody("the browser was taken off the list")
    return device


@transaction.atomic
def _mark(rows: Sequence[Delivery], outcome: Outcome, said: str, at: datetime) -> None:
    patience = timedelta(days=law("notices.patience_days", on=day_of(at)))
    for row in rows:
        jitter = random.random()  # noqa: S311 (spreads load, keeps no secret)
        following = after(outcome, row.attempts, row.notice.at, at, jitter, patience)
        row.state, row.next_at = _STATES[following.state], following.at
        if outcome == "sent":
            row.sent_at, row.reference, row.last_error = at, said[:120], ""
        else:
            row.last_error = said[:300]
        row.save(update_fields=["state", "next_at", "sent_at", "reference", "last_error"])
        if row.channel == "zalo" and row.state == Delivery.State.DEAD:
            by_sms_instead(row, at)
    if outcome == "nobody":
        _close(rows[0], said, at)


def _close(row: Delivery, said: str, at: datetime) -> None:
    """Nothing more goes to an address where nobody is; a device that is gone is forgotten."""
    if row.channel == "push":
        Device.objects.filter(pk=row.address).delete()
        return
    SuppressedAddress.objects.get_or_create(
        channel=row.channel, address=row.address, defaults={"reason": said[:300], "at": at}
    )


def _mark_line(line: ChannelLine, counts: dict[str, int], silence: str, is_down: bool, at: datetime) -> None:
    """``silence``: why the last call had no answer; empty when it had one. Few calls in a row or many rounds: down."""
    values: dict[str, object] = {"failing_since": None, "failures": 0, "next_try_at": None, "last_error": ""}
    if silence:
        wait = wait_before(min(line.failures + 1, 6), random.random())  # noqa: S311
        next_try = at + wait if is_down or line.failures + 1 >= _SILENCE else None
        values = {"failing_since": line.failing_since or at, "failures": line.failures + 1, "next_try_at": next_try}
        values["last_error"] = silence[:300]
    if counts.get("sent"):
        values["last_sent_at"] = at
    ChannelLine.objects.update_or_create(channel=line.channel, defaults=values)
