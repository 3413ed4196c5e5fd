"""What the map of a trip shows, and the map around some places."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING

from mi_trip.maps.courses import course
from mi_trip.maps.distance import distance_km, middle
from mi_trip.maps.scene import Place, Scene, Stop, Way
from mi_trip.model.plan import Night, Travel, Visit
from mi_trip.model.route import Mode
from mi_trip.render import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mi_trip.maps.scene import Point
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Location
    from mi_trip.model.plan import Event, Plan, PlannedDay
    from mi_trip.model.route import Route

SETTLED = frozenset({"city", "town", "village"})  # kinds of locations by which people find their way on a map
ON_ROADS = frozenset({Mode.BUS, Mode.TAXI})
SAME_PLACE_KM = 1  # a name of its own for what is nearer than this to a stop would only crowd the map
NEIGHBOURHOOD_KM = 60  # routes longer than this would shrink the map of one place to nothing


def trip_scene(plan: Plan, catalogue: Catalogue) -> Scene:
    """What the map of a trip shows; a location that the catalogue no longer knows is left out."""
    known = catalogue.locations
    ways: list[Way] = []
    stops: list[Stop] = []
    for day in plan.days:
        taken = _taken(day, known)
        ways += [way for each in taken.values() for way in each]
        stops += _stops(day, taken, catalogue)
    stops += _end(plan, stops, known)
    return Scene(words.heading(plan, catalogue), tuple(ways), tuple(stops), _places(_chiefs(catalogue), stops))


def places_scene(locations: Iterable[str], catalogue: Catalogue) -> Scene:
    """The places (by id) as the stops of a day 0, with the routes around them and their neighbours."""
    known = catalogue.locations
    asked = [known[location] for location in dict.fromkeys(locations)]
    stops = [_stop_at(place, 0, number) for number, place in enumerate(asked, 1)]
    routes = _around(asked, catalogue)
    ways = [_way_along(route, known) for route in routes]
    neighbours = [known[end] for route in routes for end in (route.start, route.end)]
    title = words.listed(stop.name for stop in stops)
    return Scene(title, tuple(ways), tuple(stops), _places(neighbours, stops))


def _taken(day: PlannedDay, known: Mapping[str, Location]) -> dict[int, tuple[Way, ...]]:
    """The ways of a day by which of its events moves one along them."""
    taken: dict[int, tuple[Way, ...]] = {}
    ridden = 0
    for index, event in enumerate(day.events):
        if isinstance(event, Travel | Visit):
            taken[index] = tuple(_ways(day.number, event, ridden, known))
            ridden += len(event.rides)
    return taken


def _ways(day: int, event: Travel | Visit, ridden: int, known: Mapping[str, Location]) -> Iterator[Way]:
    """How an event moves one, after so many rides on the day: a way for the rides of each mode that follow each other."""
    taken_for_itself = isinstance(event, Visit) or event.demanded
    for mode, numbered in groupby(enumerate(event.rides, ridden), key=lambda each: each[1].route.mode):
        numbers, rides = zip(*numbered, strict=True)
        so_far = accumulate((ride.route.km for ride in rides), initial=0.0)
        stages = [
            (end, km) for end, km in zip((rides[0].origin, *(ride.destination for ride in rides)), so_far, strict=True) if end in known
        ]
        if len(stages) > 1:
            through = tuple(end for end, _ in stages)
            line = _course(mode, through, known, tuple(km - before for (_, before), (_, km) in pairwise(stages)))
            yield Way(day, mode, through, line, event.with_car, taken_for_itself, numbers)


def _end(plan: Plan, stops: Sequence[Stop], known: Mapping[str, Location]) -> list[Stop]:
    """Where the trip ends, unless that is its last stop."""
    last = plan.days[-1].events[-1:] if plan.days else ()
    ends = [known[event.destination] for event in last if event.destination in known]
    there = [stop.location for stop in stops[-1:] if not stop.journey]
    return [replace(_stop_at(place, plan.days[-1].number, 0), end=True) for place in ends if place.id not in there]


def _stops(day: PlannedDay, taken: Mapping[int, tuple[Way, ...]], catalogue: Catalogue) -> list[Stop]:
    """The stops of a day in order, that where it begins first."""
    begins = [catalogue.locations[event.origin] for event in day.events[:1] if event.origin in catalogue.locations]
    stops = [_stop_at(place, day.number, 0) for place in begins]
    for index, event in enumerate(day.events):
        new = _stop(day.number, event, taken.get(index, ()), catalogue)
        last = stops[-1] if stops else None
        if new and last and _together(last, new):
            stops[-1] = replace(last, done=last.done + new.done, night=new.night, events=(*last.events, index))
        elif new:
            stops.append(replace(new, number=(last.number if last else 0) + 1, events=(index,)))
    return stops


def _stop(day: int, event: Event, ways: tuple[Way, ...], catalogue: Catalogue) -> Stop | None:
    """The stop that an event makes, if it makes one and lies somewhere."""
    place = catalogue.locations.get(event.origin)
    match event:
        case Visit() | Travel(demanded=True) if ways:
            told = words.plain(event.activity.name) if isinstance(event, Visit) else words.event_title(event, catalogue)
            return Stop(day, 1, event.origin, told, middle([point for way in ways for point in way.points]), (told,), journey=True)
        case Visit(rides=()) if place:
            return replace(_stop_at(place, day, 1), done=(words.plain(event.activity.name),))
        case Night() if place:
            return replace(_stop_at(place, day, 1), night=True)
        case _:
            return None


def _stop_at(place: Location, day: int, number: int) -> Stop:
    """A stop at a place, nothing done there yet."""
    return Stop(day, number, place.id, words.plain(place.name), _point(place))


def _together(last: Stop, new: Stop) -> bool:
    """Whether what is done next is done at the same stop."""
    return last.number > 0 and last.location == new.location and not last.journey and not new.journey


def _way_along(route: Route, known: Mapping[str, Location]) -> Way:
    ends = (route.start, route.end)
    return Way(0, route.mode, ends, _course(route.mode, ends, known, (route.km,)), with_car=route.cars)


def _around(asked: list[Location], catalogue: Catalogue) -> list[Route]:
    """The routes from the places and from what is next to them (a village's quay), of those with the same ends the first.

    Buses and taxis go on the roads that are drawn already, if there are any; long routes are left out unless there are no others.
    """
    points = [_point(place) for place in asked]
    at_hand = [place.id for place in catalogue.locations.values() if any(distance_km(_point(place), at) < SAME_PLACE_KM for at in points)]
    by_ends: dict[frozenset[str], Route] = {}
    for location in at_hand:
        for route in catalogue.routes_at[location]:
            by_ends.setdefault(frozenset((route.start, route.end)), route)
    routes = list(by_ends.values())
    short = [route for route in routes if route.km <= NEIGHBOURHOOD_KM and route.mode is not Mode.FLIGHT]
    driven = any(route.mode is Mode.DRIVE for route in short)
    return [route for route in short if not (driven and route.mode in ON_ROADS)] or routes


def _chiefs(catalogue: Catalogue) -> list[Location]:
    """The first settlement of each area."""
    first: dict[str, Location] = {}
    for place in catalogue.locations.values():
        if place.kind in SETTLED and place.area not in first:
            first[place.area] = place
    return list(first.values())


def _places(candidates: Iterable[Location], stops: Iterable[Stop]) -> tuple[Place, ...]:
    """The candidates, each once, that are not at a stop."""
    taken = [stop.point for stop in stops if not stop.journey]
    places = {place.id: Place(place.id, words.plain(place.name), _point(place)) for place in candidates}
    return tuple(place for place in places.values() if all(distance_km(place.point, point) > SAME_PLACE_KM for point in taken))


def _course(mode: Mode, through: tuple[str, ...], known: Mapping[str, Location], kms: tuple[float, ...]) -> tuple[Point, ...]:
    return course(mode, tuple(_point(known[location]) for location in through), kms)


def _point(place: Location) -> Point:
    return place.longitude, place.latitude
