"""Days as people write them."""

from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as some

from motcua.kernel.day_field import DayField
from motcua.kernel.days import day_in_words, day_written, read_day

NINTH = date(2026, 3, 9)


@pytest.mark.parametrize(
    "text", ["09/03/2026", "9/3/2026", " 9 / 3 / 2026 ", "9-3-2026", "09.03.2026", "9 3 2026", "09032026", "2026-03-09"]
)
def test_a_day_is_read_with_the_day_before_the_month(text):
    assert read_day(text) == NINTH


@pytest.mark.parametrize(
    "text",
    ["", "9/3/26", "31/02/2026", "13/13/2026", "2026/03/09", "20260309x", "9/3", "0/3/2026", "٩/٣/٢٠٢٦", "hôm nay"],
)
def test_what_is_no_day_or_could_be_two_is_not_guessed(text):
    assert read_day(text) is None


@given(some.dates())
def test_what_is_written_is_read_back(day):
    assert read_day(day_written(day)) == day
    assert day_written(day.isoformat()) == day_written(day)


def test_what_cannot_be_read_is_shown_as_it_was_typed():
    assert day_written("32/1/2026") == "32/1/2026"
    assert day_written("01234567") == "01234567"
    assert day_written(None) == ""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (NINTH, "Ngày chín tháng ba năm hai nghìn không trăm hai mươi sáu"),
        (date(2025, 4, 21), "Ngày hai mươi mốt tháng tư năm hai nghìn không trăm hai mươi lăm"),
        (date(2005, 12, 15), "Ngày mười lăm tháng mười hai năm hai nghìn không trăm linh năm"),
        (date(1991, 11, 11), "Ngày mười một tháng mười một năm một nghìn chín trăm chín mươi mốt"),
        (date(2000, 1, 10), "Ngày mười tháng một năm hai nghìn"),
    ],
)
def test_a_day_is_written_out_as_certificates_have_it(day, words):
    assert day_in_words(day) == words


class When(forms.Form):
    day = DayField(required=False)


def test_a_field_takes_what_people_write_and_keeps_what_it_cannot_read():
    assert When({"day": "9/3/2026"}).is_valid()
    wrong = When({"day": "31/02/2026"})
    assert not wrong.is_valid()
    assert "ngày/tháng/năm" in wrong.errors["day"][0]
    assert 'value="31/02/2026"' in str(wrong["day"])
    assert 'value="09/03/2026"' in str(When(initial={"day": NINTH})["day"])
