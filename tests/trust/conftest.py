from collections.abc import Iterator

import pytest

from tests.trust.place import Place, province_served


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    """One served province for all tests of this folder: each of them leaves it whole."""
    with province_served() as served:
        yield served
