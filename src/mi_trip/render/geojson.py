"""A plan for any map: GeoJSON (RFC 7946), a point for each stop and a line for each way, a feature a line of the file.

The lines are drawn as on our own maps, plausible and not surveyed, and say so (``drawn``). Times are local with their offset. Colours are
under the names that many maps know (``marker-color``, ``stroke``). A way over the antimeridian would have to be cut there; none is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mi_trip.maps.colours import LIGHT
from mi_trip.maps.scenes import trip_scene
from mi_trip.render import words
from mi_trip.render.scene_times import TimedStop, timed_stops, timed_ways

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_trip.maps.scene import Point
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.render.scene_times import TimedWay

Json = dict[str, Any]  # a JSON object

DECIMALS = 6  # of a degree: a decimetre


def plan_geojson(plan: Plan, catalogue: Catalogue) -> str:
    """Write the plan as a collection of features: the ways, and over them the stops."""
    scene = trip_scene(plan, catalogue)
    ways = [_way(timed, number, catalogue) for number, timed in enumerate(timed_ways(plan, scene), 1)]
    stops = [_stop(timed, catalogue) for timed in timed_stops(plan, scene)]
    points = [point for way in scene.ways for point in way.points] + [stop.point for stop in scene.stops]
    head: Json = {"type": "FeatureCollection", "name": words.heading(plan, catalogue)}
    if points:
        head["bbox"] = [*_corner(points, min), *_corner(points, max)]
    features = ",\n".join(_written(feature) for feature in (*ways, *stops))
    return f'{_written(head)[:-1]}, "features": [\n{features}\n]}}\n'


def _corner(points: Iterable[Point], end: Any) -> list[float]:
    return [round(end(degrees), DECIMALS) for degrees in zip(*points, strict=True)]


def _written(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _way(timed: TimedWay, number: int, catalogue: Catalogue) -> Json:
    way = timed.way
    return {
        "type": "Feature",
        "id": f"way-{number}",
        "geometry": {"type": "LineString", "coordinates": [_position(point) for point in way.points]},
        "properties": {
            "kind": "way",
            "name": timed.name(catalogue),
            **_times(timed, catalogue),
            "mode": str(way.mode),
            "with_car": way.with_car,
            "journey": way.journey,
            "through": list(way.through),
            "routes": list(timed.routes),
            "drawn": True,
            "stroke": LIGHT.day(way.day),
        },
    }


def _stop(timed: TimedStop, catalogue: Catalogue) -> Json:
    stop = timed.stop
    kind = "end" if stop.end else "start" if not stop.number else "journey" if stop.journey else "stop"
    return {
        "type": "Feature",
        "id": f"stop-{stop.day}-{'end' if stop.end else stop.number}",
        "geometry": {"type": "Point", "coordinates": _position(stop.point)},
        "properties": {
            "kind": kind,
            "name": stop.name,
            "number": stop.number,
            **_times(timed, catalogue),
            "location": stop.location,
            "done": list(stop.done),
            "night": stop.night,
            "marker-color": LIGHT.day(stop.day),
        },
    }


def _times(timed: TimedWay | TimedStop, catalogue: Catalogue) -> Json:
    return {
        "day": timed.day.number,
        "date": timed.day.date.isoformat(),
        "arrive" if isinstance(timed, TimedStop) else "depart": words.with_offset(timed.start, catalogue.timezone),
        "depart" if isinstance(timed, TimedStop) else "arrive": words.with_offset(timed.end, catalogue.timezone),
        "time_assumed": timed.assumed,
    }


def _position(point: Point) -> list[float]:
    return [round(degrees, DECIMALS) for degrees in point]
