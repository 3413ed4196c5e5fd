"""Where the days of a trip are to be seen on the maps of others, for a terminal and in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_trip.render.links import PLACES, day_links
from mi_trip.render.marks import escaped
from mi_trip.render.page import Entry, Page, Section, page

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan, PlannedDay


def links_page(plan: Plan, catalogue: Catalogue) -> Page:
    """The addresses that open each day in Google Maps, and each place of the trip in the map of a phone and in OpenStreetMap."""
    days = [(day.number, day_links(day, catalogue)) for day in plan.days]
    ways = [Entry(f"day {number}: {link.label}", (link.url,)) for number, links in days for link in links.google]
    places = dict.fromkeys(place for _, links in days for place in links.places)
    entries = [Entry(f"{place.name}, {place.geo}", (place.openstreetmap,)) for place in places]
    return page("On a map", (), Section("Google Maps", tuple(ways)), Section(PLACES, tuple(entries)))


def plain_links(plan: Plan, catalogue: Catalogue) -> str:
    """All addresses of the days for a pipe: ``on a map, day N, the map, what it shows, address``; of a place two addresses."""
    records: list[tuple[str, ...]] = []
    for day in plan.days:
        links = day_links(day, catalogue)
        head = ("on a map", f"day {day.number}")
        records += [(*head, name, way.label, way.url) for name, ways in links.ways for way in ways]
        records += [(*head, PLACES, place.name, place.geo, place.openstreetmap) for place in links.places]
    return "".join("\t".join(fields) + "\n" for fields in records)


class MapReferences:
    """The addresses of the days in Markdown: named where they belong, and spelt out together below, where they are in nobody's way."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._numbers: dict[str, int] = {}

    def day(self, day: PlannedDay) -> list[str]:
        """The list for a day; nothing where there is nothing to be seen."""
        links = day_links(day, self._catalogue)
        named = [(name, [self._mark(way.label, way.url) for way in ways]) for name, ways in links.ways]
        named += [(PLACES, [self._mark(place.name, place.geo) for place in links.places])] if links.places else []
        lines = [f"- {name}: {', '.join(marks)}" for name, marks in named]
        return ["On a map:", "", *lines, ""] if lines else []

    def definitions(self) -> list[str]:
        """What the names stand for."""
        return [f"[map {number}]: {url}" for url, number in self._numbers.items()]

    def _mark(self, label: str, url: str) -> str:
        return f"[{escaped(label)}][map {self._numbers.setdefault(url, len(self._numbers) + 1)}]"
