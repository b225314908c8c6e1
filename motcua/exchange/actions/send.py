"""Gửi: empty the outbox, lane by lane in order, as far as the partner lets us."""

import random
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Any

from django.db import transaction

from motcua.exchange.actions.queue import NATIONAL
from motcua.exchange.connectors.base import Declined, Failed, National, Unreachable
from motcua.exchange.models import CallRecord, Line, Outgoing
from motcua.exchange.queries import as_message, heads, line_of, sent_before
from motcua.exchange.rules.masking import masked
from motcua.exchange.rules.outbox import LEASE, SETTLE, Outcome, answered, is_unsettled, wait_before
from motcua.exchange.subjects import dossier_book

_BATCH = 40
_STATES = {"waiting": 0, "sent": 1, "dead": 2, "skipped": 3}
#: after so many silent calls in a row the partner counts as down, and everybody waits
_SILENCE = 3


def send_waiting(*, national: National, at: datetime, seconds: float = 50.0) -> dict[str, int]:
    """Send what may go at ``at``, for at most ``seconds``; how many were delivered, refused, failed.

    Called by any number of workers at once: a message is taken by one of them (:func:`_take`).
    """
    counts: dict[str, int] = {"delivered": 0, "refused": 0, "failed": 0, "unreachable": 0}
    line = line_of(NATIONAL)
    if line.next_try_at and line.next_try_at > at:
        return counts
    end, silent = monotonic() + seconds, 0
    while monotonic() < end and silent < _SILENCE:
        rows = heads(NATIONAL, at, _BATCH)
        if not rows:
            break
        for row in rows:
            if not _take(row, at):
                continue
            outcome = _send(row, national, at)
            counts[outcome] += 1
            silent = silent + 1 if outcome == "unreachable" else 0
            if silent >= _SILENCE or monotonic() >= end:
                break
    if any(counts.values()):
        _mark_line(line, counts, silent >= _SILENCE, at)
    return counts


def _take(row: Outgoing, at: datetime) -> bool:
    """Whether this process may send ``row`` now: nobody else can till the lease is over."""
    mine = Outgoing.objects.filter(pk=row.pk, state=Outgoing.State.WAITING, attempts=row.attempts, next_at=row.next_at)
    row.attempts += 1
    return bool(mine.update(attempts=row.attempts, next_at=at + LEASE))


def _send(row: Outgoing, national: National, at: datetime) -> Outcome:
    national.calls.clear()
    try:
        outcome, said = _told(row, national)
    except Unreachable as error:
        outcome, said = "unreachable", str(error)
    except Declined as error:
        outcome, said = "refused", str(error)
    except Failed as error:
        outcome, said = "failed", str(error)
    except Exception as error:  # a fault of ours must not hold other lanes back
        outcome, said = "failed", f"{type(error).__name__}: {error}"
    _mark(row, outcome, said, national, at)
    return outcome


def _told(row: Outgoing, national: National) -> tuple[Outcome, str]:
    news = dossier_book().news(row.subject_id, again=row.kind == "again")
    if news is None:
        return "refused", "hồ sơ không còn"
    if row.kind == "settle":
        return "delivered", national.settle(news, row.key)
    known = news.known or sent_before(row)
    again = row.attempts > 1 or row.kind == "again"
    answer = national.send(replace(news, known=known), row.key, again=again)
    return "delivered", answer


def _mark(row: Outgoing, outcome: Outcome, said: str, national: National, at: datetime) -> None:
    """What became of ``row``, and the record of the calls, in one transaction."""
    after = answered(as_message(row), outcome, at, random.random())  # noqa: S311 (spreads attempts)
    with transaction.atomic():
        Outgoing.objects.filter(pk=row.pk, state=Outgoing.State.WAITING, attempts=row.attempts).update(
            state=_STATES[after.state],
            next_at=after.next_at,
            sent_at=at if outcome == "delivered" else None,
            answer=said[:500],
        )
        if outcome == "delivered" and is_unsettled(as_message(row)):
            _settle_later(row, at)
        CallRecord.objects.create(
            partner=row.partner,
            at=at,
            lane=row.lane,
            key=row.key,
            outcome=outcome,
            calls=[
                {"service": call.service, "sent": masked(call.sent), "got": masked(call.got)}
                for call in national.calls
                if call.service != "login"
            ],
        )


def _settle_later(row: Outgoing, at: datetime) -> None:
    """Tell the state of ``row`` once more after :data:`SETTLE`; till then the lane waits.

    An earlier attempt got no answer. A partner that ignores keys may act on it yet, and so put an old state over
    a newer one. In the transaction that marks ``row``: nothing later in the lane can slip in between.
    """
    Outgoing.objects.update_or_create(
        agency=row.agency,
        partner=row.partner,
        lane=row.lane,
        sequence=row.sequence,
        kind="settle",
        defaults={
            "subject_id": row.subject_id,
            "state": Outgoing.State.WAITING,
            "attempts": 0,
            "next_at": at + SETTLE,
            "sent_at": None,
        },
    )


def _mark_line(line: Line, counts: dict[str, int], is_down: bool, at: datetime) -> None:
    """How the line stands: where nobody answered, since when, and from when on it is tried again.

    One message alone that gets no answer makes nobody else wait: that may lie with the message. Workers write it
    one over the other: whichever was last is right enough.
    """
    values: dict[str, Any]
    if counts["unreachable"] == sum(counts.values()) or is_down:
        failures = line.failures + 1
        values = {"failing_since": line.failing_since or at, "failures": failures, "next_try_at": None}
        if is_down or failures >= _SILENCE:
            values["next_try_at"] = at + wait_before(failures, random.random())  # noqa: S311 (spreads attempts)
        last = Outgoing.objects.filter(partner=line.partner, state=0, attempts__gt=0).order_by("-next_at").first()
        values["last_error"] = last.answer if last else ""
    else:
        values = {"failing_since": None, "failures": 0, "next_try_at": None, "last_error": "", "last_answer_at": at}
    Line.objects.update_or_create(partner=line.partner, defaults=values)
