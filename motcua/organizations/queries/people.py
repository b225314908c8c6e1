"""Who somebody is at work on a day: own posts, and those of the people they stand in for."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from motcua.identity.public import Account
from motcua.kernel.actor import Actor, Post
from motcua.kernel.composed import Kept, Slot
from motcua.organizations.models import Posting, StandIn


def _held() -> QuerySet[Posting]:
    account = Slot("account", Account._meta.pk)
    on = Slot("on", Posting._meta.get_field("valid_from"))
    absent = StandIn.objects.filter(deputy=account, valid_from__lte=on, valid_to__gte=on).values("absent")
    return (
        Posting.objects.filter(Q(account=account) | Q(account__in=absent), valid_from__lte=on)
        .exclude(valid_to__lt=on)
        .exclude(unit__valid_to__lt=on)
        .order_by("id")
        .select_related("unit", "account")
        .only("role", "title", "unit__name", "unit__agency", "account__full_name")
    )


#: composed once: every page of an officer asks it
_HELD: Kept[Posting] = Kept(_held)


def actor_of(account: Account, *, on: date) -> Actor:
    """``account`` in the posts it holds on ``on``, and in those of whoever it stands in for that day.

    Standing in is one level deep: a deputy's own absence does not pass the posts on. One query.
    """
    posts: dict[tuple[str, int], Post] = {}
    for held in sorted(_HELD(account=account.pk, on=on), key=lambda each: each.account_id != account.pk):
        unit, words = held.unit, held.title
        if held.account_id != account.pk:
            words = f"{held.title or unit.name} (thay {held.account.full_name})"
        posts.setdefault((held.role, unit.pk), Post(held.role, unit.pk, unit.name, unit.agency, words))
    return Actor(account.pk, account.full_name, tuple(posts.values()))


def stand_ins(today: date) -> list[StandIn]:
    """Arrangements of today, to come, and of the last thirty days; the latest first, at most 200. One query."""
    rows = StandIn.objects.filter(valid_to__gte=today - timedelta(days=30)).select_related("absent", "deputy")
    return list(rows.order_by("-valid_to", "-id")[:200])
