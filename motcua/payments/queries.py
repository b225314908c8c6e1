"""Reads: charges of something, receipts, what is under way, what a day came to."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotFound
from motcua.organizations.public import Where, may
from motcua.payments.models import Charge, DayCheck, MoneyNews, Payment, Receipt, Refund, StatementLine
from motcua.payments.rules import life


def where_of(charge: Charge) -> Where:
    """Whom a charge concerns."""
    return Where(owner=charge.payer_id, units=frozenset({charge.unit_id, charge.collector_id}), agency=charge.agency)


def charges_of(subject_id: UUID) -> list[Charge]:
    """All charges of something, oldest first, each with its payments, refunds and receipts: four queries."""
    rows = Charge.objects.filter(subject_id=subject_id).order_by("raised_at", "id")
    return list(rows.select_related("unit").prefetch_related("payments__refund", "payments__receipts"))


def open_charges(subject_id: UUID, *, when: Collection[str] = ()) -> list[Charge]:
    """Those still to be paid."""
    rows = Charge.objects.filter(subject_id=subject_id, state__in=life.OPEN).order_by("raised_at", "id")
    return list(rows.filter(when__in=when) if when else rows)


def charge_of(subject_id: UUID, purpose: str) -> Charge | None:
    """The charge of one purpose."""
    return Charge.objects.filter(subject_id=subject_id, purpose=purpose).first()


def own_charge(charge_id: UUID, actor: Actor) -> Charge:
    """A charge for who pays it; NotFound for anybody else."""
    rows = Charge.objects.select_related("unit", "collector").prefetch_related("payments__refund", "payments__receipts")
    charge = rows.filter(id=charge_id).first()
    if charge is None or not may(actor, "payments.pay", Where(owner=charge.payer_id, agency=charge.agency)):
        raise NotFound(gettext("Không tìm thấy khoản thu này."))
    return charge


def charges_paid_by(payer: UUID, *, most: int = 100) -> list[Charge]:
    """What somebody was asked to pay, latest first."""
    rows = Charge.objects.filter(payer_id=payer).order_by("-raised_at", "-id")
    return list(rows.prefetch_related("payments__refund", "payments__receipts")[:most])


def receipt_looked_up(code: str) -> Receipt | None:
    """The receipt for who holds its look-up code."""
    rows = Receipt.objects.select_related("payment__charge", "file", "replaced_by")
    return rows.filter(lookup_code=code).first() if code else None


def receipt_numbered(receipt_id: UUID) -> Receipt:
    """One receipt with its charge; NotFound when there is none."""
    row = Receipt.objects.select_related("payment__charge", "file").filter(id=receipt_id).first()
    if row is None:
        raise NotFound(gettext("Không tìm thấy biên lai này."))
    return row


def under_way(*, since: datetime, until: datetime, most: int = 50) -> list[Payment]:
    """Attempts without an end that began in that time, the oldest first."""
    rows = Payment.objects.filter(state=life.STARTED, started_at__gte=since, started_at__lt=until)
    return list(rows.order_by("started_at", "id")[:most])


def refunds(actor: Actor, *, due: bool, most: int = 100) -> list[Refund]:
    """Refunds that concern ``actor``: what waits, or what is done, latest first."""
    rows = Refund.objects.select_related("payment__charge__unit", "payment__charge__collector", "closed_by")
    rows = rows.filter(state=0) if due else rows.exclude(state=0)
    found: QuerySet[Refund] = _concerning(rows, actor, "payments.refund")
    return list(found.order_by("-opened_at", "-id")[:most])


def _concerning(rows: Any, actor: Actor, permission: str) -> Any:
    """Of agencies that the actor's posts are for; of everybody where the table says so."""
    if may(actor, permission, Where()):
        return rows
    return rows.filter(agency__in={post.agency for post in actor.posts} | _served(actor))


def _served(actor: Actor) -> set[str]:
    """Agencies whose dossiers are received in a unit of the actor's."""
    rows = Charge.objects.filter(unit_id__in=actor.units())
    return set(rows.values_list("agency", flat=True).distinct()[:500])


def day_checks(*, most: int = 60) -> list[DayCheck]:
    """The latest comparisons with how much differs."""
    return list(DayCheck.objects.prefetch_related("differences").order_by("-day", "method")[:most])


def lines_nobody_knows(*, most: int = 100) -> list[StatementLine]:
    """Money on a statement that names no charge of ours."""
    return list(StatementLine.objects.filter(payment=None).order_by("-at", "-id")[:most])


def news_unheard(*, most: int = 50) -> list[MoneyNews]:
    """Facts that a listener failed to hear."""
    return list(MoneyNews.objects.filter(heard_at=None, attempts__gt=0).select_related("charge").order_by("at")[:most])
