"""Meridians and parallels, and hatching, for where no coast tells where one is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.maps.geometry import Box, cut_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.maps.projection import Spot, View
    from mi_trip.maps.scene import Point

STEPS = (30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)  # degrees from line to line
POINTS = 24  # of a line: it is bent
FEWEST = 3  # lines each way, at the step that is chosen


@dataclass(frozen=True, slots=True)
class GridLine:
    """A meridian or a parallel in the picture, with what it is called, such as 62.5° N."""

    name: str
    line: tuple[Spot, ...]
    meridian: bool

    @property
    def foot(self) -> Spot:
        """The end at which its name stands: the lower of a meridian, the right of a parallel."""
        return max(self.line[0], self.line[-1], key=lambda spot: spot[1] if self.meridian else spot[0])


def graticule(view: View) -> list[GridLine]:
    """The meridians and parallels of a view."""
    west, south, east, north = view.bounds
    found = []
    for degrees in _round_ones(west, east):
        points = [(degrees, south + (north - south) * step / POINTS) for step in range(POINTS + 1)]
        found += list(_lines(view, points, _name(degrees, "E", "W"), meridian=True))
    for degrees in _round_ones(south, north):
        points = [(west + (east - west) * step / POINTS, degrees) for step in range(POINTS + 1)]
        found += list(_lines(view, points, _name(degrees, "N", "S"), meridian=False))
    return found


def hatching(width: float, height: float, step: float) -> list[tuple[Spot, Spot]]:
    """The lines from the lower left to the upper right that fill a box, so far apart along its edges.

    >>> hatching(4.0, 2.0, 2.0)
    [((0.0, 2.0), (2.0, 0.0)), ((2.0, 2.0), (4.0, 0.0))]
    """
    offs = [index * step for index in range(1, math.ceil((width + height) / step))]
    return [((max(off - height, 0.0), min(off, height)), (min(off, width), max(off - width, 0.0))) for off in offs]


def _lines(view: View, points: list[Point], name: str, *, meridian: bool) -> Iterator[GridLine]:
    for part in cut_line(view.line(points), Box(0.0, 0.0, view.width, view.height)):
        yield GridLine(name, tuple(part), meridian)


def _round_ones(low: float, high: float) -> list[float]:
    """The round degrees in a range, a few."""
    step = next((step for step in STEPS if (high - low) / step >= FEWEST), STEPS[-1])
    return [round(index * step, 2) for index in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _name(degrees: float, positive: str, negative: str) -> str:
    turned = (degrees + 180) % 360 - 180 if positive == "E" else degrees
    return f"{abs(turned):g}° {positive if turned >= 0 else negative}" if turned else "0°"
