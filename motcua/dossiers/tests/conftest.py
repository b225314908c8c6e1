import pytest

from motcua.dossiers import queries
from motcua.dossiers.tests.make import publish, small_province


@pytest.fixture
def province(db):
    """A small province with one procedure in force."""
    for remembered in (queries.definition_of, queries.process_of, queries.process_row, queries.version_lately):
        remembered.cache_clear()
    units = small_province()
    publish()
    return units
