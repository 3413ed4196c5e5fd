"""Ways over the ground: a boat's through the sea, a road's over land, with bridges and tunnels only where they save a long way round."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mi_trip.maps.cheapest import cheapest, line_cost
from mi_trip.maps.distance import distance_km, length_km
from mi_trip.maps.geometry import between
from mi_trip.maps.ground import Grid, lakes, near, sea, shore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mi_trip.maps.ground import Spot
    from mi_trip.maps.scene import Point

# What a cell costs a boat: it keeps off the shore where it can, and is never ashore but at its ends.
OPEN_WATER, OFF_THE_SHORE, BY_THE_SHORE, NARROWS, ASHORE = 10, 13, 20, 60, 1000
# What a cell costs a road: it follows the fjords, and is on the water only where a way round it would be about five times as long.
LAND_BY_THE_SEA, LAND, WATER = 10, 12, 50
PATH_WATER = 400  # walkers have no tunnels
TUNNEL = 11  # the water, for a road that is shorter than any way round it: such a road goes straight through under a fjord
LONGER = 1.1  # how much longer than its road a line may be before it is taken for a way round: lengths are told in whole kilometres
SHORE_CELLS = 3  # how far the land by the sea reaches: where the flat land is
OFF_SHORE_CELLS = 3  # where a boat still feels it: in narrow fjords that is all but the middle
ACROSS = 110  # cells from end to end of a road: with twice as many the search takes four times as long, and finds much the same
ACROSS_WATER = 220  # of a boat's way, which has to get through sounds and looks at the water alone
FINEST_KM = 0.1  # the coastline is true to 80 m
MARGIN_KM, MARGIN = 4.0, 0.3  # how far beyond its ends a way may go round, and in parts of its length
ROUNDS = 3  # of rounding, each of which halves the corners
CUTS = (0.25, 0.1)  # how much of the sides of a corner is cut off: a quarter (Chaikin 1974), or less in narrow places
KINK = 1.03  # a corner that saves less is a kink in the line
DEARER = 1.2  # a rounded or winding line may come nearer to the shore than the straight one, but not cross it
BENDS = (0.5, -0.4, 0.9, 0.2, -1.0, 0.3, -0.6)  # how many cells a long straight road is moved to its side, piece by piece: no road is
PIECE_CELLS = 9.0  # the length of such a piece
TIE = 1e-6  # costs that differ by less are the same: the last digit of a length is not the same on every machine


def over_water(start: Point, end: Point) -> list[Point]:
    """A boat's way."""
    grid = _grid(start, end, ACROSS_WATER)
    costs = _at_sea(grid)
    return [grid.point(spot) for spot in _rounded(costs, _pulled(costs, _found(grid, costs, start, end)))]


def over_land(start: Point, end: Point, *, on_foot: bool, km: float = math.inf) -> list[Point]:
    """The way of a road, a railway or a path, ``km`` long: under the water where it is shorter than the way round."""
    grid = _grid(start, end, ACROSS)
    costs = _on_land(grid, PATH_WATER if on_foot else WATER)
    line = [grid.point(spot) for spot in _rounded(costs, _winding(costs, _pulled(costs, _found(grid, costs, start, end))))]
    if on_foot or length_km(line) <= km * LONGER:
        return line
    costs = _on_land(grid, TUNNEL)
    return [grid.point(spot) for spot in _rounded(costs, _pulled(costs, _found(grid, costs, start, end)))]


def _grid(start: Point, end: Point, across: int) -> Grid:
    km = distance_km(start, end)
    return Grid.over((start, end), cell_km=max(km / across, FINEST_KM), margin_km=MARGIN * km + MARGIN_KM)


def _at_sea(grid: Grid) -> NDArray[np.int64]:
    """What each cell costs a boat."""
    water = sea(grid)
    open_water = water & ~shore(grid)
    costs = np.where(water, NARROWS, ASHORE)
    costs[open_water] = OPEN_WATER
    costs[open_water & near(~open_water, OFF_SHORE_CELLS)] = OFF_THE_SHORE
    costs[open_water & near(~open_water)] = BY_THE_SHORE
    return costs


def _on_land(grid: Grid, water: int) -> NDArray[np.int64]:
    """What each cell costs a road or a path."""
    salt = sea(grid)
    costs = np.where(near(salt, SHORE_CELLS), LAND_BY_THE_SEA, LAND)
    costs[salt | lakes(grid)] = water
    return costs


def _found(grid: Grid, costs: NDArray[np.int64], start: Point, end: Point) -> list[Spot]:
    """The cheapest way from cell to cell, between the true ends."""
    first, last = grid.spot(start), grid.spot(end)
    cells = cheapest(costs, (round(first[0]), round(first[1])), (round(last[0]), round(last[1])))
    return [first, *((float(row), float(column)) for row, column in cells[1:-1]), last]


def _pulled(costs: NDArray[np.int64], line: list[Spot]) -> list[Spot]:
    """The line pulled straight where that is no dearer: steps from cell to cell leave corners where there need be none."""
    so_far = np.cumsum([0.0, *(line_cost(costs, piece) for piece in pairwise(line))])
    spots = np.array(line)
    kept, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2 or line_cost(costs, (line[first], line[last])) <= so_far[last] - so_far[first] + TIE:
            continue
        along, out = spots[last] - spots[first], spots[first + 1 : last] - spots[first]
        corner = first + 1 + int(np.argmax(np.round(np.abs(out[:, 0] * along[1] - out[:, 1] * along[0]), 6)))
        kept.add(corner)
        spans += [(first, corner), (corner, last)]
    pulled = [line[index] for index in sorted(kept)]
    for spot in pulled[1:-1]:
        at = pulled.index(spot)
        if line_cost(costs, (pulled[at - 1], pulled[at + 1])) <= KINK * line_cost(costs, pulled[at - 1 : at + 2]):
            del pulled[at]
    return pulled


def _winding(costs: NDArray[np.int64], line: list[Spot]) -> list[Spot]:
    """The line with its long straight pieces bent to one side and the other, where that leads through no water."""
    bent = line[:1]
    for start, end in pairwise(line):
        pieces = math.ceil(math.dist(start, end) / PIECE_CELLS)
        corners = [_beside(start, end, piece / pieces, BENDS[piece % len(BENDS)]) for piece in range(1, pieces)]
        piece_by_piece = (start, *corners, end)
        bent += piece_by_piece[1:] if line_cost(costs, piece_by_piece) <= DEARER * line_cost(costs, (start, end)) else [end]
    return bent


def _beside(start: Spot, end: Spot, share: float, off: float) -> Spot:
    """The spot at a share of a straight line, so far to its side."""
    up, across = end[0] - start[0], end[1] - start[1]
    length = math.hypot(up, across)
    return start[0] + up * share - off * across / length, start[1] + across * share + off * up / length


def _rounded(costs: NDArray[np.int64], line: list[Spot]) -> list[Spot]:
    """The line with its corners cut off again and again, unless that costs much more."""
    for _ in range(ROUNDS):
        corners = zip(line, line[1:], line[2:], strict=False)
        line = [line[0], *(spot for corner in corners for spot in _cut(costs, *corner)), line[-1]]
    return line


def _cut(costs: NDArray[np.int64], before: Spot, corner: Spot, after: Spot) -> Sequence[Spot]:
    """What stands for a corner once it is cut off."""
    for share in CUTS:
        first, last = between(corner, before, share), between(corner, after, share)
        if line_cost(costs, (first, last)) <= DEARER * line_cost(costs, (first, corner, last)):
            return first, last
    return (corner,)
