"""The way between two places from a moment on, over several days if need be.

A plain search (Dijkstra 1959 with the departures of each moment; nobody arrives earlier by leaving later), which asks each
route itself what somebody standing there takes. It is slow beside :mod:`mi_trip.travel.network` and shares only costs with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.model.hours import DAY, Hours
from mi_trip.model.money import Party
from mi_trip.model.plan import Travel
from mi_trip.model.request import CarChoice
from mi_trip.model.route import Mode
from mi_trip.travel.edges import ride_cost
from mi_trip.travel.moves import Move, events_of, ride_move
from mi_trip.travel.waiting import MINUTE, boarding, days, last_chances

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Handover, Ride, Wait
    from mi_trip.model.route import Departure, Route

PATIENCE = 4 * DAY  # a way that takes longer is none
ON_FOOT = (Mode.WALK, Mode.GONDOLA)  # how one goes on from a parked car


@dataclass(frozen=True, slots=True)
class Way:
    """How one gets from one place to another, each event from where and when the one before it ended."""

    events: tuple[Travel | Wait | Handover, ...]

    @property
    def start(self) -> datetime:
        """When one has to leave at the latest."""
        return self.events[0].start

    @property
    def end(self) -> datetime:
        """When one is there."""
        return self.events[-1].end


def find_way(
    catalogue: Catalogue,
    origin: str,
    destination: str,
    ready: datetime,
    *,
    car: CarChoice,
    party: Party = Party(),
    avoid: frozenset[str] = frozenset(),
    parks: bool = False,
) -> Way | None:
    """The way that arrives earliest, and of those the one that leaves latest; None if there is none within four days.

    One waits for the next departure or for a road to open, overnight too. A hired car may be handed back, and another taken.
    Of ways that leave and arrive alike it is the one with less time at the wheel, then the cheapest, then the catalogue's first.
    The routes of ``avoid`` are not used. ``parks``: to or from a place without a road one walks, or takes a gondola, and the
    car stands where the road is. Raises ValueError where there is nowhere to go.
    """
    if origin == destination:
        raise ValueError(f"{origin} is where one is already")
    search = _Search(catalogue, destination, car, party, avoid, ready + PATIENCE, parks=parks)
    found = search.moves(origin, ready)
    if found is None:
        return None
    arrives = found[-1].arrives
    while True:
        leaves = search.latest(found)
        later = search.moves(origin, leaves + MINUTE)
        if later is None or later[-1].arrives > arrives:
            break
        found = later
    if leaves > found[0].ready:
        found = search.moves(origin, leaves) or found
    return Way(tuple(events_of(found)))


def shut_on_the_way(catalogue: Catalogue, origin: str, destination: str, ready: datetime, car: CarChoice) -> tuple[Route, ...]:
    """The routes that are shut, or do not run, when the way would use them were everything open every day, in its order.

    None where one arrives as early without them.
    """
    opened = replace(catalogue, routes={route.id: _opened(route) for route in catalogue.routes.values()})
    way = find_way(opened, origin, destination, ready, car=car, parks=True)
    if way is None:
        return ()
    rides = [ride for event in way.events if isinstance(event, Travel) for ride in event.rides]
    shut = tuple(dict.fromkeys(ride.route.id for ride in rides if not _runs(catalogue.routes[ride.route.id], ride)))
    if not shut:
        return ()
    search = _Search(catalogue, destination, car, Party(), frozenset(), ready + PATIENCE, parks=True)
    really = search.moves(origin, ready)
    return tuple(catalogue.routes[route] for route in shut) if really is None or really[-1].arrives > way.end else ()


def _opened(route: Route) -> Route:
    """The route as if it were open every day, with all its departures."""
    always = Hours("24/7", route.open.spot)
    services = tuple(replace(service, on=always) for service in route.services)
    return replace(route, season=replace(route.season, open=always), open=always, services=services)


def _runs(route: Route, ride: Ride) -> bool:
    """Whether the route is open for the whole of the ride and anything runs on it that day."""
    runs = not route.timetabled or bool(route.services_on(ride.departs.date(), ride.origin))
    return runs and route.passable(ride.departs, ride.arrives)


# -- the search ----------------------------------------------------------------------------------------------------------


class _Walk(Enum):
    """Going without the car: down to where it stands, or on from where it is left."""

    TO_THE_CAR = "to"
    FROM_THE_CAR = "from"


class _Place(NamedTuple):
    """Where one is, with the car or not.

    ``aboard``: still sitting in what has just come, and when it came.
    """

    location: str
    with_car: bool
    aboard: tuple[Mode, datetime] | None = None
    walk: _Walk | None = None


class _Trail(NamedTuple):
    """The moves so far, the latest first."""

    move: Move
    before: _Trail | None


class _Search:
    """The earliest arrival at one destination by a last moment."""

    def __init__(
        self,
        catalogue: Catalogue,
        destination: str,
        car: CarChoice,
        party: Party,
        avoid: frozenset[str],
        until: datetime,
        *,
        parks: bool = False,
    ) -> None:
        self.catalogue, self.destination, self.car, self.party, self.avoid, self.until = catalogue, destination, car, party, avoid, until
        self.parks = parks and car is not CarChoice.NONE
        self.leaves_car = self.parks and not self._road(destination)

    def moves(self, origin: str, ready: datetime) -> list[Move] | None:
        """The moves of the earliest arrival from the moment on, drawn forward."""
        start = _Place(origin, self.car is not CarChoice.NONE)
        if self.parks and not self._road(origin):
            start = _Place(origin, with_car=False, walk=_Walk.TO_THE_CAR)
        best = {start: (ready, timedelta(0), 0)}
        heap: list[tuple[datetime, timedelta, int, int, _Place, _Trail | None]] = [(*best[start], 0, start, None)]
        pushed = 0  # decides between equals, in the catalogue's order
        while heap:
            time, driving, cost, _, place, trail = heappop(heap)
            if (time, driving, cost) > best[place]:
                continue
            if place.location == self.destination:
                return _unrolled(trail)
            for move, target in self._onward(place, time):
                label = (move.arrives, driving + move.at_the_wheel, cost + self._cost(move))
                if move.arrives <= self.until and (target not in best or label < best[target]):
                    best[target] = label
                    pushed += 1
                    heappush(heap, (*label, pushed, target, _Trail(move, trail)))
        return None

    def _cost(self, move: Move) -> int:
        return ride_cost(self.catalogue, move.route, move.origin, self.party, with_car=move.with_car) if move.route else 0

    def _onward(self, place: _Place, time: datetime) -> Iterator[tuple[Move, _Place]]:
        """What one can do next, and where one is then."""
        here, with_car, aboard, walk = place
        if walk or (self.leaves_car and with_car):
            yield from self._on_foot(here, time, walk or _Walk.FROM_THE_CAR)
        if walk:
            return
        if aboard:
            for route in self._through(here, aboard[0], with_car=with_car):
                for departure in route.departures(time.date(), here):
                    if departure.departs == time:
                        yield from self._riding(route, place, time, departure, stays=True)
            return
        hire = self.catalogue.locations[here].car_hire
        if hire and self.car is CarChoice.HIRE:
            arrives = time + timedelta(minutes=hire.handover_minutes)
            yield Move(here, here, not with_car, time, time, arrives), _Place(here, not with_car)
        for route in self._usable(here, with_car=with_car):
            first = boarding(route, here, time, self.until)
            if first:
                yield from self._riding(route, place, time, first)
            if self._through(route.other_end(here), route.mode, with_car=with_car):
                for day in days(time.date(), self.until.date()):
                    at_gate = time + timedelta(minutes=route.early_minutes(day))
                    for departure in route.departures(day, here):
                        if departure.departs >= at_gate and departure != first:
                            yield from self._riding(route, place, time, departure)

    def _on_foot(self, here: str, time: datetime, walk: _Walk) -> Iterator[tuple[Move, _Place]]:
        """What one can do without the car where no road leads."""
        for route in self._usable(here, with_car=False):
            first = boarding(route, here, time, self.until) if route.mode in ON_FOOT else None
            if first:
                there = route.other_end(here)
                back = walk is _Walk.TO_THE_CAR and self._road(there)
                target = _Place(there, with_car=True) if back else _Place(there, with_car=False, walk=walk)
                yield ride_move(route, here, first, time, with_car=False), target

    def _road(self, location: str) -> bool:
        return any(route.cars for route in self.catalogue.routes_at[location])

    def _riding(
        self, route: Route, place: _Place, time: datetime, departure: Departure, *, stays: bool = False
    ) -> Iterator[tuple[Move, _Place]]:
        """A ride, after which one gets off, or may stay where the same kind of ride leaves at once."""
        here, with_car = place.location, place.with_car
        there = route.other_end(here)
        move = ride_move(route, here, departure, time, with_car=with_car, stays=stays)
        yield move, _Place(there, with_car)
        if route.timetabled and not departure.every and self._through(there, route.mode, with_car=with_car):
            yield move, _Place(there, with_car, (route.mode, departure.arrives))

    def _usable(self, location: str, *, with_car: bool) -> Iterator[Route]:
        for route in self.catalogue.routes_at[location]:
            if route.leads_from(location) and route.id not in self.avoid and (route.cars if with_car else route.foot):
                yield route

    def _through(self, location: str, mode: Mode, *, with_car: bool) -> list[Route]:
        """The routes on which it matters that one is aboard already: others ask for nobody to be there early."""
        usable = self._usable(location, with_car=with_car)
        return [route for route in usable if route.mode is mode and route.timetabled and route.be_there]

    def latest(self, moves: Sequence[Move]) -> datetime:
        """The last moment from which the same moves, each as late as can be, still arrive as early."""
        by = moves[-1].arrives
        for move in reversed(moves):
            by = self._last_ready(move, by)
        return by

    def _last_ready(self, move: Move, by: datetime) -> datetime:
        route = move.route
        if route is None:
            return by - (move.arrives - move.departs)
        if move.stays:
            return move.departs
        chances = [moment for moment in last_chances(route, move.origin, move.departs, by) if moment > move.ready]
        for moment in sorted(chances, reverse=True):
            departure = boarding(route, move.origin, moment, self.until)
            if departure and departure.arrives <= by:
                return moment
        return move.ready


def _unrolled(trail: _Trail | None) -> list[Move]:
    moves = []
    while trail is not None:
        moves.append(trail.move)
        trail = trail.before
    return moves[::-1]
