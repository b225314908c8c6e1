"""The register asked for days that no book has."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_register_of_a_year_that_no_book_has_is_refused_in_words(province, as_, day: str) -> None:
    assert as_("lan").get("/so-theo-doi/", {"tu": day}).status_code == 422
