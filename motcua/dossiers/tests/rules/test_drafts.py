"""Until when a draft is kept."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.drafts import kept_until, told_until, warned_when_saved_before
from motcua.dossiers.tests.make import vn

SAVED = vn("2026-03-02 08:00")


def test_a_draft_is_kept_to_the_end_of_the_day():
    assert kept_until(SAVED, 90) == vn("2026-05-31 23:59:59")


@given(st.integers(0, 400), st.integers(20, 200), st.integers(1, 15))
def test_nobody_is_warned_too_late_however_late_the_warning_comes(days, keep, warning):
    at = SAVED + timedelta(days=days)
    until = told_until(SAVED, at, keep, warning)
    assert until - at >= timedelta(days=warning)
    assert until >= kept_until(SAVED, keep)


@given(st.integers(0, 400))
def test_a_draft_is_warned_of_the_named_days_before_its_end(days):
    at = SAVED + timedelta(days=days)
    assert (warned_when_saved_before(at, 90, 7) > SAVED) == (days > 83)
