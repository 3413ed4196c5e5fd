"""Random small worlds of ways for Hypothesis: roads, ferries, buses, through trains, shut roads and places that hire cars out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import strategies as st

import worlds
from mi_trip.checker.car import car_and_company, handovers, hired_cars_only, ways_take_the_car
from mi_trip.checker.rides import being_there, departures, travel, waits, ways
from mi_trip.model.money import Fare, Party
from mi_trip.model.plan import Plan, PlannedDay
from mi_trip.model.request import CarChoice, Request
from mi_trip.model.route import Mode
from mi_trip.model.solution import Quality
from mi_trip.travel.edges import moment_of
from mi_trip.travel.network import Network, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event
    from mi_trip.model.route import Route, Service

DAY = worlds.FIRST_DAY  # a Tuesday
FIRST, LAST = 8 * 60, 20 * 60
PLACES = ("a", "b", "c", "d")
OPEN = ("24/7", "24/7", "24/7", "May-Sep", "Oct-Apr", "09:00-18:00", "08:00-12:00,14:00-20:00", "We-Su", "22:00-10:00")

minutes_ = st.integers(1, 18).map(lambda n: 5 * n)
clock_minutes = st.integers(6 * 12, 22 * 12 - 1).map(lambda n: 5 * n)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _times(minutes: Sequence[int], origin: str | None, *, estimate: bool = False) -> Service:
    return worlds.times(" ".join(_clock(minute) for minute in sorted(set(minutes))), origin=origin, estimate=estimate)


@st.composite
def _services(draw: st.DrawFn, start: str, end: str) -> tuple[Service, ...]:
    """Departures of a route: known or assumed times, an interval, or both; perhaps only from one end."""
    services: list[Service] = []
    for origin in draw(st.sampled_from([(None,), (start, end), (start,)])):
        kind = draw(st.sampled_from(("times", "times", "every", "both")))
        if kind != "every":
            services.append(_times(draw(st.lists(clock_minutes, min_size=1, max_size=5)), origin, estimate=draw(st.booleans())))
        if kind != "times":
            first, last = sorted((draw(clock_minutes), draw(clock_minutes)))
            wide = draw(st.booleans())  # so wide that one can go at any minute
            span = ("05:00", draw(st.sampled_from(("23:30", "00:30")))) if wide else (_clock(first), _clock(last))
            services.append(worlds.headway(*span, draw(st.sampled_from((10, 20, 45, 120))), origin=origin))
    return tuple(services)


@st.composite
def _routes(draw: st.DrawFn, number: int) -> list[Route]:
    """A route between two places, or a line on which one stays aboard."""
    mode = draw(st.sampled_from((None, Mode.DRIVE, Mode.DRIVE, Mode.FERRY, Mode.BUS, Mode.TRAIN, Mode.WALK)))
    if mode is None:
        return draw(_line(number))
    start, end = draw(st.permutations(PLACES))[:2]
    early = draw(st.sampled_from((0, 0, 10, 30)))
    return [
        worlds.route(
            mode, start, end, draw(minutes_), draw(st.integers(1, 80)),
            id=f"way{number}",
            one_way=draw(st.sampled_from((False, False, False, True))),
            open=draw(st.sampled_from(OPEN)),
            services=() if mode in (Mode.DRIVE, Mode.WALK) else draw(_services(start, end)),
            be_there=(worlds.be_there(early),) if early and mode is not Mode.WALK else (),
            fare=Fare(draw(st.integers(0, 3)) * 50),
        )
    ]  # fmt: skip


@st.composite
def _line(draw: st.DrawFn, number: int) -> list[Route]:
    """Two or three pieces of a ferry or train line that fit each other to the minute, one way, on which one must be early."""
    stops = draw(st.permutations(PLACES))[: draw(st.integers(3, 4))]
    mode, early = draw(st.sampled_from((Mode.TRAIN, Mode.FERRY))), draw(st.sampled_from((0, 10, 30)))
    leaves = draw(st.lists(clock_minutes, min_size=1, max_size=3, unique=True))
    pieces = []
    for piece, (start, end) in enumerate(pairwise(stops)):
        minutes = draw(minutes_)
        rules = (worlds.be_there(early),) if early else ()
        services = (_times([minute % (24 * 60) for minute in leaves], start),)
        pieces.append(
            worlds.route(mode, start, end, minutes, 10, id=f"way{number}_{piece}", one_way=True, services=services, be_there=rules)
        )
        leaves = [minute + minutes for minute in leaves if minute + minutes < 24 * 60]
        if not leaves:
            break
    return pieces


@st.composite
def small_worlds(draw: st.DrawFn) -> Catalogue:
    """Four places with up to eight routes or lines between them, cars for hire at some."""
    routes = [route for number in range(draw(st.integers(4, 8))) for route in draw(_routes(number))]
    hire = draw(st.sets(st.sampled_from(PLACES), max_size=4))
    places = [worlds.location(place, place.upper(), hire="Town" if place in hire else "") for place in PLACES]
    for number, place in enumerate(places):
        if place.car_hire:
            takes = replace(place.car_hire, handover_minutes=draw(st.sampled_from((5, 30))))
            places[number] = replace(place, car_hire=takes)
    return worlds.catalogue(places, routes)


def network_of(world: Catalogue, car: CarChoice, hours: tuple[int, int] = (FIRST, LAST)) -> Network:
    """The ways of the day."""
    return Network(world, DAY, hours, Party(), car, frozenset())


def node(network: Network, place: str, *, with_car: bool) -> int:
    """The number of a place, with the car or without."""
    return network.index[Node(place, with_car)]


def moment(minute: int) -> datetime:
    """The minute of the day."""
    return moment_of(minute, DAY)


def minute_of(when: datetime) -> int:
    """Minutes since the day's midnight."""
    return int((when - moment(0)) / timedelta(minutes=1))


def faults(world: Catalogue, events: Sequence[Event], car: CarChoice) -> list[str]:
    """What the checker finds wrong with how one gets along, and gaps between the events."""
    request = Request(DAY, 1, "a", "a", car=car)
    plan = Plan(world.id, request, (PlannedDay(1, DAY, tuple(events)),), (), (), Quality(0, 0, proved=False))
    rules: tuple[Callable[..., object], ...] = (
        *(travel, ways, departures, being_there, waits),
        *(car_and_company, ways_take_the_car, hired_cars_only, handovers),
    )
    found = [violation.sentence for rule in rules for violation in rule(plan, world)]  # type: ignore[attr-defined]  # all iterate
    for before, after in pairwise(events):
        if (before.end, before.destination) != (after.start, after.origin):
            found.append(f"a gap before {after}")
    return found
