"""Two demos for the journeys: one that nobody has touched, one to look at."""

import pytest

from tests.journeys.pages import Walk
from tests.journeys.place import demo_prepared


@pytest.fixture(scope="package")
def walk(chromium):
    """Every page of a demo of its own can be opened with this."""
    with demo_prepared() as demo:
        yield Walk(chromium, demo)
