from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from motcua.kernel.clock import VIETNAM
from motcua.ui.components.say import money, number, when
from motcua.ui.tests.make import draw

MONDAY = datetime(2026, 3, 9, 9, 12, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (MONDAY, "thứ Hai 09/03/2026, 09:12"),
        (datetime(2026, 3, 8, 18, 30, tzinfo=UTC), "thứ Hai 09/03/2026, 01:30"),
        (date(2026, 3, 8), "Chủ nhật 08/03/2026"),
        (date(2026, 3, 14), "thứ Bảy 14/03/2026"),
        (None, ""),
        ("", ""),
    ],
)
def test_moments_are_said_as_people_say_them_in_vietnams_time(value, said):
    assert when(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(1_500_000, "1.500.000 đồng"), (0, "0 đồng"), (None, ""), ("8000", "8.000 đồng")]
)
def test_money_is_said_with_dots_and_its_unit(value, said):
    assert money(value) == said


def test_a_moment_is_readable_by_machines_too():
    assert draw("{% moment at %}", at=MONDAY) == (
        '<time datetime="2026-03-09T09:12:00+07:00">thứ Hai 09/03/2026, 09:12</time>'
    )


def test_a_deadline_says_how_far_it_is_in_words_with_a_shape_beside_the_colour():
    drawn = draw('{% due at "còn 2 giờ làm việc" "soon" %}', at=MONDAY)
    assert "tone-soon" in drawn
    assert "<svg" in drawn
    assert "còn 2 giờ làm việc" in drawn
    assert "<svg" not in draw("{% due at %}", at=MONDAY)


@pytest.mark.parametrize(("language", "said"), [("vi", "2.883"), ("en", "2,883")])
def test_thousands_are_parted_as_the_readers_language_parts_them(language, said):
    with translation.override(language):
        assert number(2883) == said
