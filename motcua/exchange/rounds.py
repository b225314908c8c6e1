"""Lượt chạy định kỳ: what is done again and again by the workers, each by one of them at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from motcua.exchange.models import Round

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


def run_due(now: datetime) -> list[str]:
    """Do what is due at ``now`` and nobody else has taken; names of what was done."""
    due = {row.name: row for row in Round.objects.filter(name__in=_works)}
    done = []
    for name, work in _works.items():
        row = due.get(name)
        if row is None:
            row = Round.objects.get_or_create(name=name, defaults={"next_at": now})[0]
        if row.next_at > now:
            continue
        taken = Round.objects.filter(name=name, next_at=row.next_at).update(next_at=now + work.pause)
        if not taken:
            continue
        try:
            answer = work.do(now)
        except Exception as error:
            log.exception("round failed", round=name)
            answer = f"{type(error).__name__}: {error}"
        Round.objects.filter(name=name).update(last_at=now, answer=answer[:500])
        done.append(name)
    return done
