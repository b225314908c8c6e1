from hypothesis import given
from hypothesis import strategies as st

from motcua.ui.rules.charts import line, shares
from motcua.ui.rules.words import amount, bytes_said


@given(st.integers(-(10**15), 10**15))
def test_an_amount_loses_nothing_but_its_dots(value):
    assert int(amount(value).replace(".", "")) == value


def test_sizes_are_said_with_a_comma_and_the_nearest_unit():
    said = [bytes_said(size) for size in (999, 1000, 1_240_000, 999_949, 999_999, 3_400_000_000, 5 * 10**12)]
    assert said == ["999 B", "1 KB", "1,2 MB", "999,9 KB", "1 MB", "3,4 GB", "5000 GB"]


@given(st.lists(st.floats(0, 1e12, allow_nan=False), max_size=20))
def test_the_longest_bar_is_full_and_none_is_longer(values):
    widths = shares(values)
    assert len(widths) == len(values)
    assert all(0 <= width <= 100 for width in widths)
    assert not any(values) or max(widths) == 100


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=50))
def test_a_sparkline_stays_inside_its_picture(values):
    points = line(values)
    assert len(points) == len(values)
    assert all(0 <= x <= 120 and 0 <= y <= 32 for x, y in points)


def test_a_rising_line_ends_above_its_beginning():
    points = line([1, 2, 5])
    assert points[-1][1] < points[0][1]
