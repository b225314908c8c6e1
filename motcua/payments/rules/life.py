"""Vòng đời khoản thu: what news of money makes of a payment and of its charge, as one table. Pure.

News may come twice, late, out of order, or for a charge that somebody paid in another way. Whatever comes, a charge
is settled once, money that is too much is written down as too much and goes back, and telling it again changes nothing.
"""

from dataclasses import dataclass
from typing import Final

# a charge (khoản thu): the states of the national exchange
UNPAID, WAITING, PAID, CANCELLED, REFUNDED = 0, 1, 2, 3, 4
# a payment (lần thanh toán): one attempt
STARTED, SETTLED, FAILED, SURPLUS, MISMATCHED = 0, 1, 2, 3, 4

#: a charge in these may still be settled
OPEN: Final = frozenset({UNPAID, WAITING})
#: a payment in these has brought money
HAS_MONEY: Final = frozenset({SETTLED, SURPLUS, MISMATCHED})

#: kinds of news of a payment
CAME_IN, FELL_THROUGH = "came in", "fell through"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be written: the payment's state, whether the charge is settled, whether money must go back."""

    payment: int
    settles: bool = False
    goes_back: bool = False

    @property
    def has_money(self) -> bool:
        """Whether money is here."""
        return self.payment in HAS_MONEY


def decide(*, charge: int, payment: int, news: str, right_amount: bool) -> Outcome | None:
    """What ``news`` of a payment in state ``payment`` makes of it; None: nothing to do, it is known.

    ==========  ============  ===================  =======================================
    payment     news          charge               becomes
    ==========  ============  ===================  =======================================
    has money   anything      any                  nothing (a replay, or a late "failed")
    started     fell through  any                  failed
    failed      fell through  any                  nothing (a replay)
    started,    came in       open, right amount   settled, and so is the charge
    failed      came in       open, other amount   mismatched: goes back, the charge stays
    …           came in       not open             surplus: goes back
    ==========  ============  ===================  =======================================
    """
    if payment in HAS_MONEY:
        return None
    if news == FELL_THROUGH:
        return Outcome(FAILED) if payment == STARTED else None
    if news != CAME_IN:
        raise ValueError(f"no news of money: {news!r}")
    if charge not in OPEN:
        return Outcome(SURPLUS, goes_back=True)
    if not right_amount:
        return Outcome(MISMATCHED, goes_back=True)
    return Outcome(SETTLED, settles=True)


def standing(charge: int, attempts: tuple[int, ...]) -> int:
    """An open charge waits while an attempt is under way, else it is unpaid; a closed one stays."""
    if charge not in OPEN:
        return charge
    return WAITING if STARTED in attempts else UNPAID
