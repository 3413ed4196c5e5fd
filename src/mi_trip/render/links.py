"""Addresses that open a place or the ways of a day in a map: of OpenStreetMap, of Google Maps, and of whatever map a phone has.

Google Maps takes what lies between two ends as waypoints, nine of them, on a phone three (Maps URLs, developer guide); the ends of a
ferry are among them, so that it takes the ferry. For public transport it takes none. The directions of openstreetmap.org know two ends
only. Neither flies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from mi_trip.model.plan import Travel, Visit
from mi_trip.model.route import Mode
from mi_trip.render import words
from mi_trip.render.addresses import PlaceLink, degrees, place_link
from mi_trip.render.rows import stays_aboard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Location
    from mi_trip.model.plan import PlannedDay, Ride

WAYPOINTS = 9
WAYPOINTS_ON_A_PHONE = 3
DRIVING, WALKING, TRANSIT = "driving", "walking", "transit"  # Google's words
ENGINES = {DRIVING: "fossgis_osrm_car", WALKING: "fossgis_osrm_foot"}  # OpenStreetMap's
PLACES = "Places"


@dataclass(frozen=True, slots=True)
class MapLink:
    """An address that opens a map with a way, and what that shows."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class DayLinks:
    """What opens a day in maps. ``google``: its ways in order, as few as can be; ``phone``: the same in parts that a phone's browser takes.

    ``openstreetmap``: its drives and walks, from each stop to the next. ``places``: where it begins, stops, changes and ends.
    """

    google: tuple[MapLink, ...]
    phone: tuple[MapLink, ...]
    openstreetmap: tuple[MapLink, ...]
    places: tuple[PlaceLink, ...]

    @property
    def ways(self) -> tuple[tuple[str, tuple[MapLink, ...]], ...]:
        """The ways under the names of the maps that they open in; those for a phone only where they are others."""
        on_a_phone = self.phone if self.phone != self.google else ()
        named = (("Google Maps", self.google), ("Google Maps on a phone, in parts", on_a_phone), ("OpenStreetMap", self.openstreetmap))
        return tuple((name, links) for name, links in named if links)


@dataclass(frozen=True, slots=True)
class _Way:
    """Places that one passes in order by one kind of transport; ``word``: what that is called; ``last``: the ride it ends with."""

    kind: str
    word: str
    through: tuple[Location, ...]
    last: Ride


def day_links(day: PlannedDay, catalogue: Catalogue) -> DayLinks:
    """The addresses for a day."""
    ways = list(_ways(day, catalogue.locations))
    stops = dict.fromkeys(end for event in day.events for end in (event.origin, event.destination))
    return DayLinks(
        google=tuple(link for way in ways for link in _google(way, WAYPOINTS)),
        phone=tuple(link for way in ways for link in _google(way, WAYPOINTS_ON_A_PHONE)),
        openstreetmap=tuple(link for way in ways for link in _openstreetmap(way)),
        places=tuple(place_link(catalogue.locations[stop]) for stop in stops),
    )


def _ways(day: PlannedDay, known: Mapping[str, Location]) -> list[_Way]:
    """The ways of the day: drives that go on where the last one ended are one, so are walks, and the rides one stays aboard for."""
    ways: list[_Way] = []
    for rides, with_car in _pieces(day):
        origin, destination = known[rides[0].origin], known[rides[-1].destination]
        kind = _kind(rides[0], with_car=with_car)
        if not kind or degrees(origin) == degrees(destination):
            continue
        before = ways[-1] if ways else None
        if before and before.kind == kind and before.through[-1] == origin and (kind != TRANSIT or _aboard(before, rides[0], destination)):
            ways[-1] = replace(before, through=(*before.through, destination), last=rides[-1])
        else:
            ways.append(_Way(kind, _word(rides[0], kind), (origin, destination), rides[-1]))
    return ways


def _aboard(before: _Way, ride: Ride, destination: Location) -> bool:
    """Whether one stays aboard for the ride, to a place that one has not been at: of a journey out and back no address gets both ends."""
    return stays_aboard(before.last, ride) and destination not in before.through


def _pieces(day: PlannedDay) -> Iterator[tuple[tuple[Ride, ...], bool]]:
    """The rides of the day with whether one has the car along: of a drive to somewhere only the ends count, of all else each ride."""
    for event in day.events:
        if isinstance(event, Travel | Visit) and event.rides:
            whole = isinstance(event, Travel) and event.mode is not Mode.FERRY
            for rides in [event.rides] if whole else [(ride,) for ride in event.rides]:
                yield rides, event.with_car


def _kind(ride: Ride, *, with_car: bool) -> str:
    """How Google Maps would go there; nothing where it cannot."""
    mode = ride.route.mode
    if mode is Mode.FLIGHT:
        return ""
    if mode is Mode.WALK:
        return WALKING
    return DRIVING if mode in (Mode.DRIVE, Mode.TAXI) or (with_car and ride.route.cars) else TRANSIT


def _word(ride: Ride, kind: str) -> str:
    return words.MODE_WORDS[Mode.DRIVE if kind == DRIVING else ride.route.mode]


def _google(way: _Way, waypoints: int) -> Iterator[MapLink]:
    """The way in parts of no more waypoints than that, each from where the last one ended; by public transport from end to end."""
    through = (way.through[0], way.through[-1]) if way.kind == TRANSIT else way.through
    step = waypoints + 1
    for first in range(0, len(through) - 1, step):
        part = through[first : first + step + 1]
        origin, *between, destination = (",".join(degrees(place)) for place in part)
        asked = {"api": "1", "origin": origin, "destination": destination}
        asked |= {"waypoints": "|".join(between)} if between else {}
        url = f"https://www.google.com/maps/dir/?{urlencode({**asked, 'travelmode': way.kind})}"
        yield MapLink(_label(way.word, part), url)


def _openstreetmap(way: _Way) -> Iterator[MapLink]:
    """The way from each stop to the next."""
    engine = ENGINES.get(way.kind)
    for ends in pairwise(way.through) if engine else ():
        route = ";".join(",".join(degrees(place)) for place in ends)
        yield MapLink(_label(way.word, ends), f"https://www.openstreetmap.org/directions?{urlencode({'engine': engine, 'route': route})}")


def _label(word: str, through: Sequence[Location]) -> str:
    """What is gone and from where to where; where that is the same place, by what place."""
    by = [through[len(through) // 2]] if through[0] == through[-1] else []
    ends = (through[0], *by, through[-1])
    return f"{word} {' → '.join(words.plain(place.name) for place in ends)}"
