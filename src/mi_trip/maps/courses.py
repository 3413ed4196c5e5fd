"""How a way runs from place to place: plausible where no survey says it, ferries in the water, roads on land as far as they can be."""

from __future__ import annotations

import math
from enum import Enum, auto
from functools import cache
from itertools import pairwise, repeat
from typing import TYPE_CHECKING

from mi_trip.maps.distance import distance_km
from mi_trip.maps.land import coast
from mi_trip.model.route import Mode

if TYPE_CHECKING:
    from mi_trip.maps.scene import Point

FLIGHT_BEND = 0.1  # how far a flight bends aside, in parts of its length: enough to be told from a road
BEND = 0.05  # the same of a way on ground of which nothing is known
BEND_PIECES = 24  # so short that they are not seen as pieces
SHORT_KM = 0.5  # what is shorter is drawn straight: a few cells, the size of a dot on most maps


class Style(Enum):
    """How a way is drawn."""

    WATER = auto()
    ROAD = auto()
    PATH = auto()
    CABLE = auto()
    FLIGHT = auto()


STYLES = {
    Mode.DRIVE: Style.ROAD,
    Mode.FERRY: Style.WATER,
    Mode.TRAIN: Style.ROAD,
    Mode.BUS: Style.ROAD,
    Mode.BOAT: Style.WATER,
    Mode.GONDOLA: Style.CABLE,
    Mode.FLIGHT: Style.FLIGHT,
    Mode.WALK: Style.PATH,
    Mode.TAXI: Style.ROAD,
}


def course(mode: Mode, through: tuple[Point, ...], kms: tuple[float, ...] = ()) -> tuple[Point, ...]:
    """The line of a way through at least two points, to 0.00001 degrees: there as back, and the same for all that drive on a road.

    ``kms``: how long it is from point to point, where that is known: a road that is shorter than any way round a fjord goes under it.
    """
    ends = [(round(east, 5), round(north, 5)) for east, north in through]
    line = ends[:1]
    for (start, end), km in zip(pairwise(ends), kms or repeat(math.inf), strict=False):
        leg = _leg(STYLES[mode], min(start, end), max(start, end), km)
        line += leg[1:] if start <= end else leg[-2::-1]
    return tuple(line)


@cache
def _leg(style: Style, start: Point, end: Point, km: float) -> tuple[Point, ...]:
    """The line from one point to another."""
    line = [start, end]
    if style is Style.FLIGHT:
        line = _bent(start, end, FLIGHT_BEND)
    elif style is not Style.CABLE and distance_km(start, end) >= SHORT_KM:
        line = _over_ground(style, start, end, km) if _known(start) and _known(end) else _bent(start, end, BEND)
    return (start, *((round(east, 5), round(north, 5)) for east, north in line[1:-1]), end)


def _over_ground(style: Style, start: Point, end: Point, km: float) -> list[Point]:
    from mi_trip.maps.over import over_land, over_water  # numpy is slow to import

    return over_water(start, end) if style is Style.WATER else over_land(start, end, on_foot=style is Style.PATH, km=km)


def _known(point: Point) -> bool:
    """Whether the coastline reaches to a point."""
    west, south, east, north = coast().bounds
    return west < point[0] < east and south < point[1] < north


def _bent(start: Point, end: Point, share: float) -> list[Point]:
    """The straight line, bent to its left by a share of its length, most in the middle."""
    east, north = end[0] - start[0], end[1] - start[1]
    shrink = max(math.cos(math.radians((start[1] + end[1]) / 2)), 0.01)  # at the poles, where no direction is to the east
    line = []
    for piece in range(BEND_PIECES + 1):
        at = piece / BEND_PIECES
        aside = share * 4 * at * (1 - at)
        line.append((start[0] + east * at - aside * north / shrink, start[1] + north * at + aside * east * shrink))
    return line
