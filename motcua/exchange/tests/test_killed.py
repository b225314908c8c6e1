"""Worker processes that are ended without being asked (kill -9) in the midst of a call, and two of them at once."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from motcua.exchange.simulators.national.server import running
from motcua.exchange.tests.make import RECORDS, STYLES, acts_at

WORKER = Path(__file__).with_name("worker.py")
CODES = [f"H32.25-260302-5{number:03}" for number in range(4)]
WORDS = [f"Việc {number}" for number in range(4)]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A database of its own with sixteen messages that wait."""
    folder = tmp_path_factory.mktemp("outbox")
    assert worker(folder, "prepare", *CODES).wait(timeout=180) == 0  # all migrations, on a busy machine
    return folder / "motcua.sqlite3"


@pytest.fixture
def folder(prepared, tmp_path):
    (tmp_path / "motcua.sqlite3").write_bytes(prepared.read_bytes())
    return tmp_path


def worker(folder, *words):
    environment = {**os.environ, "MOTCUA_VAR": str(folder), "MOTCUA_MODE": "demo"}
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen([sys.executable, str(WORKER), *words], env=environment)


def states(folder):
    with closing(sqlite3.connect(folder / "motcua.sqlite3")) as base:
        return Counter(state for (state,) in base.execute("SELECT state FROM exchange_outgoing"))


def whole(simulator, folder):
    assert states(folder) == {1: 16}, "all of them delivered"
    for code in CODES:
        assert acts_at(simulator, code)[1] == WORDS
    assert simulator.store.noticed["out_of_order"] == simulator.store.noticed["schema"] == 0


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("style", STYLES)
def test_killed_again_and_again_in_the_midst_of_calls(style, when, folder):
    """In its third call, and the next worker in its tenth: the worker dies before it is taken, or before it is answered."""
    with running(style, RECORDS[style]) as simulator:
        for run, call in enumerate((3, 10)):
            one = worker(folder, "send", style, simulator.url, str(4 * run))
            simulator.at_call = len(simulator.served) + call, when, lambda one=one: os.kill(one.pid, signal.SIGKILL)
            assert one.wait(timeout=60) == -signal.SIGKILL
            assert states(folder)[0] > 0, "it had not finished"
        assert worker(folder, "send", style, simulator.url, "8").wait(timeout=60) == 0
        whole(simulator, folder)


@pytest.mark.parametrize("style", STYLES)
def test_two_worker_processes_at_once_never_send_a_message_twice(style, folder):
    with running(style, RECORDS[style]) as simulator:
        simulator.faults.delay = 0.005
        workers = [worker(folder, "send", style, simulator.url, "0") for _ in range(2)]
        assert [one.wait(timeout=60) for one in workers] == [0, 0]
        whole(simulator, folder)
        assert simulator.store.noticed["duplicate"] == simulator.store.noticed["replayed"] == 0
