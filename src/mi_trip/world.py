"""The days of a request: for each its hours, its network of ways, and what can be done on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from mi_trip.model.activity import Activity
from mi_trip.model.hours import DAY
from mi_trip.model.request import CarChoice
from mi_trip.model.route import Mode
from mi_trip.model.solution import RIDE, Bed
from mi_trip.travel.edges import clock_minutes
from mi_trip.travel.network import Network, Node
from mi_trip.travel.stops import booked_for, stop_of, within
from mi_trip.travel.walk import Hours, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.request import Request
    from mi_trip.model.route import Route
    from mi_trip.model.solution import Choice
    from mi_trip.travel.walk import Stop, Walked


LONG_WAYS = (Mode.FLIGHT, Mode.TRAIN, Mode.WALK)  # what one gives a hired car up for, and the way on foot to it


def within_a_drive(catalogue: Catalogue, request: Request) -> frozenset[str]:
    """The locations within a day's driving of the start, for those who hire a car: there they keep it."""
    if request.car is not CarChoice.HIRE:
        return frozenset()
    limit = catalogue.paces[request.pace].driving
    reached = {request.start: timedelta(0)}
    heap = [(timedelta(0), request.start)]
    while heap:
        so_far, place = heappop(heap)
        for route in catalogue.routes_at[place]:
            other, total = route.other_end(place), so_far + route.duration
            if route.cars and route.leads_from(place) and total <= limit and total < reached.get(other, limit + DAY):
                reached[other] = total
                heappush(heap, (total, other))
    return frozenset(reached)


def avoided_routes(request: Request) -> frozenset[str]:
    """The routes that must not be used."""
    return frozenset(route for wish in request.avoid for route in wish.routes)


@dataclass(frozen=True)
class DayWorld:
    """One day of the trip. ``network`` may be shared by days on which the same ways run at the same times."""

    number: int
    date: date
    hours: Hours
    network: Network
    stops: dict[Choice, Stop | None] = field(default_factory=dict)

    def node(self, location: str, *, with_car: bool) -> int:
        """The network's number for a location with the car or without."""
        return self.network.index[Node(location, with_car)]


class TripWorld:
    """The days of one request over one catalogue; ``rides``: routes that are ridden for themselves besides those that must be."""

    def __init__(self, catalogue: Catalogue, request: Request, rides: Iterable[str] = ()) -> None:
        self.catalogue, self.request = catalogue, request
        self.avoid = avoided_routes(request)
        self.near = within_a_drive(catalogue, request)
        pinned = {pin.activity.removeprefix(RIDE) for pin in request.pins if pin.activity.startswith(RIDE)}
        wanted = dict.fromkeys([*(route for wish in request.must for route in wish.routes), *sorted(pinned), *rides])
        idle = frozenset(route.id for route in catalogue.routes.values() if self._for_drivers(route)) - set(wanted)
        pace = catalogue.paces[request.pace]
        lunch, driving = _minutes(pace.lunch), _minutes(pace.driving)
        days = []
        networks: dict[tuple[int, int], list[Network]] = {}
        for number in range(1, request.days + 1):
            first, last = clock_minutes(pace.start), clock_minutes(pace.end)
            if number == 1 and request.arrive:
                first = clock_minutes(request.arrive)
            if number == request.days and request.depart:
                last = clock_minutes(request.depart)
            date = request.date_of(number)
            network = Network(catalogue, date, (first, max(first, last)), request.party, request.car, self.avoid, idle)
            alike = networks.setdefault((first, last), [])
            network = next((known for known in alike if known.signature == network.signature), network)
            alike.append(network)
            days.append(DayWorld(number, date, Hours(first, last, lunch, driving), network))
        self.days: tuple[DayWorld, ...] = tuple(days)
        self.rides = {ride.id: ride for ride in (_mere_ride(catalogue.routes[route]) for route in wanted)}

    def anew(self) -> TripWorld:
        """The same world with nothing worked out yet: what an interrupt came amid may be known by half."""
        return TripWorld(self.catalogue, self.request, [ride.removeprefix(RIDE) for ride in self.rides])

    def _for_drivers(self, route: Route) -> bool:
        """Whether nobody who has a hired car would go that way without it: local ways between places within a day's drive."""
        return route.mode not in LONG_WAYS and {route.start, route.end} <= self.near

    def activity(self, name: str) -> Activity:
        """An activity of the catalogue, or a demanded ride."""
        return self.rides.get(name) or self.catalogue.activities[name]

    def stop(self, day: DayWorld, choice: Choice) -> Stop | None:
        """The choice on the day, if it can be done then."""
        if choice not in day.stops:
            activity = self.activity(choice.activity)
            stop = stop_of(
                self.catalogue,
                day.network,
                day.date,
                activity,
                choice.origin,
                self.request.party,
                with_car=choice.with_car,
                avoid=self.avoid,
            )
            if stop and choice.at:
                stop = booked_for(stop, clock_minutes(choice.at))
            day.stops[choice] = stop and within(stop, day.hours)
        return day.stops[choice]

    @property
    def start(self) -> Bed:
        """Where the trip starts, as a place one wakes at."""
        return Bed(self.request.start, self.request.car is not CarChoice.NONE)

    def ends(self) -> tuple[Bed, ...]:
        """How one may stand at the trip's end."""
        return tuple(Bed(self.request.end, with_car) for with_car in self.request.car.with_car)

    def walk(self, day: DayWorld, wakes: Bed, choices: Sequence[Choice], sleeps: Bed) -> Walked | None:
        """The day's clock times; None if the choices do not fit into it."""
        stops = [self.stop(day, choice) for choice in choices]
        if any(stop is None for stop in stops):
            return None
        origin = day.node(wakes.location, with_car=wakes.with_car)
        target = day.node(sleeps.location, with_car=sleeps.with_car)
        return walk(day.network, day.hours, origin, [stop for stop in stops if stop], target)


def _mere_ride(route: Route) -> Activity:
    """A route that must be travelled, as a journey worth nothing in itself."""
    return Activity(
        id=f"{RIDE}{route.id}", name=route.name, start=route.start, end=route.end, area="", tags=(), rating=0, why="",
        duration=route.duration, season=route.season, open=route.open, evidence=route.evidence, rides=(route.id,), one_way=route.one_way,
    )  # fmt: skip


def _minutes(duration: timedelta) -> int:
    return int(duration.total_seconds()) // 60
