"""What other systems are told of somebody's posts when they sign in by us."""

from typing import Any

from motcua.identity.public import Account
from motcua.kernel.clock import day_of, now
from motcua.organizations.queries import actor_of


def posts_told(account: Account) -> list[dict[str, Any]]:
    """The posts of today."""
    posts = actor_of(account, on=day_of(now())).posts
    return [{"role": post.role, "unit": post.unit_name, "agency": post.agency, "title": post.title} for post in posts]
