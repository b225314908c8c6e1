import pytest

from motcua.exchange import subjects
from motcua.exchange.tests.make import STYLES, Book, connected, settings_for


@pytest.fixture
def book(monkeypatch):
    """Dossiers that only these tests know."""
    found = Book()
    monkeypatch.setattr(subjects, "_books", [found])
    return found


@pytest.fixture(params=STYLES)
def line(request, settings, book):
    """Simulator, connector and dossiers, in both styles."""
    with connected(request.param, timeout=0.5) as (simulator, connector):
        given = settings_for(request.param, simulator.url)
        settings.NATIONAL = {**settings.NATIONAL, "style": given.style, "url": given.url}
        yield simulator, connector, book
