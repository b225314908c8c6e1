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
