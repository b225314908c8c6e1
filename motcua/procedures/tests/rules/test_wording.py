"""What a model may say, and what it may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.rules.finding.wording import may_stand

PASSAGES = """Cấp giấy phép thả diều
Giấy tờ cần có: Đơn đề nghị; bản vẽ con diều
Mất bao lâu: 5 ngày làm việc
Phí, lệ phí: Phí thẩm định: 20.000 đồng
Điều kiện: Không thả diều gần sân bay"""


@pytest.mark.parametrize(
    "said",
    [
        "Bạn cần đơn đề nghị và bản vẽ con diều.",
        "Việc này mất 5 ngày làm việc, phí 20.000 đồng.",
        "Bạn không thả diều gần sân bay nhé.",
    ],
)
def test_what_the_passages_say_may_be_said_in_other_order(said):
    assert may_stand(said, PASSAGES, "thả diều cần gì")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "  ",
        "Việc này mất 3 ngày làm việc.",  # another figure
        "Việc này mất 20.000 ngày làm việc.",  # a figure of something else
        "Phí 5 đồng.",
        "Phí năm đồng.",  # in words
        "Bạn được miễn phí.",  # a no that nobody said
        "Bạn cần đơn đề nghị và giấy khai sinh.",  # a paper that nobody asks for
        "Theo Nghị định về diều.",
        "Xem https://example.vn nhé.",
        "Gửi thư đến a@b.vn",
        "<b>đơn</b>",
        "[đơn](x)",
        "đơn " * 300,
    ],
)
def test_what_the_passages_do_not_say_may_not_be_said(said):
    assert not may_stand(said, PASSAGES, "thả diều cần gì")


def test_the_words_of_the_question_may_be_said_again_but_prove_no_figure():
    assert may_stand("Con diều của cháu bé cần đơn đề nghị.", PASSAGES, "con diều của cháu bé")
    assert not may_stand("Cháu bé 9 tuổi cần đơn.", PASSAGES, "cháu bé 9 tuổi")


@given(st.integers(min_value=0, max_value=10**9))
def test_no_figure_passes_that_does_not_stand_there(figure):
    said = f"Việc này mất {figure} ngày làm việc."
    assert may_stand(said, PASSAGES) == (figure == 5)
