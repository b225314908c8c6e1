import pytest
from django.core.cache import cache

from motcua.dossiers import queries
from motcua.dossiers.tests.make import publish, small_province
from motcua.post import queries as parcels
from motcua.post.simulators.server import running
from motcua.post.simulators.store import Store


@pytest.fixture(autouse=True)
def nothing_remembered(settings):
    """Nobody carries for us unless a test says so."""
    settings.POST = {"url": "", "customer": "", "secret": ""}
    cache.clear()
    remembered = (queries.definition_of, queries.process_of, queries.process_row, queries.version_lately)
    for one in (*remembered, parcels._communes, parcels.province_name):
        one.cache_clear()


@pytest.fixture
def units(db):
    return small_province()


@pytest.fixture
def province(units):
    publish()
    return units


@pytest.fixture
def side(settings):
    """The simulated carrier, and our settings leading to it; what it pushes is pushed by hand."""
    with running(Store()) as simulator:
        settings.POST = simulator.settings()
        yield simulator
