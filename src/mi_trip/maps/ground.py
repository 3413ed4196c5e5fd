"""Land and water as cells of a grid, small enough to look for a way from one to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from mi_trip.maps.land import coast
from mi_trip.maps.projection import KM_A_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from mi_trip.maps.geometry import Ring
    from mi_trip.maps.scene import Point

Spot: TypeAlias = tuple[float, float]  # in cells: the row and the column, with what lies beyond the middle of the cell


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells over a small part of the world, row after row from the south-west; ``wide`` and ``high`` are the degrees to one."""

    west: float
    south: float
    wide: float
    high: float
    rows: int
    columns: int

    @classmethod
    def over(cls, ends: tuple[Point, Point], *, cell_km: float, margin_km: float) -> Grid:
        """The grid over two points with a margin all around."""
        (west, east), (south, north) = (sorted(end[axis] for end in ends) for axis in (0, 1))
        middle = math.radians((south + north) / 2)
        north_km, east_km = (north - south) * KM_A_DEGREE, (east - west) * KM_A_DEGREE * math.cos(middle)
        rows, columns = (math.ceil((km + 2 * margin_km) / cell_km) for km in (north_km, east_km))
        high, wide = cell_km / KM_A_DEGREE, cell_km / KM_A_DEGREE / math.cos(middle)
        margin = margin_km / cell_km
        return cls(west - margin * wide, south - margin * high, wide, high, rows, columns)

    def spot(self, point: Point) -> Spot:
        """Where in the grid a point lies."""
        return (point[1] - self.south) / self.high - 0.5, (point[0] - self.west) / self.wide - 0.5

    def point(self, spot: Spot) -> Point:
        """The point that lies at a spot: the way back."""
        return self.west + (spot[1] + 0.5) * self.wide, self.south + (spot[0] + 0.5) * self.high


def sea(grid: Grid) -> NDArray[np.bool_]:
    """The cells whose middles lie in the sea."""
    return ~_inside(_edges()[0], grid)


def lakes(grid: Grid) -> NDArray[np.bool_]:
    """The cells whose middles lie in a lake."""
    return _inside(_edges()[1], grid)


def shore(grid: Grid) -> NDArray[np.bool_]:
    """The cells through which the coastline runs."""
    return _touched(_edges()[0], grid)


def near(cells: NDArray[np.bool_], steps: int = 1) -> NDArray[np.bool_]:
    """The cells with all that lie at most so many steps from one of them."""
    grown = cells
    for _ in range(steps):
        padded = np.pad(grown, 1)
        rows = padded[:-2] | padded[1:-1] | padded[2:]
        grown = rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:]
    return grown


@cache
def _edges() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The edges of the land and of the lakes, one a row: from east, from north, to east, to north."""
    whole = coast()
    return _all_edges(whole.rings), _all_edges(whole.lakes)


def _all_edges(rings: Iterable[Ring]) -> NDArray[np.float64]:
    ends = [np.concatenate((ring, ring[:1])) for ring in rings]
    return np.concatenate([np.hstack([points[:-1], points[1:]]) for points in ends])


def _inside(edges: NDArray[np.float64], grid: Grid) -> NDArray[np.bool_]:
    """The cells whose middles have an odd number of edges to the west of them."""
    east, north, to_east, to_north = edges.T
    first, last = (
        np.clip(np.ceil((end - grid.south) / grid.high - 0.5), 0, grid.rows).astype(int)
        for end in (np.minimum(north, to_north), np.maximum(north, to_north))
    )
    crossed = last - first
    index = np.repeat(np.arange(len(edges)), crossed)
    row = np.arange(len(index)) - np.repeat(np.cumsum(crossed) - crossed - first, crossed)
    share = (grid.south + (row + 0.5) * grid.high - north[index]) / (to_north - north)[index]
    column = np.ceil((east[index] + share * (to_east - east)[index] - grid.west) / grid.wide - 0.5)
    crossings = np.zeros((grid.rows, grid.columns + 1), dtype=int)
    np.add.at(crossings, (row, np.clip(column, 0, grid.columns).astype(int)), 1)
    inside: NDArray[np.bool_] = np.cumsum(crossings, axis=1)[:, :-1] % 2 == 1
    return inside


def _touched(edges: NDArray[np.float64], grid: Grid) -> NDArray[np.bool_]:
    """The cells through which an edge runs, found by stepping along the edges half a cell at a time."""
    scale, origin = np.array([grid.wide, grid.high] * 2), np.array([grid.west, grid.south] * 2)
    cells = (edges - origin) / scale
    low, high = np.minimum(cells[:, :2], cells[:, 2:]), np.maximum(cells[:, :2], cells[:, 2:])
    cells = cells[(high[:, 0] > 0) & (high[:, 1] > 0) & (low[:, 0] < grid.columns) & (low[:, 1] < grid.rows)]
    touched = np.zeros((grid.rows, grid.columns), dtype=bool)
    steps = np.ceil(2 * np.abs(cells[:, 2:] - cells[:, :2]).max(axis=1)).astype(int) + 1 if len(cells) else np.zeros(0, dtype=int)
    index = np.repeat(np.arange(len(cells)), steps)
    step = np.arange(len(index)) - np.repeat(np.cumsum(steps) - steps, steps)
    share = (step / steps[index])[:, np.newaxis]
    column, row = np.floor(cells[index, :2] + share * (cells[index, 2:] - cells[index, :2])).astype(int).T
    inside = (row >= 0) & (row < grid.rows) & (column >= 0) & (column < grid.columns)
    touched[row[inside], column[inside]] = True
    return touched
