"""The dense part of a trip that reaches far: what is drawn again, larger, in a corner of its map."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mi_trip.maps.geometry import Box
from mi_trip.maps.projection import Projection
from mi_trip.model.route import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.maps.projection import Spot, View
    from mi_trip.maps.scene import Point, Scene, Stop
    from mi_trip.maps.sheet import Sheet

NEAR = 0.12  # of the whole map: stops that lie nearer to each other belong together
DENSE = 0.3  # of the whole map: a part that takes more of it is readable as it is
RIM = 1.2  # how much farther it shows ways
MOST = 0.5  # of the stops lie in it at least
ACROSS, DOWN = 0.5, 0.56  # of the sheet, what it is given in a corner


@dataclass(frozen=True, slots=True)
class Split:
    """A scene in two: its dense part, the points that a map of that must show, and the rest with the ways of all."""

    dense: Scene
    points: tuple[Point, ...]
    rest: Scene


def split(scene: Scene) -> Split | None:
    """The scene in two where most stops lie so close together that the map of all could not show them."""
    points = list(dict.fromkeys(stop.point for stop in scene.stops))
    if len(points) < 4 or len({stop.day for stop in scene.stops}) < 2:
        return None
    projection = Projection.about([*points, *(point for way in scene.ways for point in (way.points[0], way.points[-1]))])
    planes = {point: projection.plane(point) for point in points}
    reach = _reach(list(planes.values()))
    part = max(_parts(points, planes, reach * NEAR), key=lambda part: sum(stop.point in part for stop in scene.stops))
    inside = tuple(stop for stop in scene.stops if stop.point in part)
    if len(inside) < len(scene.stops) * MOST or _reach([planes[point] for point in part]) > reach * DENSE:
        return None
    return _parted(scene, inside, part)


def _parted(scene: Scene, inside: tuple[Stop, ...], part: set[Point]) -> Split:
    projection = Projection.about(part)
    half = max(max(map(abs, projection.plane(point))) for point in part) * RIM

    def close(point: Point) -> bool:
        return max(map(abs, projection.plane(point))) <= half

    touching = tuple(way for way in scene.ways if any(map(close, way.points)))
    held = [point for way in touching if way.mode is not Mode.FLIGHT and all(map(close, way.points)) for point in way.points]
    rest = tuple(stop for stop in scene.stops if stop.point not in part)
    places = tuple(place for place in scene.places if close(place.point))
    dense = replace(scene, ways=touching, stops=inside, places=places)
    return Split(dense, (*part, *held), replace(scene, stops=rest, places=tuple(place for place in scene.places if place not in places)))


def _parts(points: Sequence[Point], planes: dict[Point, Spot], near_km: float) -> list[set[Point]]:
    """The points in parts: each nearer than that to another of its part."""
    parts: list[set[Point]] = []
    for point in points:
        met = [part for part in parts if any(math.dist(planes[point], planes[other]) < near_km for other in part)]
        parts = [part for part in parts if part not in met] + [{point}.union(*met)]
    return parts


def _reach(planes: Sequence[Spot]) -> float:
    return max(max(plane[axis] for plane in planes) - min(plane[axis] for plane in planes) for axis in (0, 1))


def corner(scene: Scene, dense: Sequence[Point], view: View, sheet: Sheet) -> Box | None:
    """The corner of the sheet in which least is drawn; None where all have stops in them."""
    width, height = round(sheet.width * ACROSS), round(sheet.height * DOWN)
    if sheet.grid:
        width, height = width // sheet.grid[0] * sheet.grid[0], height // sheet.grid[1] * sheet.grid[1]
    corners = [Box(left, top, left + width, top + height) for left in (0.0, sheet.width - width) for top in (0.0, sheet.height - height)]
    stops = [view.spot(stop.point) for stop in scene.stops] + [view.spot(point) for point in dense]
    ways = [spot for way in scene.ways for spot in view.line(way.points)]
    free = [box for box in corners if not any(box.grown(sheet.mark).has(spot) for spot in stops)]
    return min(free, key=lambda box: sum(box.has(spot) for spot in ways), default=None)
