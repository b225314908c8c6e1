"""The demo's national database: a simulated one with a few changes, a refused message and a dossier that it lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec
from django.conf import settings

from motcua.config.simulated_records import WRITE, packs
from motcua.exchange.simulators.national.server import SECRET, running
from motcua.kernel.actor import SYSTEM
from motcua.kernel.clock import now
from motcua.kernel.limits import Limit
from motcua.procedures.rules.definition import Decision, Definition

STYLE: Literal["session", "token"] = "session"
#: said by the simulated side in the demo, so that nobody takes it for a real decision
NUMBER = "Quyết định mẫu số 15"


def is_simulated() -> bool:
    """Whether the settings lead to the simulated side."""
    return bool(settings.NATIONAL["secret"] == SECRET)


def journal() -> Path:
    """What the simulated side received, so that it survives a new start."""
    return Path(settings.VAR) / "national-simulated.jsonl"


def told_records() -> list[dict[str, Any]]:
    """Our packs as the simulated side tells them, a few of them changed, one gone, one new."""
    return [WRITE[STYLE](one) for one in _changed(_packs())]


def _packs() -> list[Definition]:
    return sorted((one for one in packs() if one.national_code), key=lambda one: one.national_code)


def _changed(packs: list[Definition]) -> Iterator[Definition]:
    decision = Decision(number=NUMBER, on=(now() - timedelta(days=2)).date(), agency="Bộ mẫu")
    for number, one in enumerate(packs):
        amended = msgspec.structs.replace(one, decision=decision)
        if number == 0:
            yield _other_limit(amended)
        elif number == 1:
            said = "Người nộp chịu trách nhiệm về tính chính xác của giấy tờ đã nộp."
            yield msgspec.structs.replace(amended, conditions=f"{one.conditions}\n{said}".strip())
        elif number == 2:  # in force for a while, and nobody published it: late
            late = msgspec.structs.replace(decision, on=(now() - timedelta(days=20)).date())
            yield msgspec.structs.replace(amended, name=f"{one.name} (sửa đổi)", decision=late)
        elif number == 3:
            yield amended
        elif number != 4:  # the fifth left the list
            yield one
    name = "Thủ tục mẫu do hệ thống quốc gia giả lập công bố"
    yield msgspec.structs.replace(
        packs[0], key="9.000001", national_code="9.000001", name=name, decision=decision, forms={}
    )


def _other_limit(one: Definition) -> Definition:
    cases = [
        msgspec.structs.replace(
            case, channels=[msgspec.structs.replace(way, limit=Limit(2, "working_day")) for way in case.channels]
        )
        for case in one.cases
    ]
    return msgspec.structs.replace(one, cases=cases)


def rehearse() -> None:
    """What the days before brought: the catalogue was fetched, dossiers were told of, one was refused, one is lost."""
    from motcua.exchange.actions.reconcile import reconcile
    from motcua.exchange.actions.send import send_waiting
    from motcua.exchange.models import Outgoing
    from motcua.exchange.public import national_connector
    from motcua.procedures.actions.sync_national import sync_national

    if not is_simulated() or Outgoing.objects.filter(sent_at__isnull=False).exists():
        return  # a demo that was prepared anew: what it told the simulated side stands, in both books
    journal().unlink(missing_ok=True)
    before = [WRITE[STYLE](one) for one in _packs()]
    with running(STYLE, before, journal=journal()) as simulator, _reached(simulator.url):
        national, at = national_connector(), now()
        sync_national(national=national, actor=SYSTEM, at=at - timedelta(days=1))
        simulator.store.procedures = {record["MATTHC"]: record for record in told_records()}
        sync_national(national=national, actor=SYSTEM, at=at)
        newest = Outgoing.objects.filter(pk__in=list(Outgoing.objects.order_by("-id").values_list("pk", flat=True)[:1]))
        newest.update(next_at=at + timedelta(days=1))
        send_waiting(national=national, at=at)
        simulator.faults.order([{"kind": "refused", "service": "CapNhatTienDoHoSoMC"}])
        newest.update(next_at=at)
        send_waiting(national=national, at=at)
        simulator.store.lose(min(simulator.store.dossiers))
        reconcile(national=national, first=(at - timedelta(days=20)).date(), last=at.date(), at=at)
        national.close()


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """The settings lead to ``url`` for a while."""
    before = settings.NATIONAL
    settings.NATIONAL = {**before, "url": url}
    try:
        yield
    finally:
        settings.NATIONAL = before
