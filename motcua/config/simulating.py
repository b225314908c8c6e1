"""``motcua simulate national``: the national database as a process of its own, fed with packs or crawled records."""

import random
import time
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import click

from motcua.config.demo_national import told_records
from motcua.config.simulated_records import records_of
from motcua.exchange.simulators.national.faults import Faults
from motcua.exchange.simulators.national.server import Simulator

Style = Literal["session", "token"]


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
