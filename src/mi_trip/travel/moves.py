"""One move after the other, and what a traveller is told of them: travels, waits and hand-overs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from mi_trip.model.plan import Handover, Ride, Travel, Wait, WaitFor
from mi_trip.model.route import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from mi_trip.model.route import Departure, Route

LONG_WAIT = timedelta(hours=5)  # nobody stands at a stop for that long: it is time of one's own, or the night


class Move(NamedTuple):
    """A ride, or without a route the hand-over of a car: one stands there at ``ready``. ``stays``: one has not got off before it."""

    origin: str
    destination: str
    with_car: bool
    ready: datetime
    departs: datetime
    arrives: datetime
    route: Route | None = None
    estimated: bool = False
    every: timedelta | None = None
    stays: bool = False

    @property
    def at_the_wheel(self) -> timedelta:
        """The time at the wheel."""
        drives = self.route is not None and self.route.mode is Mode.DRIVE and self.with_car
        return self.arrives - self.departs if drives else timedelta(0)


def ride_move(route: Route, origin: str, departure: Departure, ready: datetime, *, with_car: bool, stays: bool = False) -> Move:
    """A ride from a location on a departure, had one stood there from ``ready`` on."""
    departs, arrives, estimated, every = departure.departs, departure.arrives, departure.estimated, departure.every
    return Move(origin, route.other_end(origin), with_car, ready, departs, arrives, route, estimated, every, stays)


def events_of(moves: Sequence[Move]) -> Iterator[Travel | Wait | Handover]:
    """The moves as events: rides of one mode without a wait between are one travel."""
    run: list[Ride] = []
    with_car = False
    before = moves[0].ready
    for move in moves:
        route = move.route
        if run and (route is None or move.departs > before or route.mode is not run[-1].route.mode):
            yield Travel(tuple(run), with_car)
            run = []
        if route is None:
            yield Handover(move.origin, move.departs, move.arrives, move.with_car)
        else:
            yield from _waits(move, route, before)
            run.append(Ride(route, move.origin, move.destination, move.departs, move.arrives, move.estimated, move.every))
        with_car, before = move.with_car, move.arrives
    if run:
        yield Travel(tuple(run), with_car)


def _waits(move: Move, route: Route, since: datetime) -> Iterator[Wait]:
    """The wait for a ride; a long one is one's own time until one has to be there."""
    be_there = move.departs - timedelta(minutes=route.early_minutes(move.departs.date())) - (move.every or timedelta(0))
    if be_there - since >= LONG_WAIT:
        yield Wait(move.origin, since, be_there, WaitFor.FREE)
        since = be_there
    if move.departs > since:
        yield Wait(move.origin, since, move.departs, WaitFor.DEPARTURE, route=route)
