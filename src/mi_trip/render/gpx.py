"""A plan for a navigator: GPX 1.1 with a waypoint for each place, and a route a day through its stops and the ends of its roads.

There is no track: how the ways run between those points was not surveyed. Nor are there times, which in GPX are those of recording; when
one is where is told in the descriptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_trip.model.plan import Night, Travel, Visit
from mi_trip.render import totals, words
from mi_trip.render.addresses import place_link, web_address
from mi_trip.render.rows import plan_rows
from mi_trip.render.xml_text import add, add_text, document, element

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Location
    from mi_trip.model.plan import Plan
    from mi_trip.render.rows import DayRows, Row

GPX = "http://www.topografix.com/GPX/1/1"
# Names that Garmin's devices know, by the kind of the location.
SYMBOLS = {
    "airport": "Airport",
    "bridge": "Bridge",
    "city": "City (Medium)",
    "dam": "Dam",
    "ferry_quay": "Anchor",
    "lodging": "Lodging",
    "mountain": "Summit",
    "mountain_pass": "Summit",
    "museum": "Museum",
    "railway": "Ground Transportation",
    "station": "Ground Transportation",
    "town": "City (Small)",
    "trailhead": "Trail Head",
    "viewpoint": "Scenic Area",
    "village": "City (Small)",
}
BED, ANY = "Lodging", "Waypoint"


@dataclass(slots=True)
class _Point:
    """A place of a route, and what happens there."""

    place: Location
    told: list[str]


def plan_gpx(plan: Plan, catalogue: Catalogue) -> str:
    """Write the plan as a GPX file."""
    days = [(day, _points(day, catalogue)) for day in plan_rows(plan, catalogue)]
    root = element(
        "gpx",
        {
            "version": "1.1",
            "creator": "mi-trip",
            "xmlns": GPX,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{GPX} {GPX}/gpx.xsd",
        },
    )
    metadata = add(root, "metadata")
    add_text(metadata, "name", words.heading(plan, catalogue))
    add_text(metadata, "desc", f"{words.title_line(plan, catalogue)}. {plan.note}".removesuffix(". "))
    _bounds(metadata, [point.place for _, points in days for point in points])
    beds = {night.location for night in plan.events(Night)}
    for place, told in _places(days):
        _waypoint(root, place, told, bed=place.id in beds)
    for day, points in days:
        _route(root, day, points, catalogue)
    return document(root)


def _points(day: DayRows, catalogue: Catalogue) -> list[_Point]:
    """The places of the day in order: where it begins, each stop, and both ends of every road and line."""
    points: list[_Point] = []

    def at(location: str, told: str = "") -> None:
        if not points or points[-1].place.id != location:
            points.append(_Point(catalogue.locations[location], []))
        points[-1].told += [told] if told else []

    for row in day.rows:
        event = row.event
        at(event.origin, _told(row))
        for ride in event.rides if isinstance(event, Travel | Visit) else ():
            at(ride.destination)
    return points


def _told(row: Row) -> str:
    return f"{row.time_text} {row.title}"


def _places(days: Iterable[tuple[DayRows, list[_Point]]]) -> list[tuple[Location, list[str]]]:
    """The places at which something happens, in the order of the trip, with all that happens there."""
    found: dict[str, tuple[Location, list[str]]] = {}
    for day, points in days:
        for index, point in enumerate(points):
            if point.told or index == len(points) - 1:
                _, told = found.setdefault(point.place.id, (point.place, []))
                told += [f"Day {day.day.number}, {each}" for each in point.told]
    return list(found.values())


def _bounds(metadata: Element, places: list[Location]) -> None:
    if places:
        north, east = [place.latitude for place in places], [place.longitude for place in places]
        box = {"minlat": min(north), "minlon": min(east), "maxlat": max(north), "maxlon": max(east)}
        add(metadata, "bounds", attributes={name: _degrees(value) for name, value in box.items()})


def _waypoint(root: Element, place: Location, told: list[str], *, bed: bool) -> None:
    """A place; the order of what is told of it is that of the schema."""
    point = add(root, "wpt", attributes=_position(place))
    add_text(point, "name", place.name)
    add_text(point, "desc", "; ".join(told))
    stay = place.stay if bed else None
    if stay and stay.booking and (web := web_address(words.plain(stay.booking.web))):
        add_text(add(point, "link", attributes={"href": web}), "text", stay.name)
    add_text(add(point, "link", attributes={"href": place_link(place).openstreetmap}), "text", "OpenStreetMap")
    add(point, "sym", BED if bed else SYMBOLS.get(place.kind, ANY))
    add_text(point, "type", place.kind)


def _route(root: Element, day: DayRows, points: list[_Point], catalogue: Catalogue) -> None:
    """The route of a day through its points."""
    route = add(root, "rte")
    add(route, "name", words.day_title(day.day, catalogue))
    add_text(route, "desc", ". ".join(part for part in (words.sentence_case(totals.day_line(day.day)), words.plain(day.day.note)) if part))
    add(route, "number", str(day.day.number))
    for index, point in enumerate(points):
        passed = add(route, "rtept", attributes=_position(point.place))
        add_text(passed, "name", point.place.name)
        add_text(passed, "desc", "; ".join(point.told))
        add(passed, "type", "stop" if point.told or index == len(points) - 1 else "passed")


def _position(place: Location) -> dict[str, str]:
    return {"lat": _degrees(place.latitude), "lon": _degrees(place.longitude)}


def _degrees(value: float) -> str:
    return f"{value:z.6f}"
