"""Worker processes that are ended without being asked (kill -9) in the midst of a call, and two of them at once."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from motcua.exchange.simulators.national.server import running
from motcua.exchange.tests.make import RECORDS, STYLES, acts_at

WORKER = Path(__file__).with_name("worker.py")
CODES = [f"H32.25-260302-5{number:03}" for number in range(4)]
WORDS = [f"Việc {number}" for number in range(4)]


class Workers:
    """Processes that have loaded everything and begin at once (``worker.py``)."""

    def __init__(self):
        environment = {**os.environ, "MOTCUA_MODE": "demo"}
        environment.pop("DATABASE_URL", None)
        pipe = subprocess.PIPE
        self.root = subprocess.Popen([sys.executable, str(WORKER)], env=environment, stdin=pipe, stdout=pipe, text=True)
        self.started, self.ends = Queue(), {}
        Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.root.stdout:
            word, pid, *rest = line.split()
            if word == "started":
                self.started.put(int(pid))
            else:
                self._end(int(pid)).put(int(rest[0]))

    def _end(self, pid):
        return self.ends.setdefault(pid, Queue())

    def start(self, *words):
        """The number of a new process."""
        self.root.stdin.write(" ".join(map(str, words)) + "\n")
        self.root.stdin.flush()
        return self.started.get(timeout=300)  # the first one waits until everything is loaded

    def end(self, pid):
        """How the process ended; waits for it."""
        return self._end(pid).get(timeout=200)


@pytest.fixture(scope="module")
def workers():
    found = Workers()
    yield found
    found.root.stdin.close()
    found.root.wait(timeout=60)


@pytest.fixture(scope="module")
def prepared(workers, tmp_path_factory):
    """A database of its own with sixteen messages that wait."""
    folder = tmp_path_factory.mktemp("outbox")
    assert workers.end(workers.start("prepare", folder, *CODES)) == 0
    return folder / "motcua.sqlite3"


@pytest.fixture
def folder(prepared, tmp_path):
    (tmp_path / "motcua.sqlite3").write_bytes(prepared.read_bytes())
    return tmp_path


def states(folder):
    with closing(sqlite3.connect(folder / "motcua.sqlite3")) as base:
        return Counter(base.execute("SELECT state, kind = 'settle' FROM exchange_outgoing"))


def whole(simulator, folder):
    found = states(folder)
    assert found.pop((1, 0)) == 16, "all of them delivered"
    assert set(found) <= {(1, 1)}, "and what was under way is settled"
    for code in CODES:
        assert acts_at(simulator, code)[1] == WORDS
    assert simulator.store.noticed["out_of_order"] == simulator.store.noticed["schema"] == 0


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("style", STYLES)
def test_killed_again_and_again_in_the_midst_of_calls(style, when, folder, workers):
    """In its third call, and the next worker in its tenth: it dies before the call is taken, or before the answer."""
    pid = 0
    with running(style, RECORDS[style]) as simulator:
        for run, call in enumerate((3, 10)):
            here = Queue()
            simulator.at_call = (
                len(simulator.served) + call,
                when,
                lambda here=here: os.kill(here.get(), signal.SIGKILL),
            )
            pid = workers.start("send", folder, style, simulator.url, 4 * run)
            here.put(pid)
            assert workers.end(pid) == -signal.SIGKILL
            assert states(folder)[0, 0] > 0, "it had not finished"
        for minutes in (8, 11, 14):
            assert workers.end(workers.start("send", folder, style, simulator.url, minutes)) == 0
        whole(simulator, folder)


@pytest.mark.parametrize("style", STYLES)
def test_two_worker_processes_at_once_never_send_a_message_twice(style, folder, workers):
    with running(style, RECORDS[style]) as simulator:
        simulator.faults.delay = 0.005
        both = [workers.start("send", folder, style, simulator.url, 0) for _ in range(2)]
        assert [workers.end(pid) for pid in both] == [0, 0]
        whole(simulator, folder)
        assert simulator.store.noticed["duplicate"] == simulator.store.noticed["replayed"] == 0
