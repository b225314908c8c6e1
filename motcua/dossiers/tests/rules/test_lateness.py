"""Early, on time, late: computed from moments, in Việt Nam's days."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.lateness import STANDING_WORDS, Standing, Term, term_of, working_words
from motcua.dossiers.tests.make import vn

DUE = vn("2026-03-09 09:12")


MOMENTS = st.integers(0, 3653 * 86400).map(lambda seconds: DUE - timedelta(days=2000) + timedelta(seconds=seconds))


class AllDay:
    """A calendar in which every second is worked."""

    def between(self, start, end):
        return int((end - start).total_seconds())


def term(*, due=DUE, ended=None, waiting=False, now=DUE, soon=8):
    return term_of(due_at=due, ended_at=ended, waiting=waiting, now=now, calendar=AllDay(), soon_hours=soon)


@pytest.mark.parametrize(
    ("ended", "standing"),
    [
        ("2026-03-06 16:59", Standing.ENDED_EARLY),
        ("2026-03-08 23:59", Standing.ENDED_EARLY),
        ("2026-03-09 00:00", Standing.ENDED_ON_TIME),
        ("2026-03-09 06:30", Standing.ENDED_ON_TIME),  # still the eighth in Greenwich
        ("2026-03-09 09:12", Standing.ENDED_ON_TIME),
        ("2026-03-09 09:13", Standing.ENDED_LATE),
        ("2026-03-20 10:00", Standing.ENDED_LATE),
    ],
)
@pytest.mark.parametrize("zone", [None, UTC])
def test_an_end_is_early_by_the_day_and_late_by_the_moment_whatever_zone_it_is_stored_in(ended, standing, zone):
    moment, due = vn(ended), DUE
    if zone:
        moment, due = moment.astimezone(zone), due.astimezone(zone)
    assert term(due=due, ended=moment).standing is standing


@pytest.mark.parametrize(
    ("now", "standing", "words"),
    [
        ("2026-03-08 09:12", Standing.ON_TIME, "còn 3 ngày làm việc"),
        ("2026-03-09 01:12", Standing.DUE_SOON, "còn 1 ngày làm việc"),
        ("2026-03-09 07:12", Standing.DUE_SOON, "còn 2 giờ làm việc"),
        ("2026-03-09 09:12", Standing.DUE_SOON, "còn 0 phút"),
        ("2026-03-09 10:12", Standing.LATE, "quá 1 giờ làm việc"),
    ],
)
def test_an_open_dossier_is_judged_at_the_moment_of_asking(now, standing, words):
    found = term(now=vn(now))
    assert (found.standing, found.words) == (standing, words)


def test_a_second_over_is_late_and_says_so_without_a_zero():
    assert term(now=DUE + timedelta(seconds=1)).words == "vừa quá hạn"


@given(MOMENTS)
def test_waiting_is_never_late(now):
    assert term(waiting=True, now=now).standing is Standing.WAITING


@given(MOMENTS)
def test_without_an_appointed_time_nothing_is_late(now):
    moment = now
    assert term(due=None, now=moment).standing is Standing.NO_TERM
    assert term(due=None, ended=moment).standing is Standing.ENDED_ON_TIME


@given(st.integers(-(10**7), 10**7), st.integers(0, 80))
def test_an_open_dossier_is_late_exactly_after_its_time_and_soon_exactly_within_the_warning(seconds, soon):
    found = term(now=DUE - timedelta(seconds=seconds), soon=soon)
    if seconds < 0:
        assert found.standing is Standing.LATE
        assert found.seconds == seconds
    else:
        assert found.standing is (Standing.DUE_SOON if seconds <= soon * 3600 else Standing.ON_TIME)


@given(st.integers(-(10**7), 10**7), st.booleans())
def test_what_has_ended_stays_as_it_ended_however_long_one_waits(seconds, waiting):
    ended = DUE - timedelta(seconds=seconds)
    now = DUE + timedelta(days=1000)
    assert term(ended=ended, waiting=waiting, now=now) == term(ended=ended, now=ended)


def test_every_standing_has_words():
    assert all(Term(standing).words for standing in Standing)
    assert set(STANDING_WORDS) == set(Standing)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 phút"),
        (59, "0 phút"),
        (3599, "59 phút"),
        (3600, "1 giờ làm việc"),
        (8 * 3600, "1 ngày làm việc"),
        (13 * 3600, "1 ngày 5 giờ làm việc"),
        (29 * 3600, "3 ngày làm việc"),
        (-5, "0 phút"),
    ],
)
def test_working_time_is_told_in_the_largest_sensible_unit(seconds, words):
    assert working_words(seconds) == words
