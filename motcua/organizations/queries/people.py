"""Who somebody is at work on a day: own posts, and those of the people they stand in for."""

from datetime import date, timedelta

from django.db.models import Q

from motcua.identity.public import Account
from motcua.kernel.actor import Actor, Post
from motcua.organizations.models import Posting, StandIn


def actor_of(account: Account, *, on: date) -> Actor:
    """``account`` in the posts it holds on ``on``, and in those of whoever it stands in for that day.

    Standing in is one level deep: a deputy's own absence does not pass the posts on. One query.
    """
    absent = StandIn.objects.filter(deputy=account, valid_from__lte=on, valid_to__gte=on).values("absent")
    rows = (
        Posting.objects.filter(Q(account=account) | Q(account__in=absent), valid_from__lte=on)
        .exclude(valid_to__lt=on)
        .exclude(unit__valid_to__lt=on)
        .order_by("id")
        .values_list("role", "unit_id", "unit__name", "unit__agency", "title", "account_id", "account__full_name")
    )
    posts: dict[tuple[str, int], Post] = {}
    for role, unit_id, unit_name, agency, title, holder, name in sorted(rows, key=lambda row: row[5] != account.pk):
        words = title if holder == account.pk else f"{title or unit_name} (thay {name})"
        posts.setdefault((role, unit_id), Post(role, unit_id, unit_name, agency, words))
    return Actor(account.pk, account.full_name, tuple(posts.values()))


def stand_ins(today: date) -> list[StandIn]:
    """Arrangements of today, to come, and of the last thirty days; the latest first, at most 200. One query."""
    rows = StandIn.objects.filter(valid_to__gte=today - timedelta(days=30)).select_related("absent", "deputy")
    return list(rows.order_by("-valid_to", "-id")[:200])
