"""A map of the province: where communes lie, about, and a generalised outline. No tiles, no third party."""

from collections.abc import Sequence
from math import cos, radians
from typing import Any

import msgspec

#: width of the drawing, in its own units; the height follows from the province
WIDTH = 400.0
_MARGIN = 14.0
Ring = Sequence[Sequence[float]]


class Place(msgspec.Struct, frozen=True):
    """A commune's office."""

    code: str
    name: str
    url: str
    longitude: float
    latitude: float
    is_shown: bool = True


class Dot(msgspec.Struct, frozen=True):
    """A place as drawn."""

    place: Place
    x: float
    y: float


def draw_map(places: Sequence[Place], outline: Sequence[Ring]) -> dict[str, Any]:
    """What the template draws: ``width``, ``height``, ``land`` (a path), ``dots``, and ``far``: places off the drawing.

    The frame is that of the outline (of the places where there is none). An island group far out at sea, as Trường
    Sa is, is named beside the map instead of shrinking everything else.
    """
    corners = [point for ring in outline for point in ring] or [(one.longitude, one.latitude) for one in places]
    west, east = min(point[0] for point in corners), max(point[0] for point in corners)
    south, north = min(point[1] for point in corners), max(point[1] for point in corners)
    across = cos(radians((south + north) / 2))  # a degree of longitude is shorter than one of latitude
    scale = (WIDTH - 2 * _MARGIN) / max((east - west) * across, 0.01)
    height = (north - south) * scale + 2 * _MARGIN

    def x(longitude: float) -> float:
        return round(_MARGIN + (longitude - west) * across * scale, 1)

    def y(latitude: float) -> float:
        return round(_MARGIN + (north - latitude) * scale, 1)

    here: list[Place] = []
    far: list[Place] = []
    for one in places:
        inside = west - 0.1 <= one.longitude <= east + 0.1 and south - 0.1 <= one.latitude <= north + 0.1
        (here if inside else far).append(one)
    return {
        "width": WIDTH,
        "height": round(height, 1),
        "land": " ".join("M" + " ".join(f"{x(lon)},{y(lat)}" for lon, lat in ring) + "Z" for ring in outline),
        "dots": [Dot(one, x(one.longitude), y(one.latitude)) for one in here],
        "far": far,
    }
