"""Đối soát: orders, statement and receipts of a day side by side. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NOT_ON_STATEMENT, NOT_IN_ORDERS, OTHER_AMOUNT = "not_on_statement", "not_in_orders", "other_amount"
WITHOUT_RECEIPT, OTHER_RECEIPT = "without_receipt", "other_receipt"


@dataclass(frozen=True, slots=True)
class Money:
    """Money that came: by our orders, or by the statement. ``key`` is the provider's name of it."""

    key: str
    reference: str
    agency: str
    amount: int
    #: of an order: whether it settled its charge, so that receipts must stand for it; and what they come to
    settles: bool = False
    receipts: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing on which two sides differ."""

    kind: str
    reference: str
    agency: str
    ours: int | None
    theirs: int | None
    words: str = ""


def compare(orders: Iterable[Money], statement: Iterable[Money], *, has_statement: bool) -> list[Gap]:
    """Every difference, orders first. Without a statement (cash, or a provider that is silent): receipts alone."""
    ours = {one.key: one for one in orders}
    theirs = {one.key: one for one in statement}
    gaps = list(_receipts(ours.values()))
    if has_statement:
        gaps += _both(ours, theirs)
    return gaps


def _receipts(orders: Iterable[Money]) -> Iterable[Gap]:
    for one in orders:
        if one.settles and one.receipts == 0:
            yield Gap(WITHOUT_RECEIPT, one.reference, one.agency, one.amount, 0)
        elif one.settles and one.receipts != one.amount:
            yield Gap(OTHER_RECEIPT, one.reference, one.agency, one.amount, one.receipts)


def _both(ours: Mapping[str, Money], theirs: Mapping[str, Money]) -> Iterable[Gap]:
    for key, one in ours.items():
        other = theirs.get(key)
        if other is None:
            yield Gap(NOT_ON_STATEMENT, one.reference, one.agency, one.amount, None)
        elif other.amount != one.amount:
            yield Gap(OTHER_AMOUNT, one.reference, one.agency, one.amount, other.amount)
    for key, other in theirs.items():
        if key not in ours:
            yield Gap(NOT_IN_ORDERS, key, other.agency, None, other.amount, other.words)
