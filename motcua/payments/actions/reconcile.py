"""Đối soát ngày: fetch the provider's list of a day, take what was never told, and write down what still differs."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum

from motcua.kernel.clock import VIETNAM
from motcua.kernel.ids import new_id
from motcua.payments.actions.take_statement import take_statement
from motcua.payments.connectors.base import Lister, Unreachable
from motcua.payments.models import DayCheck, Difference, Payment, Receipt, StatementLine
from motcua.payments.rules import life
from motcua.payments.rules.comparing import Gap, Money, compare


def reconcile(*, method: str, provider: Lister, day: date, at: datetime) -> DayCheck:
    """Both sides of ``day``; done again, it takes the place of what was found before."""
    problem = ""
    try:
        take_statement(method=method, lines=provider.listed(day), at=at)
    except Unreachable as error:
        problem = str(error)[:300] or "no answer"
    return _write(method, day, at, problem)


@transaction.atomic
def _write(method: str, day: date, at: datetime, problem: str) -> DayCheck:
    orders = _orders(method, day)
    statement = _statement(method, day)
    kept = method != Payment.Method.CASH and not problem
    gaps = compare(orders, statement, has_statement=kept)
    DayCheck.objects.filter(method=method, day=day).delete()
    check = DayCheck.objects.create(
        id=new_id(),
        method=method,
        day=day,
        at=at,
        problem=problem,
        sums={
            "orders": _sum(orders),
            "statement": _sum(statement),
            "receipts": {
                "count": sum(1 for one in orders if one.receipts),
                "sum": sum(one.receipts for one in orders),
            },
        },
    )
    Difference.objects.bulk_create([_row(check, gap) for gap in gaps])
    return check


def _row(check: DayCheck, gap: Gap) -> Difference:
    return Difference(
        id=new_id(),
        check_of=check,
        kind=gap.kind,
        agency=gap.agency,
        reference=gap.reference[:60],
        ours=gap.ours,
        theirs=gap.theirs,
        words=gap.words[:300],
    )


def _orders(method: str, day: date) -> list[Money]:
    start = datetime.combine(day, time(), VIETNAM)
    rows = Payment.objects.filter(method=method, received_at__gte=start, received_at__lt=start + timedelta(days=1))
    standing = Q(receipts__state=Receipt.State.ISSUED)
    # a receipt that was cancelled because its money went back stood for that money on its day
    standing |= Q(receipts__state=Receipt.State.CANCELLED, refund__state=1)
    found = rows.filter(state__in=life.HAS_MONEY).annotate(written=Sum("receipts__amount", filter=standing))
    return [
        Money(
            key=row.provider_reference or row.order,
            reference=row.order,
            agency=row.agency,
            amount=row.received or 0,
            settles=row.state == life.SETTLED,
            receipts=row.written or 0,
        )
        for row in found.order_by("received_at", "id")
    ]


def _statement(method: str, day: date) -> list[Money]:
    rows = StatementLine.objects.filter(method=method, day=day).select_related("payment")
    return [
        Money(
            key=row.provider_reference,
            reference=row.order,
            agency=row.payment.agency if row.payment else "",
            amount=row.amount,
            words=row.words,
        )
        for row in rows.order_by("at", "id")
    ]


def _sum(rows: list[Money]) -> dict[str, Any]:
    return {"count": len(rows), "sum": sum(row.amount for row in rows)}
