"""The worked examples of docs/explanation/deadlines.md, computed again so that the page cannot lie."""

import re
from pathlib import Path

import pytest

from motcua.kernel.limits import Limit
from motcua.organizations.provinces import demo_calendar
from motcua.organizations.tests.make import at

PAGE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "deadlines.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text("utf-8").splitlines()
    if re.match(r"\| \d{4}-\d{2}-\d{2} ", line)
]


@pytest.fixture(scope="module")
def calendar():
    return demo_calendar()


def read_limit(text: str) -> Limit:
    if text.startswith("same day"):
        return Limit(1, "working_day", cutoff=text.split()[-1])
    value, unit = text.split()
    return Limit(int(value), unit)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} + {row[1]}")
def test_the_page_about_deadlines_tells_the_truth(calendar, row):
    moments = [cell for cell in row[2:] if re.fullmatch(r"[\d-]+ [\d:]+", cell)]
    pauses = [(at(moments[0]), at(moments[1]))] if len(moments) == 3 else []
    assert calendar.due(at(row[0]), read_limit(row[1]), pauses).at == at(moments[-1])


def test_the_page_has_its_examples():
    assert len(ROWS) == 17
