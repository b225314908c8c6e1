"""Lập biên lai: numbered without gap in the book of its kind, frozen as data; a job then draws and signs it."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.urls import reverse

from motcua.kernel.actor import Actor
from motcua.kernel.clock import VIETNAM, day_of
from motcua.kernel.facts import announce
from motcua.kernel.ids import new_id
from motcua.kernel.law import law
from motcua.payments.events import ReceiptIssued
from motcua.payments.models import Charge, Payment, Receipt, ReceiptSeries
from motcua.payments.rules import receipts as rules


def issue_receipts(
    charge: Charge, payment: Payment, *, actor: Actor, at: datetime, replaces: Receipt | None = None
) -> str:
    """One receipt for fees and one for duties, as far as there are any; what they are called, for the book.

    Inside the caller's transaction, which holds the charge: a number is given with the receipt or not at all.
    """
    books = (replaces.book,) if replaces else rules.BOOKS
    made = [
        _issue(charge, payment, book, actor=actor, at=at, replaces=replaces)
        for book in books
        if rules.lines_of(book, charge.lines)
    ]
    for receipt in made:
        announce(ReceiptIssued(receipt.id))
    return ", ".join(f"{receipt.series} số {rules.number_written(receipt.number)}" for receipt in made)


def _issue(
    charge: Charge, payment: Payment, book: str, *, actor: Actor, at: datetime, replaces: Receipt | None
) -> Receipt:
    local = at.astimezone(VIETNAM)
    name, form, series = rules.series_of(law("payments.receipt_series", on=day_of(at)), book, local)
    number = next_receipt_number(charge.agency, book, series)
    lines = rules.lines_of(book, charge.lines)
    amount = sum(line["amount"] for line in lines)
    code = rules.new_lookup_code()
    total, in_words = rules.sum_words(amount)
    party = charge.payer_party
    data = rules.ReceiptData(
        name=name,
        form=form,
        series=series,
        number=rules.number_written(number),
        above=charge.collector.parent.name if charge.collector.parent else "",
        agency=charge.collector.name,
        agency_code=charge.collector.code,
        place=charge.unit.short_name or charge.unit.name,
        payer=str(party.get("full_name", "")),
        payer_number=str(party.get("identity_number", "")),
        payer_address=str(party.get("address", "")),
        lines=rules.printed_lines(lines),
        total=total,
        in_words=in_words,
        how=str(Payment.Method(payment.method).label),
        dossier_code=charge.reference,
        issued_at=local.isoformat(),
        day=f"{local:%d}",
        month=f"{local:%m}",
        year=f"{local:%Y}",
        collector="" if actor.is_system else actor.name,
        lookup_code=code,
        verify_url=f"{settings.PUBLIC_URL}{reverse('receipt-look-up')}?ma={code}",
        replaces=f"{replaces.series} số {rules.number_written(replaces.number)}" if replaces else "",
    )
    return Receipt.objects.create(
        id=new_id(),
        agency=charge.agency,
        payment=payment,
        book=book,
        series=series,
        number=number,
        amount=amount,
        lookup_code=code,
        data=data.plain(),
        issued_at=at,
        issued_by_id=actor.account_id,
        replaces=replaces,
    )


def next_receipt_number(agency: str, book: str, series: str) -> int:
    """The next number of a series, its row locked till the transaction ends: no gap, no number twice."""
    table = connection.ops.quote_name(ReceiptSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (agency, book, series, last) VALUES (%s, %s, %s, 1) "  # noqa: S608 (our model's name)
            f"ON CONFLICT (agency, book, series) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [agency, book, series],
        )
        return int(cursor.fetchone()[0])
