"""On one thread, without the web: drawing and signing a slip, computing deadlines in bulk."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any


def bench_slip(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Slip 01 as PDF, and signed; beside the same text drawn by the same engine as a bare line."""
    _ready()
    from datetime import timedelta

    from motcua.documents.connectors.demo import demo_signer
    from motcua.documents.public import render_pdf, sign_pdf
    from motcua.dossiers.actions.draw_form import PRINTED
    from motcua.kernel.clock import now

    data = json.loads((PRINTED / "samples" / "slip.json").read_text("utf-8"))
    signer = demo_signer("bench", name="Người Đo", unit="Trung tâm")
    pdf = render_pdf(PRINTED / "slip.typ", data)
    hashing = _median(lambda: _hash(pdf * 400))
    drawn = _median(lambda: render_pdf(PRINTED / "slip.typ", data))
    moment = now() - timedelta(minutes=1)

    def draw_and_sign() -> None:
        made = render_pdf(PRINTED / "slip.typ", data)
        sign_pdf(made, signer=signer, reason="Đo", location="Đo", at=moment, field="officer", box="officer")

    both = _median(draw_and_sign)
    for name, value, most in (("slip", drawn, 25), ("slip-signed", both, 70)):
        yield {
            "bench": name,
            "value": round(value * 1000, 1),
            "unit": "ms (median)",
            "against": f"SHA-256 of {len(pdf) * 400 // 1000} kB on this machine: {hashing * 1000:.1f} ms",
            "ratio": round(value / hashing, 2),
            "met": value * 1000 < most,
        }


def bench_due(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Deadlines in bulk, beside the same computed one by one."""
    _ready()
    import numpy as np

    calendar = _calendar()
    size = 200_000
    rng = np.random.default_rng(1)
    starts = np.datetime64("2026-01-05T07:00:00") + rng.integers(0, 300 * 86400, size).astype("timedelta64[s]")
    seconds = rng.integers(3600, 60 * 8 * 3600, size)
    bulk = size / _median(lambda: calendar.due_many(starts, seconds))
    few = 2000
    moments = [_aware(start) for start in starts[:few]]

    def one_by_one() -> None:
        for moment, length in zip(moments, seconds[:few], strict=True):
            calendar.add(moment, int(length))

    single = few / _median(one_by_one)
    yield {
        "bench": "due",
        "value": round(bulk),
        "unit": "deadlines/s",
        "against": f"one by one: {single:.0f}/s",
        "ratio": round(bulk / single, 1),
        "met": bulk >= 200_000,
    }


def _calendar() -> Any:
    """The usual calendar of the province with its special days, as far as units' calendars reach."""
    from motcua.kernel.worktime import SpecialDay, WorkingCalendar, read_hours
    from motcua.organizations.queries.calendars import FIRST, LAST
    from motcua.organizations.rules.province import read_province

    said = read_province("H32").calendar
    days = [SpecialDay(day.day, day.kind, day.name) for day in said.days]
    return WorkingCalendar([read_hours(spans) for spans in said.calendars[0].week], days, FIRST, LAST)


def _ready() -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()


def _median(act: Callable[[], object], times: int = 21) -> float:
    act()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _hash(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def _aware(moment: Any) -> Any:
    from motcua.kernel.clock import VIETNAM

    return moment.astype("datetime64[s]").item().replace(tzinfo=VIETNAM)
