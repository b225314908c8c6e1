"""The start of the demo."""

from types import SimpleNamespace
from urllib.error import URLError

import pytest

from motcua.config import demo


@pytest.mark.parametrize(("seconds", "ends", "answers"), [(60, False, True), (600, False, False), (60, True, False)])
def test_a_busy_machine_is_waited_for_as_long_as_the_web_lives(monkeypatch, seconds, ends, answers):
    clock = SimpleNamespace(now=0.0)

    def asked(*_: object, **__: object) -> object:
        if clock.now < seconds:
            raise URLError("refused")
        return demo.Console(quiet=True)  # something with an end, as an answer has

    monkeypatch.setattr(demo.urllib.request, "urlopen", asked)
    monkeypatch.setattr(demo.time, "monotonic", lambda: clock.now)
    monkeypatch.setattr(demo.time, "sleep", lambda some: setattr(clock, "now", clock.now + some))
    web = SimpleNamespace(poll=lambda: 1 if ends and clock.now > 5 else None)
    assert demo._answers(8000, web) is answers


def test_the_worker_waits_for_a_simulated_side_that_listens():
    with demo.socket.create_server(("127.0.0.1", 0)) as server:
        assert demo._listens(server.getsockname()[1], SimpleNamespace(poll=lambda: None))


def test_a_simulated_side_that_ended_is_not_waited_for():
    assert not demo._listens(1, SimpleNamespace(poll=lambda: 1))
