"""A plan for Google Earth and its like: KML 2.2, a folder a day with its stops and its ways in the colour of the day.

The lines are drawn as on our own maps, plausible and not surveyed, and say so. Descriptions are HTML to such programs, so text in them is
escaped for that as well. No picture is fetched from the network.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from mi_trip.maps.colours import LIGHT
from mi_trip.maps.scenes import trip_scene
from mi_trip.render import totals, words
from mi_trip.render.scene_times import timed_stops, timed_ways
from mi_trip.render.xml_text import add, add_text, document, element

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from xml.etree.ElementTree import Element

    from mi_trip.maps.scene import Point
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.render.scene_times import TimedStop, TimedWay

KML = "http://www.opengis.net/kml/2.2"
DRAWN = "Drawn, not surveyed"
WIDTH = 4  # pixels of a line


def plan_kml(plan: Plan, catalogue: Catalogue) -> str:
    """Write the plan as a KML file; the order of what an element holds is that of the schema."""
    scene = trip_scene(plan, catalogue)
    stops, ways = list(timed_stops(plan, scene)), list(timed_ways(plan, scene))
    root = element("kml", {"xmlns": KML})
    trip = add(root, "Document")
    add_text(trip, "name", words.heading(plan, catalogue))
    _describe(trip, [words.title_line(plan, catalogue), plan.note])
    for day in plan.days:
        _style(trip, day.number)
    for day in plan.days:
        folder = add(trip, "Folder")
        add(folder, "name", words.day_title(day, catalogue))
        _describe(folder, [words.sentence_case(totals.day_line(day)), day.note])
        for way in ways:
            if way.day is day:
                _way(folder, way, catalogue)
        for stop in stops:
            if stop.day is day:
                _stop(folder, stop, catalogue)
    return document(root)


def _style(trip: Element, day: int) -> None:
    """The style of a day's lines and points."""
    style = add(trip, "Style", attributes={"id": f"day-{day}"})
    add(add(style, "IconStyle"), "color", _colour(day))
    line = add(style, "LineStyle")
    add(line, "color", _colour(day))
    add(line, "width", str(WIDTH))


def _colour(day: int) -> str:
    """The colour of a day, opaque, with its blue first.

    >>> LIGHT.day(1), _colour(1)
    ('#1952ff', 'ffff5219')
    """
    red, green, blue = (LIGHT.day(day)[at : at + 2] for at in (1, 3, 5))
    return f"ff{blue}{green}{red}"


def _way(folder: Element, timed: TimedWay, catalogue: Catalogue) -> None:
    way = timed.way
    mark = add(folder, "Placemark")
    add(mark, "name", timed.name(catalogue))
    _describe(mark, [_hours(timed), DRAWN])
    _span(mark, timed.start, timed.end, catalogue)
    add(mark, "styleUrl", f"#day-{way.day}")
    line = add(mark, "LineString")
    add(line, "tessellate", "1")
    add(line, "coordinates", _coordinates(way.points))


def _stop(folder: Element, timed: TimedStop, catalogue: Catalogue) -> None:
    stop = timed.stop
    mark = add(folder, "Placemark")
    add(mark, "name", f"{stop.number}. {stop.name}" if stop.number else stop.name)
    night = [words.event_title(event, catalogue) for event in (timed.day.night,) if event and stop.night]
    _describe(mark, [_hours(timed), *([] if stop.journey else stop.done), *night])
    _span(mark, timed.start, timed.end, catalogue)
    add(mark, "styleUrl", f"#day-{stop.day}")
    add(add(mark, "Point"), "coordinates", _coordinates([stop.point]))


def _hours(timed: TimedWay | TimedStop) -> str:
    return words.about(words.span(timed.start, timed.end), guessed=timed.assumed) if timed.end > timed.start else words.clock(timed.start)


def _describe(parent: Element, told: Iterable[str]) -> None:
    add_text(parent, "description", "<br/>".join(html.escape(shown, quote=False) for text in told if (shown := words.plain(text))))


def _span(mark: Element, start: datetime, end: datetime, catalogue: Catalogue) -> None:
    span = add(mark, "TimeSpan")
    add(span, "begin", words.with_offset(start, catalogue.timezone))
    add(span, "end", words.with_offset(end, catalogue.timezone))


def _coordinates(points: Iterable[Point]) -> str:
    return " ".join(f"{east:z.6f},{north:z.6f}" for east, north in points)
