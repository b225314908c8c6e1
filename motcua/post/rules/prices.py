"""Cước: what the post takes, by a dated table. Pure; the table stands in ``law/post.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Zone = Literal["inside", "outside"]


@dataclass(frozen=True, slots=True)
class Price:
    """đồng for the way, đồng for collecting money on delivery."""

    carriage: int
    collecting: int

    @property
    def total(self) -> int:
        """Both."""
        return self.carriage + self.collecting


def price(table: Mapping[str, Any], *, zone: Zone, grams: int, cod: int = 0) -> Price:
    """The price of a parcel of ``grams`` going to ``zone`` that collects ``cod`` đồng.

    ``table``: ``{"inside": [[up to grams, đồng], …], "outside": …, "each_further_500": {zone: đồng},
    "collecting": [[up to đồng, đồng], …], "collecting_percent": …}``. Steps rise; beyond the last step each begun
    half kilogram costs ``each_further_500``.
    """
    return Price(_carriage(table, zone, grams), _collecting(table, cod) if cod > 0 else 0)


def _carriage(table: Mapping[str, Any], zone: Zone, grams: int) -> int:
    steps = table[zone]
    for most, amount in steps:
        if grams <= most:
            return int(amount)
    most, amount = (int(one) for one in steps[-1])
    begun = -((most - grams) // 500)
    return int(amount) + begun * int(table["each_further_500"][zone])


def _collecting(table: Mapping[str, Any], cod: int) -> int:
    for most, amount in table["collecting"]:
        if cod <= most:
            return int(amount)
    # in tenths of a percent, a đồng that is begun is one
    return -(-cod * int(table["collecting_per_mille"]) // 1000)
