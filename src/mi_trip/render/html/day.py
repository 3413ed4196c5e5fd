"""A day of the road book: its map, its band of hours, its table, and what makes it worth it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.maps.svg import map_svg
from mi_trip.model.plan import Night, Visit
from mi_trip.render import words
from mi_trip.render.html.markup import NONE, Markup, each, joined, outside, tag, unseen
from mi_trip.render.html.page import colours_of, date_of, own_words
from mi_trip.render.html.tables import Column, table
from mi_trip.render.html.timeline import timeline
from mi_trip.render.links import PLACES, day_links
from mi_trip.render.scene_times import stop_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mi_trip.maps.scene import Scene
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.render.addresses import PlaceLink
    from mi_trip.render.book import BookDay, OnScreen, Worth
    from mi_trip.render.html.timeline import Hours
    from mi_trip.render.links import DayLinks
    from mi_trip.render.rows import Row

DAY_MAP = (420, 400)


def day_section(day: BookDay, scene: Scene, hours: Hours, catalogue: Catalogue) -> Markup:
    """Everything told of a day."""
    number = day.day.number
    numbers = stop_numbers(day.day, scene)
    title = tag(
        "h2",
        tag("span", f"Day {number}", class_="ordinal"),
        " ",
        tag("span", day.ends, class_="ends"),
        " ",
        date_of(day),
        id=f"day-{number}-title",
    )
    return tag(
        "section",
        tag("header", title, tag("p", day.line, class_="line")),
        own_words(day.note),
        timeline(day.day, hours, numbers),
        tag(
            "div",
            _map(day, scene),
            _table(day, numbers, catalogue),
            _worth(day.worth),
            tag("div", _screen(day.screen), _links(day_links(day.day, catalogue)), class_="told"),
            class_="beside",
        ),
        tag("p", tag("a", "Back to the contents", href="#contents"), class_="back"),
        class_="day",
        style=colours_of(day),
        id=f"day-{number}",
        aria_labelledby=f"day-{number}-title",
    )


def _map(day: BookDay, scene: Scene) -> Markup:
    number = day.day.number
    shown = scene.of_day(number)
    if not shown.ways and not shown.stops:
        return NONE
    label = f"Map of day {number}, {day.ends}"
    return tag("figure", Markup(map_svg(scene, day=number, size=DAY_MAP, label=label)), class_="chart")


def _table(day: BookDay, numbers: Mapping[datetime, int], catalogue: Catalogue) -> Markup:
    columns = [
        Column("Time", "time"),
        Column("What and where", "what"),
        Column("How long", "long"),
        Column("km", "km"),
        Column(words.plain(catalogue.currency), "cost"),
        Column("Notes", "notes"),
    ]
    rows = [
        (row.time_text, _what(row, numbers.get(row.event.start, 0)), row.duration_text, row.km_text, row.cost_text, _notes(row))
        for row in day.rows
    ]
    return table(f"Day {day.day.number}, hour by hour", columns, rows, class_="hours", row_heads=1)


def _what(row: Row, number: int) -> Markup:
    """What is done and where, with the number that it has on the map."""
    mark = tag("span", unseen("stop "), str(number), class_="stop") if number else NONE
    done = tag("strong" if isinstance(row.event, Visit | Night) else "span", row.what)
    place = joined(" ", tag("span", row.where, class_="where")) if row.where else NONE
    return joined(mark, " " if mark else "", done, place)


def _notes(row: Row) -> Markup:
    """What to mind, and the traveller's own note."""
    own = tag("span", unseen("your note: "), row.own, class_="own") if row.own else NONE
    return joined("; ".join(row.notes), " " if row.notes and own else "", own)


def _worth(worth: tuple[Worth, ...]) -> Markup:
    if not worth:
        return NONE
    items = [
        joined(tag("p", tag("strong", one.name), " ", tag("em", one.rating)), each("p", [one.told] if one.told else [])) for one in worth
    ]
    return tag("div", tag("h3", "What makes it worth it"), tag("ul", each("li", items)), class_="told worth")


def _screen(screen: tuple[OnScreen, ...]) -> Markup:
    if not screen:
        return NONE
    items = [
        joined(
            tag("p", tag("strong", one.place), " ", tag("em", one.relation)),
            tag("p", tag("cite", one.film), ": ", one.told, _cited(one)),
        )
        for one in screen
    ]
    return tag("div", tag("h3", "On screen"), tag("ul", each("li", items)), class_="screen")


def _cited(one: OnScreen) -> Markup:
    """The numbers of the sources, each leading there."""
    links = [joined(" ", tag("a", f"[{number}]", href=f"#source-{number}", aria_label=f"source {number}")) for number in one.sources]
    return tag("span", *links, class_="cited") if links else NONE


def _links(links: DayLinks) -> Markup:
    """What opens the ways and the places of the day in other maps."""
    places = [joined(outside(place.name, place.openstreetmap), " ", _geo(place)) for place in links.places]
    groups = [(name, [outside(way.label, way.url) for way in ways]) for name, ways in links.ways] + [(PLACES, places)]
    told = [joined(tag("p", title), tag("ul", each("li", items))) for title, items in groups if items]
    return tag("details", tag("summary", "Open the day in other maps"), *told, class_="links") if told else NONE


def _geo(place: PlaceLink) -> Markup:
    """A link that a phone opens in the map it has."""
    return tag("a", "in your map", href=place.geo, aria_label=f"{place.name} in your map")
