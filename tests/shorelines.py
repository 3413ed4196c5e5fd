"""Land and water told apart by another route than the program's: point by point, with one ray along the parallel."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from mi_trip.maps.distance import distance_km
from mi_trip.maps.land import coast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mi_trip.maps.geometry import Ring
    from mi_trip.maps.scene import Point


STRIPS = 50  # to a degree of latitude: a ray meets only the edges of its strip


def odd(point: Point, edges: Iterable[tuple[Point, Point]]) -> bool:
    """Whether a ray to the west crosses the edges an odd number of times."""
    east, north = point
    crossed = [
        (a, b) for a, b in edges if (a[1] > north) != (b[1] > north) and a[0] + (north - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) < east
    ]
    return len(crossed) % 2 == 1


def edges_of(ring: Ring) -> Iterator[tuple[Point, Point]]:
    """The edges of a ring."""
    points = [(east, north) for east, north in ring.tolist()]
    return pairwise((*points, points[0]))


@cache
def strips() -> dict[int, list[tuple[Point, Point]]]:
    """The edges of all land by the strips that they reach into."""
    found: dict[int, list[tuple[Point, Point]]] = {}
    for ring in coast().rings:
        for a, b in edges_of(ring):
            for strip in range(math.floor(min(a[1], b[1]) * STRIPS), math.floor(max(a[1], b[1]) * STRIPS) + 1):
                found.setdefault(strip, []).append((a, b))
    return found


def on_land(point: Point) -> bool:
    """Whether there is land, or a lake in it."""
    return odd(point, strips().get(math.floor(point[1] * STRIPS), ()))


def every(metres: float, line: Sequence[Point]) -> Iterator[Point]:
    """Points along a line, no farther from each other than that."""
    for a, b in pairwise(line):
        pieces = math.ceil(distance_km(a, b) * 1000 / metres) or 1
        for piece in range(pieces):
            yield a[0] + (b[0] - a[0]) * piece / pieces, a[1] + (b[1] - a[1]) * piece / pieces
    yield line[-1]
