"""No page is forgotten: every address is in the list of pages that are looked at, or says why it shows none."""

import pytest
from django.urls import resolve

from motcua.config.demo_dossiers import SAMPLES
from tests.house.test_access import routes
from tests.journeys.pages import API, NO_PAGE, PAGES, STAGES

ROUTES = {path for path, _page in routes() if not path.startswith(API)}
WORDS = {
    "draft": "/nop-ho-so/don/01a207c6-2542-7762-ab25-c354fe08dd04/",
    "slip": "token",
    "receipt": "ABCDEFGHJKLM",
    **dict.fromkeys(("charge_id", "paid_id", "receipt_id", "parcel_id"), "01a207c6-2542-7762-ab25-c354fe08dd04"),
    **dict.fromkeys(STAGES, "H32.25-261123-0002"),
    **{f"{stage}_id": "01a207c6-2542-7762-ab25-c354fe08dd04" for stage in STAGES},
}


def seen() -> set[str]:
    """The addresses of the list."""
    direct = [one.path.format(**WORDS).partition("?")[0] for one in PAGES if one.name != "refused-404"]
    return {resolve(path).route for path in direct} | {one.route for one in PAGES if one.route}


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_every_address_is_looked_at_or_says_why_it_shows_no_page(route):
    assert (route in seen()) != (route in NO_PAGE), f"{route}: enter it in tests/journeys/pages.py, once"


def test_every_reason_is_about_an_address_that_there_is():
    assert set(NO_PAGE) <= ROUTES


def test_no_two_pictures_have_one_name():
    names = [one.name for one in PAGES]
    assert sorted(names) == sorted(set(names))


def test_the_list_knows_the_stages_of_the_demo():
    assert tuple(sample.stage for sample in SAMPLES) == STAGES
