"""What rules say in Vietnamese, pages say in the reader's language."""

import pytest
from django.utils import translation

from motcua.dossiers.rules.lateness import Standing, Term
from motcua.kernel.refusals import NotNow
from motcua.kernel.sentences import Counted, Sentence
from motcua.ui.components.say import spoken

DAY = 8 * 3600


def test_a_sentence_is_an_ordinary_vietnamese_string():
    assert Sentence("quá %(time)s", time="2 giờ") == "quá 2 giờ"
    assert Counted("%(count)s ngày làm việc", 2) == "2 ngày làm việc"


@pytest.mark.parametrize(
    ("seconds", "vietnamese", "english"),
    [
        (DAY, "còn 1 ngày làm việc", "1 working day left"),
        (5 * DAY, "còn 5 ngày làm việc", "5 working days left"),
        (2 * DAY + 3 * 3600, "còn 2 ngày 3 giờ làm việc", "2 days 3 working hours left"),
        (60, "còn 1 phút", "1 minute left"),
    ],
)
def test_numbers_inside_a_sentence_take_the_right_form(seconds, vietnamese, english):
    words = Term(Standing.ON_TIME, seconds).words
    assert words == vietnamese
    assert spoken(words) == vietnamese
    with translation.override("en"):
        assert spoken(words) == english


def test_a_constant_sentence_of_a_rule_is_said_again_and_a_name_is_left_alone():
    with translation.override("en"):
        assert spoken("Việc này đã kết thúc.") == "This work has ended."
        assert spoken("Đăng ký khai sinh") == "Đăng ký khai sinh"
        assert spoken("") == ""


def test_a_refusal_keeps_its_sentence_until_it_is_shown():
    refusal = NotNow(Sentence("Không làm được thao tác này khi việc đang ở bước %(names)s.", names="“Ký”"))
    with translation.override("en"):
        assert spoken(refusal.message) == "This cannot be done while the work is at the step “Ký”."
