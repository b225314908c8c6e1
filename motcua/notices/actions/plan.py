"""Chọn kênh: each new message gets its deliveries, by what the person wishes and where they are reached."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from motcua.kernel.clock import day_of
from motcua.kernel.law import law
from motcua.notices.composing import until_of, zalo_template
from motcua.notices.connectors.chosen import open_channels
from motcua.notices.models import Delivery, Device, Notice, Wishes
from motcua.notices.queries import devices_of, sent_lately, suppressed, unplanned, wishes_of
from motcua.notices.rules.choosing import chosen, is_urgent, not_before
from motcua.notices.rules.occasions import OCCASIONS, Occasion
from motcua.notices.rules.phones import plain_phone

_BATCH = 200


def plan_new(*, at: datetime, most: int = 5000) -> int:
    """Choose the channels of messages that have none yet; of how many."""
    done = 0
    while done < most:
        rows = unplanned(_BATCH)
        if not rows:
            break
        done += _plan(rows, at)
        if len(rows) < _BATCH:
            break
    return done


@transaction.atomic
def _plan(rows: Sequence[Notice], at: datetime) -> int:
    """By any number of workers at once: a message is taken by the one that marks it."""
    mine = [row for row in rows if Notice.objects.filter(pk=row.pk, planned_at=None).update(planned_at=at)]
    people = {row.account_id for row in mine}
    wishes, devices = wishes_of(people), devices_of(people)
    patience = timedelta(days=law("notices.patience_days", on=day_of(at)))
    fresh = [row for row in mine if at - row.at <= patience]  # old news stands in the inbox alone
    planned = [each for row in fresh for each in _deliveries(row, wishes.get(row.account_id), devices, at)]
    _hold_back(planned, at)
    Delivery.objects.bulk_create(planned, ignore_conflicts=True)
    return len(mine)


def _deliveries(row: Notice, wishes: Wishes | None, devices: dict[UUID, list[Device]], at: datetime) -> list[Delivery]:
    occasion, language = OCCASIONS.get(row.occasion), wishes.language if wishes else "vi"
    if occasion is None:  # of an older version of this program
        return []
    reached = _reached(row, wishes, devices.get(row.account_id, []))
    open_ = open_channels()
    if not zalo_template(row.occasion, language):
        open_ -= {"zalo"}
    pairs = chosen(occasion, wishes.channels if wishes else {}, reached, open_)
    return [
        Delivery(
            notice=row, channel=channel, address=address, language=language, next_at=_from(channel, row, occasion, at)
        )
        for channel, address in pairs
    ]


def _reached(row: Notice, wishes: Wishes | None, devices: Sequence[Device]) -> dict[str, list[str]]:
    """Channel → addresses; an e-mail address only once its link was opened."""
    person = getattr(row.account, "person", None)
    phone = plain_phone((wishes.phone if wishes else "") or (person.phone if person else ""))
    return {
        "email": [wishes.email] if wishes and wishes.email and wishes.email_verified_at else [],
        "push": [str(device.pk) for device in devices],
        "zalo": [phone] if phone else [],
        "sms": [phone] if phone else [],
    }


def _from(channel: str, row: Notice, occasion: Occasion, at: datetime) -> datetime:
    day = day_of(at)
    begin, end = (time.fromisoformat(text) for text in law("notices.quiet_hours", on=day))
    first = not_before(channel, at, (begin, end), urgent=is_urgent(until_of(row), at))
    if occasion.together and channel == "email":
        first += timedelta(minutes=law("notices.together_minutes", on=day))
    return first


def _hold_back(planned: Sequence[Delivery], at: datetime) -> None:
    """What goes nowhere: a closed address, or one that has had enough for a day."""
    pairs = [(row.channel, row.address) for row in planned]
    closed, counts, most = suppressed(pairs), sent_lately(at, pairs), law("notices.most_a_day", on=day_of(at))
    for row in planned:
        pair = (row.channel, row.address)
        counts[pair] = counts.get(pair, 0) + 1
        if pair in closed:
            row.state, row.last_error = Delivery.State.SUPPRESSED, "closed"
        elif counts[pair] > most[row.channel]:
            row.state, row.last_error = Delivery.State.SUPPRESSED, "too many in a day"
