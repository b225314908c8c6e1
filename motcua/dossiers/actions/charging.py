"""Thu tiền của hồ sơ: which charges a dossier has, raised through the room ``payments`` with the dossier's own acts."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from django.utils.translation import gettext

from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.queries import definition_of, papers_of
from motcua.kernel.actor import Actor
from motcua.kernel.clock import day_of
from motcua.kernel.refusals import NotNow
from motcua.payments.public import Bill, Charge, Facts, Subject, bill, charge_of, open_charges, raise_charge, read_fee

#: charges that a paused dossier waits for
WAITED_FOR = ("before", "asked")


def bill_of(
    dossier: Dossier,
    when: str,
    at: datetime,
    *,
    papers: frozenset[str] | None = None,
    counted: Mapping[str, int] | None = None,
    by_hand: Mapping[str, int] | None = None,
    claims: Mapping[str, str] | None = None,
) -> Bill:
    """What the frozen fees of ``when`` come to: from the e-form, and from what an officer counted or granted."""
    fees = [fee for line in dossier.fees if (fee := read_fee(line)).when == when]
    if not fees:
        return Bill(())
    claimed = str(dossier.form.get("fee_category") or "")
    facts = Facts(
        on=day_of(at),
        channel=dossier.channel,
        sets=dossier.sets,
        answers=dossier.form,
        claims={**({claimed: ""} if claimed else {}), **(claims or {})},
        papers=papers if papers is not None else frozenset(paper.key for paper in papers_of(dossier.id)),
        counted=counted or {},
        by_hand=by_hand or {},
    )
    return bill(fees, facts)


def charge_for(
    dossier: Dossier, when: str, *, actor: Actor, at: datetime, papers: frozenset[str] | None = None
) -> Charge | None:
    """Raise what is due at ``when``; None when nothing is, or when an officer must count first."""
    if not any(line["when"] == when for line in dossier.fees):
        return None
    told = bill_of(dossier, when, at, papers=papers or None)
    return raise_bill(dossier, when, told, actor=actor, at=at) if told.complete else None


def raise_bill(dossier: Dossier, when: str, told: Bill, *, actor: Actor, at: datetime) -> Charge | None:
    """The charge of a complete bill, within the caller's act."""
    return raise_charge(subject_of(dossier), purpose=when, when=when, lines=told.lines, actor=actor, at=at)


def ask_charge(dossier: Dossier, amount: int, what_for: str, *, actor: Actor, at: datetime) -> None:
    """What an officer asks for: the charges that are open already when they come to ``amount``, else a new one."""
    if sum(charge.amount for charge in open_charges(dossier.id, when=WAITED_FOR)) == amount:
        return
    fee = read_fee({"kind": "fee", "name": what_for, "when": "before"})
    told = bill([fee], Facts(on=day_of(at), by_hand={what_for: amount}))
    purpose = f"asked:{dossier.revision}"
    raise_charge(subject_of(dossier), purpose=purpose, when="asked", lines=told.lines, actor=actor, at=at)


def subject_of(dossier: Dossier) -> Subject:
    """The dossier as the room of money knows it: the owner pays for it, whoever submits may do so on the net."""
    return Subject(
        kind="dossier",
        id=dossier.id,
        agency=dossier.agency,
        reference=str(dossier.code),
        title=definition_of(dossier.version_id).name,
        payer=dossier.applicant_id,
        party=dossier.owner,
        unit=dossier.reception_unit,
        collector=dossier.competent_unit,
    )


def uncounted(dossier: Dossier, at: datetime) -> dict[str, Bill]:
    """Moments of paying whose sum nobody can tell without counting, and that were not charged yet."""
    found = {}
    for when in ("before", "after"):
        told = bill_of(dossier, when, at)
        if not told.complete and charge_of(dossier.id, when) is None:
            found[when] = told
    return found


def refuse_unpaid(dossier: Dossier, when: str, *, actor: Actor) -> None:
    """NotNow while what is due at ``when`` is not paid.

    A system of the agency collects by itself; whoever handed in at the counter pays there, in the same visit.
    """
    pays_at_once = dossier.channel != Channel.ONLINE or dossier.applicant_id is None
    if "partner" in actor.roles or (when == "before" and pays_at_once):
        return
    owed = open_charges(dossier.id, when=(when,))
    if owed:
        amount = f"{sum(charge.amount for charge in owed):,}".replace(",", ".") + " đồng"
        raise NotNow(
            gettext("Người nộp chưa nộp phí, lệ phí: %(amount)s.") % {"amount": amount},
            advice=gettext("Thu tiền tại quầy, hoặc yêu cầu nộp tiền rồi đợi: tiền vào thì hồ sơ tự đi tiếp."),
        )


def granted(told: Bill, percent: int, basis: str) -> Bill:
    """The same bill with every line ``percent`` less, as an officer grants it with ``basis``."""
    return Bill(
        tuple(
            msgspec.structs.replace(
                line,
                amount=(line.full or 0) - ((line.full or 0) * percent + 50) // 100,
                exemption=basis,
                evidence=basis,
            )
            for line in told.lines
        )
    )
