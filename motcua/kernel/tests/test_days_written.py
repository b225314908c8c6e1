"""A kept day as people write it."""

import pytest

from motcua.kernel.days import day_written


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("2026-03-09", "09/03/2026"),
        ("2026-02-30", "2026-02-30"),  # no such day: as it was written
        ("20260309", "20260309"),
        ("2026-W10-1", "2026-W10-1"),
        ("2026-03-09T10:00:00+07:00", "2026-03-09T10:00:00+07:00"),
        ("", ""),
        ("Nha Trang", "Nha Trang"),
    ],
)
def test_a_day_is_said_as_people_write_it_and_all_else_as_it_is(kept, said):
    assert day_written(kept) == said
