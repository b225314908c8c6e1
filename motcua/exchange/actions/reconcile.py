"""Đối soát: compare our dossiers of some days with the partner's, and send again what differs."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.public import record
from motcua.exchange.actions.queue import NATIONAL
from motcua.exchange.connectors.base import Held, National
from motcua.exchange.models import Discrepancy, Outgoing, Reconciliation
from motcua.exchange.queries import latest_reconciliation
from motcua.exchange.rules.comparing import by_status, gaps
from motcua.exchange.rules.news import Standing
from motcua.exchange.subjects import dossier_book
from motcua.kernel.actor import Actor
from motcua.kernel.refusals import NotFound, NotNow
from motcua.organizations.public import require


def reconcile(*, national: National, first: date, last: date, at: datetime) -> Reconciliation:
    """Compare the dossiers with an act from ``first`` to ``last``, by dossier and by status.

    A dossier that only one side lists is asked for by its code before it counts as missing. What differed the
    last time is looked at again, whatever its days, until both sides agree.
    """
    book, still = dossier_book(), _differed()
    ours = {one.code: one for one in book.standings(first, last)}
    theirs = {one.code: one for one in national.dossiers(first, last)}
    ours |= {one.code: one for one in book.standings_of((theirs.keys() | still) - ours.keys())}
    for code in sorted((ours.keys() | still) - theirs.keys()):
        held = national.dossier(code)
        if held:
            theirs[code] = held
    return _written(ours, theirs, first, last, at)


def _differed() -> set[str]:
    """The dossiers on which both sides differed the last time."""
    last = latest_reconciliation(NATIONAL)
    return set(last.discrepancies.values_list("lane", flat=True)) if last else set()


@transaction.atomic
def _written(
    ours: dict[str, Standing], theirs: dict[str, Held], first: date, last: date, at: datetime
) -> Reconciliation:
    found = gaps({c: one.status for c, one in ours.items()}, {c: one.status for c, one in theirs.items()})
    row = Reconciliation.objects.create(
        partner=NATIONAL,
        first_day=first,
        last_day=last,
        at=at,
        ours=by_status(one.status for one in ours.values()),
        theirs=by_status(one.status for one in theirs.values()),
        differing=len(found),
    )
    Discrepancy.objects.bulk_create(
        [
            Discrepancy(
                reconciliation=row,
                agency=ours[gap.code].agency if gap.code in ours else "",
                lane=gap.code,
                sequence=ours[gap.code].sequence if gap.code in ours else 0,
                subject_id=ours[gap.code].subject_id if gap.code in ours else None,
                ours=gap.ours,
                theirs=gap.theirs,
            )
            for gap in found
        ],
        batch_size=500,
    )
    return row


@transaction.atomic
def send_again(*, discrepancy_id: UUID, actor: Actor, at: datetime) -> Outgoing:
    """Put one differing dossier, as it stands now, into the outbox."""
    require(actor, "exchange.operate")
    gap = Discrepancy.objects.select_for_update().filter(pk=discrepancy_id).first()
    if gap is None:
        raise NotFound(_("Không có hồ sơ lệch này."))
    if gap.subject_id is None:
        raise NotNow(
            _("Hồ sơ %(code)s chỉ có ở hệ thống quốc gia.") % {"code": gap.lane},
            advice=_("Đối chiếu với đơn vị vận hành hệ thống quốc gia; ở đây không có gì để gửi."),
        )
    row, created = Outgoing.objects.get_or_create(
        agency=gap.agency,
        partner=NATIONAL,
        lane=gap.lane,
        sequence=gap.sequence,
        kind="again",
        defaults={"subject_id": gap.subject_id, "next_at": at},
    )
    if not created:
        row.state, row.next_at = Outgoing.State.WAITING, at
        row.save(update_fields=["state", "next_at"])
    gap.sent_again_at = at
    gap.save(update_fields=["sent_again_at"])
    record(
        agency=settings.PROVINCE,
        actor=actor,
        at=at,
        action="exchange.send_again",
        subject_kind="message",
        subject_id=row.pk,
        sentence=_("%(who)s cho gửi lại hồ sơ %(code)s sau đối soát.") % {"who": actor.name, "code": gap.lane},
        data={"code": gap.lane},
    )
    return row
