"""A scene laid out on a sheet: land, lines, marks and names where they are drawn, whoever draws them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_trip.maps.geometry import Box, area, cut_ring, cut_rings, extents, thinned_ring
from mi_trip.maps.graticule import GridLine, graticule
from mi_trip.maps.inset import corner, split
from mi_trip.maps.land import land_around
from mi_trip.maps.lanes import Lane, lanes
from mi_trip.maps.lettering import Lettering, Mark, Name
from mi_trip.maps.projection import KM_A_DEGREE, fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from mi_trip.maps.geometry import Ring
    from mi_trip.maps.land import Land
    from mi_trip.maps.projection import Spot, View
    from mi_trip.maps.scene import Point, Scene
    from mi_trip.maps.sheet import Sheet

NOTICE = "Coastline: GSHHG, LGPL"  # must be told where the coast is drawn; coast/NOTICE says more
LEAST_KM = 9.0  # of ground across a map at least: a day at one place still shows the fjord it lies on
SCALE_BOX = (150.0, 24.0)  # what the scale of a part takes in its lower left corner
EDGE_POINTS = 16  # of an edge of what is known of the coast: it is bent in the picture


@dataclass(frozen=True, slots=True)
class Inset:
    """A part drawn again, larger, in a corner: its box on the sheet, and the outline of what it shows on the map beside it."""

    box: Box
    drawing: Drawing
    outline: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map ready to be drawn; all of it lies on the sheet.

    ``known``: where the coast is known, all else there being sea; empty: nowhere.
    """

    title: str
    days: tuple[int, ...]
    view: View
    known: tuple[tuple[Spot, ...], ...]
    land: tuple[tuple[Spot, ...], ...]
    lakes: tuple[tuple[Spot, ...], ...]
    grid: tuple[GridLine, ...]
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    names: tuple[Name, ...]
    inset: Inset | None = None

    @property
    def coast_ends(self) -> bool:
        """Whether the coast is known of a part only: beyond it, what is sea and what is land cannot be seen."""
        return bool(self.known and self.grid) or bool(self.inset and self.inset.drawing.coast_ends)


def draw(scene: Scene, sheet: Sheet, *, day: int | None = None) -> Drawing:
    """The scene on a sheet, all of it or one day."""
    shown = scene if day is None else scene.of_day(day)
    days = days_of(shown)
    view = _fitted(extent(shown), sheet)
    several = len(days) > 1
    parts = split(shown) if several else None
    box = corner(parts.rest, parts.points, view, sheet) if parts else None
    if parts is None or box is None:
        return _drawn(shown, view, sheet, Task(days, several=several))
    small = sheet.part(box)
    inner = _fitted(list(parts.points), small)
    drawing = _drawn(parts.dense, inner, small, Task(days_of(parts.dense, ways=False), several=True, taken=_scale_box(small)))
    outline = view.line(inner.point(spot) for spot in _corners(small.box))
    beyond = tuple(sorted({stop.day for stop in parts.rest.stops} | ({*days} - {*drawing.days})))
    rest = _drawn(parts.rest, view, sheet, Task(beyond, several=True, taken=(box, _around(outline))))
    return replace(rest, days=days, inset=Inset(box, drawing, tuple(outline)))


@dataclass(frozen=True, slots=True)
class Task:
    """What to write on a map: the numbers of which days, whether it shows several, and where nothing may stand."""

    days: tuple[int, ...]
    several: bool
    taken: tuple[Box, ...] = ()


def _drawn(scene: Scene, view: View, sheet: Sheet, task: Task) -> Drawing:
    box = sheet.box
    land = land_around(view.bounds)
    known = _known(land, view, box)
    ways = [(way.day, way.mode, view.line(way.points)) for way in scene.ways]
    drawn = lanes(ways, box, gap=sheet.lane_gap, within=sheet.within)
    marks, names = Lettering(scene, view, sheet, drawn, several=task.several).written(task.days, task.taken)
    return Drawing(
        title=scene.title,
        days=task.days,
        view=view,
        known=known,
        land=tuple(_rings(land.rings if land else (), view, sheet)),
        lakes=tuple(_rings(land.lakes if land else (), view, sheet)),
        grid=() if known and _whole(known, box) else tuple(graticule(view)),
        lanes=tuple(drawn),
        marks=tuple(marks),
        names=tuple(names),
    )


