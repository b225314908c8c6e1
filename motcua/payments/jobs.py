"""What time brings: facts are told, orders without an answer are asked about, yesterday is reconciled."""

from datetime import datetime, timedelta
from uuid import UUID

from django_tasks import task

from motcua.exchange.public import Unreachable, every
from motcua.kernel.clock import day_of, now
from motcua.kernel.facts import hears
from motcua.kernel.law import law
from motcua.payments.actions.draw_receipt import draw_receipt
from motcua.payments.actions.reconcile import reconcile
from motcua.payments.actions.take_money import take_money
from motcua.payments.actions.take_statement import take_statement
from motcua.payments.actions.tell import tell_waiting
from motcua.payments.connectors.base import Connector
from motcua.payments.connectors.chosen import BANK, connector, methods
from motcua.payments.events import ReceiptIssued
from motcua.payments.models import Payment
from motcua.payments.queries import under_way


@task()
def draw(receipt_id: str) -> str:
    """Draw and sign a receipt."""
    return draw_receipt(receipt_id=UUID(receipt_id), at=now()).digest


@hears(ReceiptIssued, within=True)
def draw_soon(fact: ReceiptIssued) -> None:
    """The job commits with the receipt. Whoever opens it before then draws it."""
    draw.enqueue(str(fact.receipt_id))


@every(timedelta(seconds=5), "payments.tell")
def tell(at: datetime) -> str:
    """Tell what is stored until it is heard."""
    return f"heard {tell_waiting(at=at)}"


@every(timedelta(minutes=1), "payments.ask")
def ask(at: datetime) -> str:
    """Orders that nobody told the end of, from a minute after they began; a statement where lines are fetched."""
    days = law("payments.order_asked_days", on=day_of(at))
    rows = under_way(since=at - timedelta(days=days), until=at - timedelta(minutes=1))
    found = sum(_ask(method, [row for row in rows if row.method == method], at) for method in methods())
    return f"asked about {len(rows)}, {found} ended, {_fetch(at)} lines"


def _ask(method: str, rows: list[Payment], at: datetime) -> int:
    """How many ended. A provider that is silent once is not asked again in the same round."""
    provider: Connector = connector(method)
    ended = 0
    for row in rows:
        try:
            heard = provider.ask(row.order, row.started_at, at)
        except Unreachable:
            break
        if heard is not None and heard.paid is not None:
            ended += take_money(method=method, heard=heard, at=at).outcome == "taken"
    return ended


def _fetch(at: datetime) -> int:
    if BANK not in methods():
        return 0
    try:
        return len(take_statement(method=BANK, lines=connector(BANK).listed(day_of(at)), at=at))
    except Unreachable:
        return 0


@every(timedelta(hours=6), "payments.reconcile")
def compare(at: datetime) -> str:
    """Yesterday, by every way to pay; again and again, for a provider may list late."""
    day = day_of(at) - timedelta(days=1)
    found = [reconcile(method=method, provider=connector(method), day=day, at=at) for method in methods()]
    return f"{day}: {sum(check.differences.count() for check in found)} differences"
