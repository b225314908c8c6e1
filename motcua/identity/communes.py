"""Communes to choose from in a profile. Units stand above this room, which offers a place to put them."""

from collections.abc import Callable, Iterable

Offer = Callable[[], Iterable[tuple[str, str]]]
_offers: list[Offer] = []


def offer_communes(offer: Offer) -> None:
    """From now on profiles choose from what ``offer`` returns: pairs of code and name."""
    _offers[:] = [offer]


def communes() -> list[tuple[str, str]]:
    """Code and name of each commune; empty while nobody has offered any."""
    return list(_offers[0]()) if _offers else []
