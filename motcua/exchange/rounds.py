"""Lượt chạy định kỳ: what is done again and again by the workers, each by one of them at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from motcua.exchange.connectors.base import Unreachable
from motcua.exchange.models import Round

#: how long who took a round holds it
LEASE = timedelta(minutes=30)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """``do(now)`` every ``pause``; what it returns is remembered as the round's answer."""

    name: str
    pause: timedelta
    do: Callable[[datetime], str]


_works: dict[str, Work] = {}


def every(pause: timedelta, name: str) -> Callable[[Callable[[datetime], str]], Callable[[datetime], str]]:
    """Register the decorated function as something done every ``pause``."""

    def register(do: Callable[[datetime], str]) -> Callable[[datetime], str]:
        _works[name] = Work(name, pause, do)
        return do

    return register


def names() -> list[str]:
    """Everything that is done again and again."""
    return list(_works)


def run_due(now: datetime, *, only: str = "") -> list[str]:
    """Do what is due at ``now`` and nobody else has taken (``only``: this alone); names of what was done.

    Who takes a round holds it for :data:`LEASE`. A worker that is killed in the middle, or a round that fails,
    costs that long and not a whole pause.
    """
    works = {name: work for name, work in _works.items() if only in ("", name)}
    due = {row.name: row for row in Round.objects.filter(name__in=works)}
    done = []
    for name, work in works.items():
        row = due.get(name) or Round.objects.get_or_create(name=name, defaults={"next_at": now})[0]
        if row.next_at > now or not _take(row, min(work.pause, LEASE), now):
            continue
        try:
            answer, next_at = work.do(now), now + work.pause
        except Unreachable as error:  # the other side's trouble, expected now and then: no trace of ours
            log.warning("the other side does not answer", round=name, said=str(error))
            answer, next_at = f"{type(error).__name__}: {error}", now + min(work.pause, LEASE)
        except Exception as error:
            log.exception("round failed", round=name)
            answer, next_at = f"{type(error).__name__}: {error}", now + min(work.pause, LEASE)
        Round.objects.filter(name=name).update(last_at=now, answer=answer[:500], next_at=next_at)
        done.append(name)
    return done


def _take(row: Round, lease: timedelta, now: datetime) -> bool:
    return bool(Round.objects.filter(name=row.name, next_at=row.next_at).update(next_at=now + lease))
