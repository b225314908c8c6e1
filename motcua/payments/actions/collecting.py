"""Tiền thu hộ: money that a carrier took for us at somebody's door, and its list of a day.

The carrier is known to the rooms above; what reaches this one is proven by them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from motcua.payments.actions.reconcile import reconcile as compare
from motcua.payments.actions.take_money import take_money
from motcua.payments.connectors.base import Heard, Listed
from motcua.payments.models import DayCheck, Payment


def take(*, code: str, amount: int, reference: str, at: datetime) -> str:
    """``amount`` đồng for the charge ``code``, named ``reference``: what came of it, as ``take_money`` tells."""
    heard = Heard(order="", paid=True, amount=amount, reference=reference, at=at)
    return take_money(method=Payment.Method.POST, heard=heard, at=at, charge_code=code).outcome


@dataclass(frozen=True, slots=True)
class Line:
    """Money as the carrier lists it: for which charge, how much, when."""

    reference: str
    code: str
    amount: int
    at: datetime


def reconcile(*, day: date, listed: Callable[[], Iterable[Line]], at: datetime) -> DayCheck:
    """Both sides of ``day``; ``listed`` asks the carrier and may be Unreachable."""
    return compare(method=Payment.Method.POST, provider=_Carrier(listed), day=day, at=at)


@dataclass(frozen=True, slots=True)
class _Carrier:
    lines: Callable[[], Iterable[Line]]

    def listed(self, day: date) -> Iterator[Listed]:
        return iter(
            Listed(reference=one.reference, at=one.at, amount=one.amount, words=one.code) for one in self.lines()
        )
