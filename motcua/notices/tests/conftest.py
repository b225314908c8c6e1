import pytest
from django.core.mail import get_connection

from motcua.notices.connectors import email
from motcua.notices.simulators.received import Received
from motcua.notices.simulators.server import running


@pytest.fixture
def outside(settings):
    """The other sides, and settings that lead there."""
    with running({}, Received()) as simulator:
        settings.SENDS_MAIL = True
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", simulator.mail.port, 1
        settings.MESSAGES_PER_MINUTE = 1_000_000
        yield simulator


@pytest.fixture(autouse=True)
def real_letters(monkeypatch):
    """pytest-django keeps letters in memory; here they go through SMTP."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(email, "get_connection", lambda: get_connection(backend))
