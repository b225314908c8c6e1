import pytest
from django.core.cache import cache

from motcua.dossiers import queries
from motcua.dossiers.tests.make import small_province
from motcua.payments.tests.make import BANK


def forget_definitions():
    for remembered in (queries.definition_of, queries.process_of, queries.process_row, queries.version_lately):
        remembered.cache_clear()


@pytest.fixture(autouse=True)
def all_ways(settings):
    """Every way to pay is set up, with secrets of the tests."""
    settings.PAYMENTS = BANK
    cache.clear()
    forget_definitions()


@pytest.fixture
def units(db):
    return small_province()
