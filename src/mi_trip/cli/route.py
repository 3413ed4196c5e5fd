"""``mi-trip route``: the way between two places at a moment."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from mi_trip.cli import options
from mi_trip.cli.asking import next_default_day
from mi_trip.cli.completing import PLACES, ids_of
from mi_trip.cli.options import option
from mi_trip.cli.output import print_json, print_text, screen
from mi_trip.errors import MiTripError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.money import Party
    from mi_trip.model.place import Location
    from mi_trip.model.request import CarChoice
    from mi_trip.model.route import Route
    from mi_trip.render.route_view import Risk, RouteView, Shut
    from mi_trip.travel.ways import Way

HELP = """Find the way between two places at a moment. Legs, waits, fares, what is shut, and the detour.

\b
Examples:
  mi-trip route hellesylt valldal --at 09:00 --date 2027-06-16
  mi-trip route Ålesund Åndalsnes --car none
  mi-trip route geiranger åndalsnes --date 2027-05-20 --json

Without --date the catalogue's usual first day is taken, and the answer says so.
"""


NINE = time(9, 0)
LOOK_AHEAD = 731  # days: a season that leaves out two years is over


class NoWayError(MiTripError):
    """Two places between which there is no way at that moment."""

    exit_code = 1
    code = "no-way"

    def __init__(self, sentence: str, shut: "tuple[Shut, ...]") -> None:
        super().__init__(sentence)
        self.shut = shut

    def details(self) -> list[dict[str, object]]:
        """Give what is shut."""
        return [{"route": one.route.id, "opens": one.opens.isoformat() if one.opens else None} for one in self.shut]


def route(
    start: Annotated[str, typer.Argument(metavar="FROM", parser=options.read_words, autocompletion=ids_of(*PLACES), help="Where one is.")],
    end: Annotated[
        str, typer.Argument(metavar="TO", parser=options.read_words, autocompletion=ids_of(*PLACES), help="Where one wants to be.")
    ],
    at: Annotated[
        time | None, option("--at", read=options.read_time, metavar="HH:MM", text="From when on.", show_default=f"{NINE:%H:%M}")
    ] = None,
    day: options.Day = None,
    car: options.Car = "hire",
    adults: options.Adults = 2,
    children: options.Children = None,
    catalogue: options.Place = None,
    as_json: options.AsJson = False,
    color: options.Colour = "auto",
) -> None:
    """Print the way."""
    from mi_trip.catalogue import load_catalogue
    from mi_trip.catalogue.names import resolve_location
    from mi_trip.model.money import Party
    from mi_trip.model.request import CarChoice

    today = options.today() if day is None else day
    world = load_catalogue(catalogue)
    origin, destination = resolve_location(world, start), resolve_location(world, end)
    if origin == destination:
        raise UsageError(f"FROM and TO are the same place, {origin.name}")
    ready = datetime.combine(day or next_default_day(world.default_day, today), at or NINE)
    view = _view(world, (origin, destination), ready, CarChoice(car), Party(adults, children or ()), assumed=day is None)
    if as_json:
        from mi_trip.render.route_view import route_json

        print_json(route_json(view, world))
    else:
        print_text(_table(view, world, color))


def _table(view: "RouteView", catalogue: "Catalogue", color: str) -> str:
    from mi_trip.render.grid import laid_out_grid, plain_grid
    from mi_trip.render.route_view import route_grid

    grid, on = route_grid(view, catalogue), screen(color)
    return laid_out_grid(grid, width=on.width, colour=on.colour) if on.laid_out else plain_grid(grid)


def _view(
    catalogue: "Catalogue", ends: "tuple[Location, Location]", ready: datetime, car: "CarChoice", party: "Party", *, assumed: bool
) -> "RouteView":
    from mi_trip.render.route_view import RouteView

    search = _Search(catalogue, ends, ready, car, party)
    way = search.way(ready)
    shut = tuple(search.shut(way))
    if way is None:
        raise NoWayError(_no_way(search, shut), shut)
    risks = tuple(search.risks(way))
    return RouteView(way.events, ends[0].id, ends[1].id, ready, car, party, assumed, shut, risks)


class _Search:
    """Asks for ways between two places, and for what would be otherwise were all roads open."""

    def __init__(
        self, catalogue: "Catalogue", ends: "tuple[Location, Location]", ready: datetime, car: "CarChoice", party: "Party"
    ) -> None:
        self.catalogue, self.ends, self.ready, self.car, self.party = catalogue, ends, ready, car, party
        self.origin, self.destination = (end.id for end in ends)

    def way(self, ready: datetime, avoid: frozenset[str] = frozenset()) -> "Way | None":
        from mi_trip.travel.ways import find_way

        return find_way(self.catalogue, self.origin, self.destination, ready, car=self.car, party=self.party, avoid=avoid, parks=True)

    def other_cars(self) -> "tuple[CarChoice, ...]":
        """With which other cars there is a way."""
        from mi_trip.model.request import CarChoice

        cars = [car for car in CarChoice if car is not self.car]
        return tuple(car for car in cars if _Search(self.catalogue, self.ends, self.ready, car, self.party).way(self.ready))

    def shut(self, way: "Way | None") -> "Iterator[Shut]":
        """What is shut that would be on the way, and what it would save on the day it opens."""
        from mi_trip.render.route_view import Shut
        from mi_trip.travel.ways import shut_on_the_way

        for route_ in shut_on_the_way(self.catalogue, self.origin, self.destination, self.ready, self.car):
            opens = _opens(route_, self.ready.date())
            then = datetime.combine(opens, self.ready.time()) if opens else None
            open_way = self.way(then) if then else None
            saves = None
            if way and then and open_way:
                saves = max(timedelta(0), (way.end - self.ready) - (open_way.end - then))
            yield Shut(route_, opens, saves)

    def risks(self, way: "Way") -> "Iterator[Risk]":
        """What was shut on this date in some years, and the detour without it."""
        from mi_trip.model.plan import Travel
        from mi_trip.render.route_view import Risk

        rides = [ride for event in way.events if isinstance(event, Travel) for ride in event.rides]
        for ride in {ride.route.id: ride for ride in rides}.values():
            shut, recorded = ride.route.season.risk(ride.departs.date())
            if shut:
                round_ = self.way(self.ready, frozenset({ride.route.id}))
                yield Risk(ride.route, shut, recorded, round_.end - way.end if round_ else None)


def _opens(route_: "Route", day: date) -> date | None:
    """The next day, within two years, on which the route is open and something runs on it."""
    for ahead in range(LOOK_AHEAD):
        then = day + timedelta(days=ahead)
        runs = not route_.timetabled or any(service.on.open_on(then) for service in route_.services)
        if runs and route_.open_on(then):
            return then
    return None


def _no_way(search: _Search, shut: "tuple[Shut, ...]") -> str:
    from mi_trip.render.units import clock, day_text, listed

    car, ready, (origin, destination) = search.car, search.ready, search.ends
    how = {"hire": "with a hired car", "own": "with your own car", "none": "without a car"}[car.value]
    sentence = f"there is no way from {origin.name} to {destination.name} {how} on {day_text(ready.date())} from {clock(ready)} on"
    if destination.unreachable:
        return f"{sentence}: {destination.unreachable}"
    if shut:
        told = (f"{one.route.name}" + (f" (opens {day_text(one.opens)})" if one.opens else "") for one in shut)
        sentence = f"{sentence}: shut then: {listed(told)}"
    others = search.other_cars()
    if others:
        return f"{sentence}; there is one with {listed((f'--car {other.value}' for other in others), 'or')}"
    cars = {"hire": "--car own or --car none", "own": "--car hire or --car none", "none": "--car hire"}[car.value]
    return sentence if shut else f"{sentence}; try an earlier hour, another day, or {cars}"