def days_of(scene: Scene, *, ways: bool = True) -> tuple[int, ...]:
    """The days of a scene, with those on which one only passes or without."""
    return tuple(sorted({way.day for way in scene.ways if ways} | {stop.day for stop in scene.stops}))


def _fitted(points: list[Point], sheet: Sheet) -> View:
    return fitted(points, sheet.width, sheet.height, margin=sheet.margin, least_km=LEAST_KM)


def _scale_box(sheet: Sheet) -> tuple[Box, ...]:
    return () if sheet.grid else (Box(0, sheet.height - SCALE_BOX[1], SCALE_BOX[0], sheet.height),)


def _around(ring: Iterable[Spot]) -> Box:
    across, down = zip(*ring, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def extent(scene: Scene) -> list[Point]:
    """The points that a map must show: of the ways and of the stops, or of the places where there are neither."""
    points = [point for way in scene.ways for point in way.points] + [stop.point for stop in scene.stops]
    return points or [place.point for place in scene.places]


def round_km(most: float) -> float:
    """The longest round length (1, 2 or 5 and zeros) that is no longer.

    >>> [round_km(km) for km in (0.7, 3.0, 49, 1200)]
    [0.5, 2, 20, 1000]
    """
    power = 10.0 ** len(str(int(most))) / 10 if most >= 1 else 0.1
    best = max(step * power for step in (1, 2, 5, 10) if step * power <= most or step == 1)
    return int(best) if best >= 1 else round(best, 1)


def _known(land: Land | None, view: View, box: Box) -> tuple[tuple[Spot, ...], ...]:
    """Where the coast is known, in the picture."""
    if land is None:
        return ()
    west, south, east, north = land.bounds
    if land.bounds == view.bounds:
        return (_corners(box),)
    shares = [step / EDGE_POINTS for step in range(EDGE_POINTS)]
    edge = [(west + (east - west) * share, south) for share in shares] + [(east, south + (north - south) * share) for share in shares]
    edge += [(east - (east - west) * share, north) for share in shares] + [(west, north - (north - south) * share) for share in shares]
    ring = cut_ring(view.spots(np.array(edge)), box)
    return (_line(ring),) if len(ring) else ()


def _whole(known: Iterable[tuple[Spot, ...]], box: Box) -> bool:
    """Whether the rings cover all of a box."""
    return any(area(ring) > 0.999 * box.width * box.height for ring in known)


def _corners(box: Box) -> tuple[Spot, ...]:
    return (box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)


def _rings(rings: Sequence[Ring], view: View, sheet: Sheet) -> Iterator[tuple[Spot, ...]]:
    """The rings in the picture, without those too small to see: most islands of an archipelago, on the map of a country."""
    large = [rings[index] for index in np.flatnonzero(_most_km2(rings) >= sheet.speck * view.unit_km**2).tolist()]
    if not large:
        return
    spots = np.split(view.spots(np.concatenate(large)), np.cumsum([len(ring) for ring in large[:-1]]))
    for cut in cut_rings(spots, sheet.box):
        if area(cut) >= sheet.speck and len(thin := thinned_ring(_line(cut), sheet.within)) > 2:
            yield tuple(thin)


def _line(ring: Ring) -> tuple[Spot, ...]:
    return tuple((x, y) for x, y in ring.tolist())


def _most_km2(rings: Sequence[Ring]) -> NDArray[np.float64]:
    """The areas of the degrees in which rings lie."""
    (west, south), (east, north) = (corners.T for corners in extents(rings))
    areas: NDArray[np.float64] = (east - west) * (north - south) * np.cos(np.radians(np.minimum(abs(south), abs(north)))) * KM_A_DEGREE**2
    return areas
