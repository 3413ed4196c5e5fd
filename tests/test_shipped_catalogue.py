"""The shipped catalogue: what it must hold, and that what it holds can be planned."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest

from mi_trip.catalogue import check_catalogue, load_catalogue
from mi_trip.catalogue.estimate import straight_km
from mi_trip.catalogue.names import resolve_wish
from mi_trip.errors import ImpossibleError
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Request
from mi_trip.model.route import Headway, Mode, Route, Service
from mi_trip.model.solution import Bed, Choice
from mi_trip.planner import plan_trip
from mi_trip.solver.search import QUICK
from mi_trip.travel.network import Node
from mi_trip.travel.stops import origins
from mi_trip.travel.ways import find_way
from mi_trip.world import TripWorld

if TYPE_CHECKING:
    from mi_trip.model.activity import Activity
    from mi_trip.model.place import Evidence

WORLD = load_catalogue()
JUNE, JANUARY = date(2027, 6, 22), date(2027, 1, 20)
SAMPLES = (JUNE, *(date(2027, 1, 1) + timedelta(days=5 * n) for n in range(73)))  # every weekday in every month
MORNING = time(8, 0)

GUESSED = {"general", "editors"}  # the sources that say: nobody wrote this down


def test_it_is_read_without_a_mistake() -> None:
    assert check_catalogue("mission-impossible-norway") == ()


def test_it_is_as_large_as_the_region() -> None:
    assert len(WORLD.locations) >= 100
    assert len(WORLD.routes) >= 145
    assert len(WORLD.activities) >= 70
    assert {route.mode for route in WORLD.routes.values()} == set(Mode)
    assert sum(WORLD.bed(location) for location in WORLD.locations) >= 38


def test_the_five_areas_of_the_films_are_there() -> None:
    areas = ("hellesylt_area", "romsdalen_area", "valldal_area", "preikestolen_area", "svalbard_area")
    on_film = {area: any(location.area == area and location.scenes for location in WORLD.locations.values()) for area in areas}
    to_do = {area: sum(activity.area == area for activity in WORLD.activities.values()) >= 2 for area in areas}
    assert on_film == to_do == dict.fromkeys(areas, True)


# -- on the map ------------------------------------------------------------------------------------------------------------------------


def test_every_location_lies_inside_the_bounds() -> None:
    south, west, north, east = WORLD.bounds
    outside = [at.id for at in WORLD.locations.values() if not (south <= at.latitude <= north and west <= at.longitude <= east)]
    assert outside == []


def test_no_route_is_shorter_than_the_straight_line_or_goes_far_round() -> None:
    strange = []
    for route in WORLD.routes.values():
        least = straight(route)
        if route.km < 0.97 * least or (route.km > 5 and route.km > 3.5 * least):
            strange.append(f"{route.id}: {route.km} km, {least:.1f} in a straight line")
    assert strange == []


SPEEDS = {  # km per hour, with stops
    Mode.DRIVE: (5, 85),
    Mode.TAXI: (5, 85),
    Mode.BUS: (10, 70),
    Mode.TRAIN: (40, 140),
    Mode.FERRY: (10, 30),
    Mode.BOAT: (10, 65),
    Mode.GONDOLA: (5, 40),
    Mode.FLIGHT: (200, 900),
    Mode.WALK: (1, 6),
}


def test_every_route_is_as_fast_as_its_kind() -> None:
    strange = []
    for route in WORLD.routes.values():
        slowest, fastest = SPEEDS[route.mode]
        speed = route.km / (route.duration / timedelta(hours=1))
        if not slowest <= speed <= fastest:
            strange.append(f"{route.id}: {speed:.0f} km/h")
    assert strange == []


def test_no_road_is_also_the_sum_of_its_pieces() -> None:
    roads = [route for route in WORLD.routes.values() if route.mode is Mode.DRIVE]
    between = {frozenset((road.start, road.end)): road for road in roads}
    composites = []
    for road in roads:
        for middle in WORLD.locations:
            first, second = between.get(frozenset((road.start, middle))), between.get(frozenset((middle, road.end)))
            if first and second and abs(first.km + second.km - road.km) < 0.05 * road.km:
                composites.append(f"{road.id} = {first.id} + {second.id}")
    assert composites == ["oslo_dombas = oslo_oslo_airport + oslo_airport_dombas"]  # the E6 leaves the airport aside


def straight(route: Route) -> float:
    a, b = WORLD.locations[route.start], WORLD.locations[route.end]
    return straight_km((a.latitude, a.longitude), (b.latitude, b.longitude))


# -- every place, bed and activity can be had ------------------------------------------------------------------------------------------


def way_there(origin: str, destination: str, day: date) -> bool:
    return origin == destination or find_way(WORLD, origin, destination, datetime.combine(day, MORNING), car=CarChoice.HIRE) is not None


@cache
def driven_to(origin: str, day: date) -> frozenset[str]:
    """Where one can be with the car on the same day."""
    network = TripWorld(WORLD, Request(day, 1, origin, origin, PaceName.PACKED, CarChoice.OWN)).days[0].network
    here = network.index[Node(origin, with_car=True)]
    last = 21 * 60
    return frozenset(at for at in WORLD.locations if network.arrival(here, network.index[Node(at, with_car=True)], 8 * 60) <= last)


def test_every_location_is_reached_or_says_why_not() -> None:
    near = driven_to(WORLD.start, JUNE)
    left = [at.id for at in WORLD.locations.values() if not at.unreachable and at.id not in near]
    assert [at for at in left if not way_there(WORLD.start, at, JUNE)] == []
    assert all(way_there(WORLD.start, at, JUNE) for at in sorted(near)[::10])


def test_what_cannot_be_reached_has_no_bed_and_nothing_to_do() -> None:
    unreachable = {at.id for at in WORLD.locations.values() if at.unreachable}
    assert unreachable == {"helsetkopen", "seven_sisters", "bloksberg", "trollveggen", "romsdalen_line"}
    assert {place for activity in WORLD.activities.values() for place in (activity.start, activity.end)} & unreachable == set()
    assert {place for place in unreachable if WORLD.bed(place) or WORLD.routes_at[place]} == set()


def test_nobody_is_sent_to_a_private_home() -> None:
    assert {at.id for at in WORLD.locations.values() if at.private} == {"bloksberg"}
    assert "norangsdalen_ebike" not in WORLD.activities  # sold to the passengers of one ship only


BEDS = tuple(location for location in WORLD.locations if WORLD.bed(location))


def test_every_bed_can_be_slept_in_on_some_date() -> None:
    missed = []
    for bed in BEDS:
        stay = WORLD.locations[bed].stay
        day = next((day for day in SAMPLES if stay and stay.open.open_on(day)), None)
        if day == JUNE and bed in driven_to(WORLD.start, JUNE) and WORLD.end in driven_to(bed, JUNE):
            continue
        if day is None or not (way_there(WORLD.start, bed, day) and way_there(bed, WORLD.end, day)):
            missed.append(bed)
    assert missed == []


def test_every_activity_can_be_done_on_some_date() -> None:
    left = dict(WORLD.activities)
    for day in SAMPLES:
        world = TripWorld(WORLD, Request(day, 1, WORLD.start, WORLD.end, PaceName.PACKED))
        left = {name: activity for name, activity in left.items() if not (activity.open_on(day) and done_in_a_day(world, activity))}
        if not left:
            break
    assert list(left) == []


def done_in_a_day(world: TripWorld, activity: Activity) -> bool:
    """Whether one can do it between a bed near its start and one near its end, in one day."""
    for origin in origins(activity):
        target = activity.end if origin == activity.start else activity.start
        for wakes, sleeps in ((a, b) for a in beds_near(origin) for b in beds_near(target)):
            for car in (True, False):
                if world.walk(world.days[0], Bed(wakes, car), [Choice(activity.id, origin, car)], Bed(sleeps, car)):
                    return True
    return False


@cache
def beds_near(place: str) -> tuple[str, ...]:
    here = WORLD.locations[place]
    point = here.latitude, here.longitude
    return tuple(sorted(BEDS, key=lambda bed: straight_km(point, (WORLD.locations[bed].latitude, WORLD.locations[bed].longitude)))[:5])


def some_trip(asked: Request, days: list[date]) -> bool:
    """Whether there is such a trip of three or six days, with a hired car or none, from one of four of the days on."""
    for first_day in days[:: max(1, len(days) // 4)]:
        for car, length in ((CarChoice.HIRE, 3), (CarChoice.HIRE, 6), (CarChoice.NONE, 3), (CarChoice.NONE, 6)):
            try:
                plan_trip(WORLD, dataclasses.replace(asked, first_day=first_day, days=length, car=car), effort=QUICK)
            except ImpossibleError:
                continue
            return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("name", WORLD.activities)
def test_a_trip_can_be_planned_round_every_activity(name: str) -> None:
    asked = Request(JUNE, 3, WORLD.start, WORLD.end, PaceName.PACKED, must=(resolve_wish(WORLD, name),))
    assert some_trip(asked, [day for day in SAMPLES if WORLD.activities[name].open_on(day + timedelta(days=1))])


@pytest.mark.slow
@pytest.mark.parametrize("bed", BEDS)
def test_a_trip_can_be_planned_with_a_night_in_every_bed(bed: str) -> None:
    stay = WORLD.locations[bed].stay
    assert stay
    asked = Request(JUNE, 3, WORLD.start, WORLD.end, PaceName.PACKED, nights=(FixedNight(bed, 2, (bed,)),))
    assert some_trip(asked, [day for day in SAMPLES if stay.open.open_on(day + timedelta(days=1))])


# -- ratings and sources ---------------------------------------------------------------------------------------------------------------


def test_few_things_are_worth_the_whole_trip_and_every_rating_is_argued_for_itself() -> None:
    activities = WORLD.activities.values()
    best = [activity.id for activity in activities if activity.rating == 5]
    assert 3 <= len(best) <= len(activities) / 10
    assert {activity.rating for activity in activities} == {1, 2, 3, 4, 5}
    assert len({activity.why for activity in activities}) == len(activities)
    assert [activity.id for activity in activities if len(activity.why) < 40] == []


def test_whatever_is_guessed_says_how() -> None:
    silent = [route.id for route in WORLD.routes.values() if is_guessed(route) and not route.note and not says_how(route)]
    for activity in WORLD.activities.values():
        guessed = activity.price.estimate or any(rule.estimate for rule in activity.starts)
        if guessed and not (activity.price.basis or activity.note or from_nobody(activity.evidence)):
            silent.append(activity.id)
    silent += [at.id for at in WORLD.locations.values() if at.stay and at.stay.estimate and not at.stay.basis]
    assert silent == []


def is_guessed(route: Route) -> bool:
    return route.estimate or route.fare.estimate or route.toll.estimate or any(assumed(service) for service in route.services)


def says_how(route: Route) -> bool:
    return any((route.fare.basis, route.toll.basis, *(service.basis for service in route.services))) or from_nobody(route.evidence)


def assumed(service: Service) -> bool:
    return isinstance(service, Headway) or service.estimate


def from_nobody(evidence: Evidence) -> bool:
    return bool(GUESSED & set(evidence.sources))


def test_the_coast_road_to_the_south_is_there_with_its_ferries() -> None:
    way = find_way(WORLD, "alesund", "stavanger", datetime.combine(JUNE, MORNING), car=CarChoice.OWN)
    assert way
    ridden = {ride.route.id for event in way.events for ride in getattr(event, "rides", ()) if ride.route.mode is Mode.FERRY}
    assert ridden >= {"lavik_oppedal_ferry", "halhjem_sandvikvag_ferry", "arsvagen_mortavika_ferry"}
    assert all(WORLD.routes[ferry].cars for ferry in (*ridden, "lote_anda_ferry"))


# -- what the seasons say ---------------------------------------------------------------------------------------------------------------

SUMMER = (
    *("trollstigen", "trollstigen_plateau_road", "geirangervegen", "nibbevegen", "geiranger_ferry"),
    *("ljoen_road", "zakarias_road", "vengedalen_road", "kylling_path"),
)  # fmt: skip


def test_no_summer_road_is_open_in_january_and_all_are_in_july() -> None:
    routes = [route for route in WORLD.routes.values() if route.season.id in SUMMER]
    assert {route.season.id for route in routes} | {"kylling_path"} == set(SUMMER)
    assert [route.id for route in routes if route.open_on(JANUARY)] == []
    assert [route.id for route in routes if not route.season.open.open_on(date(2027, 7, 15))] == []


def test_no_summer_activity_is_open_in_january() -> None:
    summer = [activity.id for activity in WORLD.activities.values() if activity.season.id in SUMMER and activity.open_on(JANUARY)]
    assert summer == []
    assert sum(activity.open_on(JANUARY) for activity in WORLD.activities.values()) >= 20


def test_trollstigen_was_shut_in_the_summer_of_2024_and_its_plateau_was_not() -> None:
    day = date(2024, 7, 1)
    hairpins = WORLD.routes["trollstigen_hairpins"]
    assert not hairpins.open_on(day)
    assert hairpins.open_on(day.replace(year=2027))
    assert WORLD.activities["trollstigen_viewpoints"].open_on(day)
    assert WORLD.activities["trollstigen_drive"].rides == (hairpins.id,)


def test_the_record_of_trollstigen_makes_june_a_risk() -> None:
    season = WORLD.seasons["trollstigen"]
    shut, years = season.risk(date(2027, 6, 15))
    assert years >= 5
    assert 1 <= shut < years


def test_the_way_over_trollstigen_is_taken_when_it_is_open_and_gone_round_when_it_is_shut() -> None:
    def ridden(day: date) -> set[str]:
        way = find_way(WORLD, "valldal", "andalsnes", datetime.combine(day, MORNING), car=CarChoice.HIRE)
        assert way
        return {ride.route.season.id for event in way.events for ride in getattr(event, "rides", ())}

    assert "trollstigen" in ridden(date(2027, 7, 1))
    assert "trollstigen" not in ridden(date(2024, 7, 1))
    assert "trollstigen" not in ridden(JANUARY)
