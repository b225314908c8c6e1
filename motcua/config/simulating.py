"""``motcua simulate national``: the national database as a process of its own, fed with packs or crawled records."""

import gzip
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import click
import msgspec
from django.conf import settings

from motcua.exchange.simulators.national.faults import Faults
from motcua.exchange.simulators.national.server import Simulator
from motcua.procedures.actions.import_packs import read_pack
from motcua.procedures.rules.definition import Definition
from motcua.procedures.rules.national.portal import to_portal
from motcua.procedures.rules.national.reading import read_record
from motcua.procedures.rules.national.session import to_session
from motcua.procedures.rules.pack_file import pack_files

Style = Literal["session", "token"]
#: how a definition is written in each style
WRITE: dict[str, Callable[[Definition], dict[str, Any]]] = {"session": to_session, "token": to_portal}


def records_of(path: Path | None, style: str) -> list[dict[str, Any]]:
    """The procedures of packs or of a file of records, as the interface gives them; ours without ``path``."""
    found = {one.national_code: one for one in definitions(path) if one.national_code}
    return [WRITE[style](one) for one in found.values()]


def definitions(path: Path | None) -> Iterator[Definition]:
    """The procedures in packs or in a file of records; our own packs without ``path``."""
    chosen = path or settings.PACKAGE / "procedures" / "packs" / settings.PROVINCE
    if ".jsonl" in chosen.name:
        with gzip.open(chosen, "rb") if chosen.suffix == ".gz" else chosen.open("rb") as lines:
            for line in lines:
                if line.strip():
                    yield read_record(msgspec.json.decode(line)).definition
    else:
        for file in pack_files(chosen):
            yield read_pack(file.read_text("utf-8"), file.name)


def simulate_national(
    *,
    style: Style,
    port: int,
    records: Path | None,
    journal: Path | None,
    delay: float,
    fault_rate: float,
    change_every: float,
    seed: int,
    demo: bool = False,
) -> None:
    """Serve until stopped; ``demo``: with the changes that ``make demo`` shows."""
    from motcua.config.demo_national import told_records

    faults = Faults(rate=fault_rate, seed=seed, delay=delay)
    told = told_records() if demo else records_of(records, style)
    simulator = Simulator(style, told, port=port, journal=journal, faults=faults)
    click.echo(f"Hệ thống quốc gia giả lập ({style}): {simulator.url}, {len(simulator.store.procedures)} thủ tục")
    if change_every:
        Thread(target=_change, args=(simulator, style, change_every, seed), daemon=True).start()
    try:
        simulator.serve_forever(poll_interval=0.5)
    except KeyboardInterrupt:
        simulator.server_close()


def _change(simulator: Simulator, style: str, pause: float, seed: int) -> None:
    """Amend a procedure now and then, as the ministries do."""
    chance = random.Random(seed)  # noqa: S311 (a rehearsal, repeatable on purpose)
    for number in range(1, 1_000_000):
        time.sleep(pause)
        simulator.control(changes(simulator, style, chance, number))


def changes(simulator: Simulator, style: str, chance: random.Random, number: int) -> dict[str, Any]:
    """One order to the simulator: another decision, a condition more, or (one in ten) a procedure gone."""
    codes = sorted(simulator.store.procedures)
    if not codes:
        return {}
    code = chance.choice(codes)
    if chance.random() < 0.1:
        return {"abolish": [code]}
    record = simulator.store.procedures[code]
    words = f"Điều kiện bổ sung lần {number}."
    if style == "session":
        told: dict[str, Any] = {
            "YEUCAU": f"{record.get('YEUCAU') or ''}\n{words}".strip(),
            "NGAYCAPNHAT": f"{number:014d}",
        }
    else:
        told = {
            "requirementsAndConditions": f"{record.get('requirementsAndConditions') or ''}\n{words}".strip(),
            "updatedAt": number,
        }
    return {"amend": {code: told}}
