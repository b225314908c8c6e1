"""The web and the worker are killed in the midst of work, as a failing machine kills them."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.trust.place import AGENCY, OTHER, Answer, Place, new_key

CLIENTS = 6
ENOUGH = 24  #: dossiers, after which it is killed


@dataclass
class Call:
    """A call that was made, and what came back; None: the line broke."""

    token: str
    path: str
    body: Any
    key: str
    answer: Answer | None = None

    def make(self, place: Place) -> Answer:
        return place.ask("POST", self.path, self.body, token=self.token, key=self.key)


def load(place: Place, agency: str, token: str, made_so_far: Any, enough: Event) -> list[Call]:
    """Create and forward, dossier after dossier, until the line breaks."""
    calls: list[Call] = []
    body = place.application(agency, token)
    while True:
        if next(made_so_far) >= ENOUGH:
            enough.set()
        for step in ("create", "forward"):
            made = calls[-1].answer.data["code"] if step == "forward" and calls[-1].answer else ""
            path = f"/dossiers/{made}/actions/forward" if made else "/dossiers"
            calls.append(Call(token, path, {} if made else body, new_key()))
            try:
                calls[-1].answer = calls[-1].make(place)
            except (OSError, HTTPException):
                return calls
    return calls


def killed_under_load(place: Place) -> list[Call]:
    enough, made_so_far = Event(), count()
    with ThreadPoolExecutor(CLIENTS) as pool:
        pairs = [(agency, token) for agency in (AGENCY, OTHER) for token in place.tokens[agency]]
        for _, token in pairs:
            place.paper(token)
        running = [pool.submit(load, place, *pairs[n % len(pairs)], made_so_far, enough) for n in range(CLIENTS)]
        enough.wait(timeout=40)
        place.kill()
        return [call for one in running for call in one.result(timeout=40)]


def test_nothing_is_half_done_when_the_web_is_killed_under_load(place: Place):
    before = len(place.rows("SELECT 1 FROM dossiers_dossier"))
    calls = killed_under_load(place)
    answered = [call for call in calls if call.answer]
    broken = [call for call in calls if not call.answer]
    assert answered, "the web had work"
    assert broken, "it was killed in the midst of it"
    assert {call.answer.status for call in answered if call.answer} <= {200, 201}
    try:
        whole(place)
    finally:
        place.start()
    for call in [*broken, *answered[-20:]]:
        again = call.make(place)
        assert again.status in (200, 201), again.content
        if call.answer:
            assert (again.status, again.data) == (call.answer.status, call.answer.data)
            assert again.headers["idempotent-replayed"] == "true"
    whole(place)
    created = [call for call in calls if call.path == "/dossiers"]
    assert len(place.rows("SELECT 1 FROM dossiers_dossier")) == before + len(created), "once each, none lost"
    checked = place.motcua("audit", "verify", "--json")
    assert (checked.returncode, checked.stdout.strip()) == (0, "[]")


def children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def answering(place: Place) -> bool:
    try:
        return place.ask("GET", "/dossiers?limit=1", token=place.tokens[AGENCY][0]).status == 200
    except (OSError, HTTPException):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_process_that_dies_is_replaced_and_none_outlives_its_supervisor(place: Place):
    assert place.web is not None
    workers = [child for child in children(place.web.pid) if served_by(child)]
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    wait_until(lambda: workers[0] not in children(place.web.pid), "the dead one is buried", 20)
    wait_until(lambda: len([one for one in children(place.web.pid) if served_by(one)]) == 2, "it is replaced", 20)
    wait_until(lambda: answering(place), "it answers", 20)
    left = children(place.web.pid)
    os.kill(place.web.pid, signal.SIGKILL)
    place.web.wait(timeout=20)
    try:
        wait_until(
            lambda: not any(Path(f"/proc/{one}/cmdline").exists() and served_by(one) for one in left), "all ended", 20
        )
    finally:
        for one in left:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        place.start()


def served_by(process: int) -> bool:
    """Whether ``process`` is a worker of granian (and not a helper of multiprocessing)."""
    try:
        return b"resource_tracker" not in Path(f"/proc/{process}/cmdline").read_bytes() and (
            Path(f"/proc/{process}/status").read_text().split("State:")[1].split()[0] != "Z"
        )
    except FileNotFoundError:
        return False


def whole(place: Place) -> None:
    """Every dossier has all its parts, and the codes of each agency run from 1 without gap."""
    for agency in (AGENCY, OTHER):
        rows = place.rows(
            "SELECT d.code, d.matter_id, d.channel,"
            " (SELECT count(*) FROM dossiers_paper p WHERE p.dossier_id = d.id),"
            " (SELECT count(*) FROM work_step s WHERE s.matter_id = d.matter_id),"
            " (SELECT count(*) FROM dossiers_dossierevent e WHERE e.dossier_id = d.id AND e.action <> 'forward'),"
            " (SELECT count(*) FROM dossiers_dossierevent e WHERE e.dossier_id = d.id AND e.action = 'forward'),"
            " (SELECT count(*) FROM dossiers_issuedform f WHERE f.dossier_id = d.id)"
            f" FROM dossiers_dossier d WHERE d.agency = '{agency}'"
        )
        numbers = sorted(int(row[0].rpartition("-")[2]) for row in rows)
        assert numbers == list(range(1, len(rows) + 1)), "no gap, none twice"
        count_row = f"SELECT last FROM dossiers_sequence WHERE agency = '{agency}' AND purpose LIKE 'dossier:%'"
        assert place.rows(count_row) == ([(len(rows),)] if rows else [])
        for code, matter, channel, papers, steps, events, forwards, forms in rows:
            assert matter, code
            if channel == "online":  # not received yet
                assert (papers, events, forms, steps) == (2, 1, 0, 1), code
                continue
            assert (papers, events, forms) == (2, 2, 1), code
            assert steps == 2 + forwards, f"{code}: reception, first step, one for each forward"
    jobs, forms = (
        place.rows(f"SELECT count(*) FROM {t}")[0][0]
        for t in ("django_tasks_database_dbtaskresult", "dossiers_issuedform")
    )
    assert jobs == forms, "a job for each paper, and no job for a paper that is not there"


def test_what_a_worker_had_begun_when_it_was_killed_the_next_one_does(place: Place):
    token = place.tokens[OTHER][0]
    for _ in range(8):
        assert place.ask("POST", "/dossiers", place.application(OTHER, token), token=token, key=new_key()).status == 201
    command = [sys.executable, "-m", "motcua", "worker"]
    first = subprocess.Popen(command, env=place.environment, start_new_session=True)
    running = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"
    try:
        wait_until(lambda: held_while(first.pid, lambda: place.rows(running)[0][0] == 1), "a job is under way")
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait(timeout=20)
    assert place.rows(running)[0][0] == 1, "it was killed while it drew"
    second = subprocess.Popen(command, env=place.environment, start_new_session=True)
    undone = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status <> 'SUCCESSFUL'"
    try:
        wait_until(lambda: place.rows(undone)[0][0] == 0, "every job is done", pause=0.1)
    finally:
        second.terminate()
        second.wait(timeout=20)
    assert place.rows("SELECT count(*) FROM dossiers_issuedform WHERE file_id IS NULL")[0][0] == 0


def held_while(process: int, true: Any) -> bool:
    """Whether it is ``true`` while ``process`` is held; let go where it is not."""
    os.kill(process, signal.SIGSTOP)
    if true():
        return True
    os.kill(process, signal.SIGCONT)
    return False


def wait_until(true: Any, what: str, seconds: float = 60, pause: float = 0.01) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(pause)
