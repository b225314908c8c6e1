"""The one table of what news of money makes of a payment and its charge, and amounts in letters."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.payments.rules import life
from motcua.payments.rules.in_letters import amount_in_words

CHARGES = (life.UNPAID, life.WAITING, life.PAID, life.CANCELLED, life.REFUNDED)
PAYMENTS = (life.STARTED, life.SETTLED, life.FAILED, life.SURPLUS, life.MISMATCHED)
NEWS = (life.CAME_IN, life.FELL_THROUGH)


@pytest.mark.parametrize(
    ("charge", "payment", "news", "right", "becomes"),
    [
        (life.WAITING, life.STARTED, life.CAME_IN, True, life.SETTLED),
        (life.WAITING, life.STARTED, life.CAME_IN, False, life.MISMATCHED),
        (life.UNPAID, life.FAILED, life.CAME_IN, True, life.SETTLED),
        (life.PAID, life.STARTED, life.CAME_IN, True, life.SURPLUS),
        (life.PAID, life.FAILED, life.CAME_IN, True, life.SURPLUS),
        (life.CANCELLED, life.STARTED, life.CAME_IN, True, life.SURPLUS),
        (life.REFUNDED, life.STARTED, life.CAME_IN, False, life.SURPLUS),
        (life.WAITING, life.STARTED, life.FELL_THROUGH, True, life.FAILED),
        (life.PAID, life.STARTED, life.FELL_THROUGH, True, life.FAILED),
        (life.WAITING, life.FAILED, life.FELL_THROUGH, True, None),
        (life.PAID, life.SETTLED, life.FELL_THROUGH, True, None),
        (life.PAID, life.SETTLED, life.CAME_IN, True, None),
        (life.PAID, life.SURPLUS, life.CAME_IN, True, None),
        (life.WAITING, life.MISMATCHED, life.CAME_IN, True, None),
    ],
)
def test_each_row_of_the_table(charge, payment, news, right, becomes):
    decided = life.decide(charge=charge, payment=payment, news=news, right_amount=right)
    assert (decided.payment if decided else None) == becomes


@pytest.mark.parametrize(
    ("charge", "payment", "news", "right"), list(itertools.product(CHARGES, PAYMENTS, NEWS, (True, False)))
)
def test_in_every_case_money_settles_or_goes_back_and_never_both(charge, payment, news, right):
    decided = life.decide(charge=charge, payment=payment, news=news, right_amount=right)
    if decided is None:
        return
    assert not (decided.settles and decided.goes_back)
    assert decided.has_money == (news == life.CAME_IN) == (decided.settles or decided.goes_back)
    assert not decided.settles or (charge in life.OPEN and right)
    again = life.decide(charge=charge, payment=decided.payment, news=news, right_amount=right)
    assert again is None, "the same news twice"


def test_news_that_is_none_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="no news"):
        life.decide(charge=0, payment=0, news="?", right_amount=True)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (34, "Ba mươi tư đồng"),
        (105, "Một trăm linh năm đồng"),
        (2_000, "Hai nghìn đồng"),
        (7_005, "Bảy nghìn không trăm linh năm đồng"),
        (200_000, "Hai trăm nghìn đồng"),
        (1_500_000, "Một triệu năm trăm nghìn đồng"),
        (1_000_001, "Một triệu không trăm linh một đồng"),
        (1_055_000_000, "Một tỷ không trăm năm mươi lăm triệu đồng"),
        (2_000_000_000_000, "Hai nghìn tỷ đồng"),
        (1_500_000_000_000, "Một nghìn năm trăm tỷ đồng"),
    ],
)
def test_amounts_in_letters(amount, words):
    assert amount_in_words(amount) == words


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_two_amounts_never_read_the_same(one, other):
    assert (amount_in_words(one) == amount_in_words(other)) == (one == other)
