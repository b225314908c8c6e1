"""What posts somebody holds. Units stand above this room, which offers a place to say it."""

from collections.abc import Callable
from typing import Any

from motcua.identity.models import Account

Offer = Callable[[Account], list[dict[str, Any]]]
_offers: list[Offer] = []


def offer_posts(offer: Offer) -> None:
    """From now on other systems are told what ``offer`` says of somebody's posts."""
    _offers[:] = [offer]


def posts_of(account: Account) -> list[dict[str, Any]]:
    """Unit, agency, role and title of each post of today; empty while nobody has offered."""
    return _offers[0](account) if _offers else []
