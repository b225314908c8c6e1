"""Reads over units, posts and calendars. To be completed."""

from datetime import date
from typing import Any

from motcua.identity.public import Account
from motcua.kernel.actor import Actor, Post
from motcua.organizations.models import Posting


def actor_of(account: Account, *, on: date) -> Actor:
    """``account`` in the posts it holds on ``on``."""
    posts = (
        Posting.objects.filter(account=account, valid_from__lte=on)
        .exclude(valid_to__lt=on)
        .values_list("role", "unit_id", "unit__name", "unit__agency", "title")
    )
    return Actor(account.id, account.full_name, tuple(Post(*row) for row in posts))


def calendar_of(unit_id: int) -> Any:
    """The working calendar of a unit."""
    raise NotImplementedError


def place() -> Any:
    """Units that a process's selectors mean."""
    raise NotImplementedError
