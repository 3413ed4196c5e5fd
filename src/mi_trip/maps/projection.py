"""How degrees become a picture: stereographic about the middle of what is shown, which keeps shapes from a quay to Svalbard."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mi_trip.maps.scene import Point

Spot: TypeAlias = tuple[float, float]  # in the picture: to the right and down from its upper left corner

EARTH_KM = 6371.0088  # mean radius; IUGG, GRS 80
KM_A_DEGREE = math.radians(EARTH_KM)  # of latitude
FARTHEST = math.radians(150)  # from the middle; beyond it a stereographic map runs away to infinity


@dataclass(frozen=True, slots=True)
class Projection:
    """Stereographic about a middle: true there, 0.8 % too long at 1,100 km from it; Snyder 1987, pages 157-158."""

    middle: Point

    def plane(self, point: Point) -> Spot:
        """Kilometres east and north of the middle."""
        east, north = math.radians(point[0] - self.middle[0]), math.radians(point[1])
        sin, cos = math.sin(math.radians(self.middle[1])), math.cos(math.radians(self.middle[1]))
        across = math.cos(north) * math.cos(east)
        scale = 2 * EARTH_KM / max(1 + sin * math.sin(north) + cos * across, 1 + math.cos(FARTHEST))
        return scale * math.cos(north) * math.sin(east), scale * (cos * math.sin(north) - sin * across)

    def planes(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same of many points at once, one a row."""
        east, north = np.radians(points[:, 0] - self.middle[0]), np.radians(points[:, 1])
        sin, cos = math.sin(math.radians(self.middle[1])), math.cos(math.radians(self.middle[1]))
        sin_north, cos_north = np.sin(north), np.cos(north)
        across = cos_north * np.cos(east)
        scale = 2 * EARTH_KM / np.maximum(1 + sin * sin_north + cos * across, 1 + math.cos(FARTHEST))
        return np.column_stack((scale * cos_north * np.sin(east), scale * (cos * sin_north - sin * across)))

    def point(self, plane: Spot) -> Point:
        """The degrees of a place on the plane: the way back."""
        far = math.hypot(*plane)
        if far < 1e-9:
            return self.middle
        angle = 2 * math.atan(far / (2 * EARTH_KM))
        sin, cos = math.sin(math.radians(self.middle[1])), math.cos(math.radians(self.middle[1]))
        north = math.cos(angle) * sin + plane[1] * math.sin(angle) * cos / far
        east = math.atan2(plane[0] * math.sin(angle), far * cos * math.cos(angle) - plane[1] * sin * math.sin(angle))
        return self.middle[0] + math.degrees(east), math.degrees(math.asin(max(-1.0, min(1.0, north))))

    @classmethod
    def about(cls, points: Iterable[Point]) -> Projection:
        """The projection about the middle of the points, whichever meridian they lie around."""
        spread = list(dict.fromkeys(points)) or [(0.0, 0.0)]
        rough = cls(_mean(spread))
        planes = rough.planes(np.array(spread))
        east, north = ((planes.min(axis=0) + planes.max(axis=0)) / 2).tolist()
        return cls(rough.point((east, north)))


@dataclass(frozen=True, slots=True)
class View:
    """A projection fitted into a box: ``width`` and ``height`` in the units of the picture, ``unit_km`` of the ground to one of them."""

    projection: Projection
    width: float
    height: float
    unit_km: float

    def spot(self, point: Point) -> Spot:
        """Where in the picture a point lies."""
        east, north = self.projection.plane(point)
        return self.width / 2 + east / self.unit_km, self.height / 2 - north / self.unit_km

    def line(self, points: Iterable[Point]) -> list[Spot]:
        """Where in the picture a line runs."""
        line = list(points)
        return [(x, y) for x, y in self.spots(np.array(line)).tolist()] if line else []

    def spots(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where in the picture many points lie, one a row."""
        east, north = self.projection.planes(points).T
        return np.column_stack((self.width / 2 + east / self.unit_km, self.height / 2 - north / self.unit_km))

    def point(self, spot: Spot) -> Point:
        """The degrees that lie at a spot of the picture."""
        return self.projection.point(((spot[0] - self.width / 2) * self.unit_km, (self.height / 2 - spot[1]) * self.unit_km))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The degrees of which nothing in the picture lies outside: west, south, east, north."""
        steps = [step / 8 for step in range(9)]
        edge = [self.point((x * self.width, y * self.height)) for x in steps for y in steps]
        wests, norths = [point[0] for point in edge], [point[1] for point in edge]
        pad = max(norths) - min(norths)  # the edges are bent: a little more than their points
        return min(wests) - pad / 8, max(-90.0, min(norths) - pad / 8), max(wests) + pad / 8, min(90.0, max(norths) + pad / 8)


def fitted(points: Sequence[Point], width: float, height: float, *, margin: float, least_km: float) -> View:
    """The view of a box that shows all points, none nearer than the margin to its edge; a single place with some land around it."""
    projection = Projection.about(points)
    east, north = _reach_km(projection, points)
    unit_km = max(2 * east / max(width - 2 * margin, 1), 2 * north / max(height - 2 * margin, 1), least_km / min(width, height))
    return View(projection, width, height, unit_km)


def extent_km(points: Sequence[Point]) -> tuple[float, float]:
    """How far the points reach, from west to east and from south to north."""
    east, north = _reach_km(Projection.about(points), points)
    return 2 * east, 2 * north


def _reach_km(projection: Projection, points: Sequence[Point]) -> tuple[float, float]:
    """How far the points lie from the middle of a projection at most: to the east or west, and to the north or south."""
    if not points:
        return 0.0, 0.0
    east, north = np.abs(projection.planes(np.array(points))).max(axis=0).tolist()
    return east, north


def _mean(points: list[Point]) -> Point:
    """The middle of the points on the globe."""
    xyz = [0.0, 0.0, 0.0]
    for east, north in points:
        cos = math.cos(math.radians(north))
        xyz[0] += cos * math.cos(math.radians(east))
        xyz[1] += cos * math.sin(math.radians(east))
        xyz[2] += math.sin(math.radians(north))
    if max(map(abs, xyz)) < 1e-9:  # all around the globe: any middle will do
        return points[0]
    return math.degrees(math.atan2(xyz[1], xyz[0])), math.degrees(math.atan2(xyz[2], math.hypot(xyz[0], xyz[1])))
