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
    """The addresses that open each day in Google Maps."""
    entries = [Entry(f"day {day.number}: {link.label}", (link.url,)) for day in plan.days for link in day_links(day, catalogue).google]
    return page("On a map", (), Section("Google Maps", tuple(entries)))


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
