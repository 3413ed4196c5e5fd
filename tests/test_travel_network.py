"""The fast network against the plain search, on random worlds; both against the checker's rules."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import worlds
from mi_trip.catalogue import load_catalogue
from mi_trip.model.money import Party
from mi_trip.model.request import CarChoice
from mi_trip.model.route import Mode
from mi_trip.schedule import _rides, _without_gaps
from mi_trip.travel.edges import clock_minutes, moment_of
from mi_trip.travel.edges import minute_of as edge_minute
from mi_trip.travel.network import NEVER, Network
from mi_trip.travel.walk import Hours
from mi_trip.travel.ways import find_way
from mi_trip.world import DayWorld
from travel_worlds import DAY, FIRST, LAST, PLACES, faults, minute_of, moment, network_of, node, small_worlds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Event
    from mi_trip.travel.network import Piece

CARS = st.sampled_from(CarChoice)
READY = st.integers(FIRST, LAST)
FEW = settings(max_examples=25, deadline=None)


def earliest(network: Network, origin: str, destination: str, ready: int, car: CarChoice) -> int:
    """The earliest arrival by the network, with the car or, where it may be handed back, without."""
    start = node(network, origin, with_car=car is not CarChoice.NONE)
    ends = {CarChoice.OWN: (True,), CarChoice.NONE: (False,), CarChoice.HIRE: (True, False)}[car]
    return min(network.arrival(start, node(network, destination, with_car=with_car), ready) for with_car in ends)


def told(network: Network, pieces: Sequence[Piece]) -> list[Event]:
    """The pieces as the plan tells them."""
    day = DayWorld(1, DAY, Hours(FIRST, LAST, 45, 24 * 60), network)
    return list(_without_gaps(list(_rides(day, list(pieces)))))


@FEW
@given(small_worlds(), CARS, st.permutations(PLACES), READY)
def test_the_network_arrives_when_the_plain_search_does(world: Catalogue, car: CarChoice, places: list[str], ready: int) -> None:
    network = network_of(world, car)
    for destination in places[1:]:
        way = find_way(world, places[0], destination, moment(ready), car=car)
        expected = minute_of(way.end) if way else NEVER
        found = earliest(network, places[0], destination, ready, car)
        if min(found, expected) <= LAST:
            assert found == expected


@FEW
@given(small_worlds(), CARS, st.permutations(PLACES), READY)
def test_the_plain_search_finds_ways_that_can_be_taken(world: Catalogue, car: CarChoice, places: list[str], ready: int) -> None:
    for destination in places[1:]:
        way = find_way(world, places[0], destination, moment(ready), car=car)
        if way and way.end.date() == DAY:
            assert way.start >= moment(ready)
            assert (way.events[0].origin, way.events[-1].destination) == (places[0], destination)
            assert faults(world, way.events, car) == []


@FEW
@given(small_worlds(), CARS, st.permutations(PLACES), READY)
def test_the_plain_search_leaves_as_late_as_can_be(world: Catalogue, car: CarChoice, places: list[str], ready: int) -> None:
    way = find_way(world, places[0], places[1], moment(ready), car=car)
    if way:
        again = find_way(world, places[0], places[1], way.start, car=car)
        later = find_way(world, places[0], places[1], moment(minute_of(way.start) + 1), car=car)
        assert again == way
        assert later is None or later.end > way.end


@FEW
@given(small_worlds(), CARS, st.sampled_from(PLACES), st.integers(FIRST, LAST))
def test_the_latest_minute_to_leave_is_the_last_that_arrives_in_time(world: Catalogue, car: CarChoice, place: str, by: int) -> None:
    network = network_of(world, car)
    target = node(network, place, with_car=car is not CarChoice.NONE)
    for origin, leaves in enumerate(network.latest(target, by)):
        if leaves >= FIRST:
            assert network.arrival(origin, target, leaves) <= by
        if leaves + 1 >= FIRST and origin != target:
            assert network.arrival(origin, target, leaves + 1) > by


@FEW
@given(small_worlds(), CARS, st.permutations(PLACES), READY, st.integers(0, 120), st.booleans())
def test_a_way_drawn_back_arrives_by_its_deadline_and_can_be_ridden(
    world: Catalogue, car: CarChoice, places: list[str], ready: int, slack: int, keeps_car: bool
) -> None:
    network = network_of(world, car)
    start = node(network, places[0], with_car=car is not CarChoice.NONE)
    for destination in places[1:]:
        target = node(network, destination, with_car=car is CarChoice.OWN or (car is CarChoice.HIRE and keeps_car))
        arrival = network.arrival(start, target, ready)
        if arrival > LAST:
            continue
        deadline = min(arrival + slack, LAST)
        pieces, leg = network.pieces(start, target, ready, deadline), network.leg(start, target, ready, deadline)
        assert ready <= leg.leaves <= leg.arrives <= deadline
        assert (pieces[0].ready, pieces[-1].arrives) == (leg.leaves, leg.arrives)
        assert faults(world, told(network, pieces), car) == []
        wheel = (p.arrives - p.departs for p in pieces if p.edge.with_car and p.edge.routes and p.edge.routes[0].mode is Mode.DRIVE)
        assert leg.driving == sum(wheel)


@FEW
@given(small_worlds(), CARS, st.permutations(PLACES), READY)
def test_no_way_is_quicker_than_the_least_minutes(world: Catalogue, car: CarChoice, places: list[str], ready: int) -> None:
    network = network_of(world, car)
    for origin in range(len(network.nodes)):
        target = node(network, places[0], with_car=car is not CarChoice.NONE)
        assert network.arrival(origin, target, ready) >= min(ready + network.least_minutes(origin, target), NEVER)


@FEW
@given(small_worlds(), CARS, READY)
def test_a_plain_way_is_the_same_at_any_minute(world: Catalogue, car: CarChoice, ready: int) -> None:
    network = network_of(world, car)
    for start in range(len(network.nodes)):
        for target in range(len(network.nodes)):
            plain = network.plain_way(start, target)
            assert plain is None or network.arrival(start, target, ready) == ready + plain[0]


PAIRS = (
    "alesund valldal",
    "hellesylt andalsnes",
    "geiranger molde",
    "stavanger alesund",
    "preikestolen_basecamp bergen",
    "oslo longyearbyen",
)


@pytest.mark.parametrize("day", [date(2027, 6, 16), date(2027, 1, 20)], ids=str)
@pytest.mark.parametrize("car", CarChoice)
def test_both_searches_agree_on_the_shipped_catalogue(car: CarChoice, day: date) -> None:
    world = load_catalogue(None)
    network = Network(world, day, (FIRST, LAST), Party(), car, frozenset())
    for pair in PAIRS:
        origin, destination = pair.split()
        way = find_way(world, origin, destination, moment_of(9 * 60, day), car=car)
        expected = edge_minute(way.end, day) if way else NEVER
        found = earliest(network, origin, destination, 9 * 60, car)
        assert (pair, min(found, LAST + 1)) == (pair, min(expected, LAST + 1))


# -- small stories -------------------------------------------------------------------------------------------------------------------


def line(*, early: int) -> Catalogue:
    """A ferry from A over B to C, on which one stays aboard at B at 10:30."""
    rules = (worlds.be_there(early),)
    routes = [
        worlds.route(Mode.FERRY, "a", "b", 30, 10, one_way=True, services=(worlds.times("08:00 10:00"),), be_there=rules),
        worlds.route(Mode.FERRY, "b", "c", 60, 20, one_way=True, services=(worlds.times("08:20 10:30"),), be_there=rules),
    ]
    return worlds.catalogue([worlds.location(place, place.upper()) for place in "abc"], routes)


@pytest.mark.parametrize("early", [10, 45])
def test_whoever_stays_aboard_need_not_be_there_early_again(early: int) -> None:
    network = network_of(line(early=early), CarChoice.OWN)
    start, target = node(network, "a", with_car=True), node(network, "c", with_car=True)
    assert network.arrival(start, target, 9 * 60) == 11 * 60 + 30
    (piece,) = network.pieces(start, target, 9 * 60)
    assert [route.id for route in piece.edge.routes] == ["a_b", "b_c"]
    assert (piece.ready, piece.departs, piece.arrives) == (10 * 60 - early, 10 * 60, 11 * 60 + 30)


def test_of_a_service_whose_minute_is_unknown_only_the_first_and_the_last_are_sure() -> None:
    bus = worlds.route(Mode.BUS, "a", "b", 20, 10, services=(worlds.headway("09:00", "18:00", 30),))
    world = worlds.catalogue([worlds.location(place, place.upper()) for place in "ab"], [bus])
    network = network_of(world, CarChoice.NONE)
    start, target = node(network, "a", with_car=False), node(network, "b", with_car=False)
    asked = {"08:10": "09:20", "09:00": "09:20", "09:01": "09:51", "17:45": "18:20", "18:00": "18:20"}
    for ready, arrives in asked.items():
        assert network.arrival(start, target, clock_minutes(worlds.clock(ready))) == clock_minutes(worlds.clock(arrives))
    assert network.arrival(start, target, 18 * 60 + 1) == NEVER


@FEW
@given(small_worlds(), CARS, READY)
def test_going_from_place_to_place_arrives_when_trying_each_departure_first_does(world: Catalogue, car: CarChoice, ready: int) -> None:
    tried, explored = network_of(world, car), network_of(world, car)
    for origin, target in permutations(range(len(tried.nodes)), 2):
        assert explored._explored(origin, target, ready) == tried.arrival(origin, target, ready)
