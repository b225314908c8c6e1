"""Ghi sao kê: lines of money as a provider lists them, each kept once and brought to the charge that it names."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.kernel.clock import day_of
from motcua.kernel.ids import new_id
from motcua.payments.actions.take_money import Taken, take_money
from motcua.payments.connectors.base import Heard, Listed
from motcua.payments.models import StatementLine
from motcua.payments.rules.codes import codes_in


def take_statement(*, method: str, lines: Iterable[Listed], at: datetime) -> list[Taken]:
    """Each line in a transaction of its own: one that cannot be taken holds up no other."""
    return [take_line(method=method, line=line, at=at) for line in lines]


@transaction.atomic
def take_line(*, method: str, line: Listed, at: datetime) -> Taken:
    """One line. What names no charge of ours, or several, is kept for the treasurer to look at."""
    row, _ = StatementLine.objects.get_or_create(
        method=method,
        provider_reference=line.reference[:60],
        defaults={
            "id": new_id(),
            "day": day_of(line.at),
            "at": line.at,
            "amount": line.amount,
            "order": line.order[:40],
            "words": line.words[:300],
        },
    )
    codes = codes_in(line.words)
    heard = Heard(order=line.order, paid=True, amount=line.amount, reference=line.reference[:60], at=line.at)
    taken = take_money(method=method, heard=heard, at=at, charge_code=codes[0] if len(codes) == 1 else "")
    if taken.payment is not None and row.payment_id is None:
        row.payment = taken.payment
        row.save(update_fields=["payment"])
    return taken
