"""Distances on the ground, between points near enough to each other for it to be flat."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from mi_trip.maps.projection import EARTH_KM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.maps.scene import Point


def distance_km(a: Point, b: Point) -> float:
    """How far two points lie apart."""
    east = math.radians(b[0] - a[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return EARTH_KM * math.hypot(east, math.radians(b[1] - a[1]))


def length_km(line: Sequence[Point]) -> float:
    """How long a line is."""
    return sum(distance_km(a, b) for a, b in pairwise(line))


def middle(line: Sequence[Point]) -> Point:
    """The point half-way along a line, to 0.00001 degrees (a metre)."""
    left = length_km(line) / 2
    for a, b in pairwise(line):
        length = distance_km(a, b)
        if length >= left > 0:
            share = left / length
            return round(a[0] + (b[0] - a[0]) * share, 5), round(a[1] + (b[1] - a[1]) * share, 5)
        left -= length
    return line[0]
