import pytest
from django.core.mail import get_connection

from motcua.notices.connectors import email
from motcua.notices.rules.occasions import OCCASIONS
from motcua.notices.simulators.together import PUSH_KEY, REFRESH, SECRET, USER, running


@pytest.fixture
def outside(settings):
    """The other sides, and settings that lead there."""
    with running() as sides:
        settings.SENDS_MAIL = True
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sides.mail.port, 1
        settings.SMS = {"url": f"{sides.url}/sms", "user": USER, "secret": SECRET, "brand": "MOTCUA", "accents": False}
        settings.ZALO = {
            "url": f"{sides.url}/zalo",
            "token_url": f"{sides.url}/zalo/token",
            "app": USER,
            "secret": SECRET,
            "refresh_token": REFRESH,
            "templates": dict.fromkeys(OCCASIONS, "12345"),
        }
        settings.PUSH = {"key": PUSH_KEY, "contact": "mailto:motcua@motcua.example", "hosts": [sides.url]}
        settings.MESSAGES_PER_MINUTE = 1_000_000
        yield sides


@pytest.fixture(autouse=True)
def real_letters(monkeypatch):
    """pytest-django keeps letters in memory; here they go through SMTP."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(email, "get_connection", lambda: get_connection(backend))
