"""Ways from a moment on: ferries caught in time, nights waited through, cars handed back, passes that are shut."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

import worlds
from mi_trip.model.money import Fare, Price
from mi_trip.model.plan import Handover, Travel, Wait, WaitFor
from mi_trip.model.request import CarChoice
from mi_trip.model.route import Mode
from mi_trip.travel.ways import find_way, shut_on_the_way

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.place import Location
    from mi_trip.model.plan import Ride
    from mi_trip.travel.ways import Way

OWN, HIRE, NONE = CarChoice.OWN, CarChoice.HIRE, CarChoice.NONE


def at(text: str) -> datetime:
    """Read a moment such as 06-15 09:00 of the year 2027."""
    return datetime.fromisoformat(f"2027-{text}")


def told(way: Way | None) -> list[str]:
    """Say the way in a line an event."""
    return [_line(event) for event in way.events] if way else ["no way"]


def _line(event: Travel | Wait | Handover) -> str:
    when = f"{event.start:%d %H:%M}-{event.end:%d %H:%M}"
    match event:
        case Travel():
            return f"{when} {event.mode} {' '.join(ride.route.id for ride in event.rides)}{' with the car' if event.with_car else ''}"
        case Wait():
            return f"{when} {event.reason} at {event.location}{f' for {event.route.id}' if event.route else ''}"
        case Handover():
            return f"{when} {'take' if event.takes else 'return'} at {event.location}"


def places(*names: str, hire: str = "") -> list[Location]:
    return [worlds.location(name, name.title(), hire="Town" if name in hire else "") for name in names]


def rides_of(way: Way | None) -> list[Ride]:
    return [ride for event in way.events if isinstance(event, Travel) for ride in event.rides] if way else []


# -- waiting -------------------------------------------------------------------------------------------------------------------------


def test_one_leaves_as_late_as_the_ferry_allows() -> None:
    assert told(find_way(worlds.fjord(), "vik", "lien", at("05-15 09:00"), car=OWN)) == [
        "15 09:05-15 09:45 drive vik_vestkai with the car",
        "15 09:45-15 10:00 departure at vestkai for crossing",
        "15 10:00-15 10:30 ferry crossing with the car",
        "15 10:30-15 10:40 drive austkai_lien with the car",
    ]


def test_in_july_the_queue_takes_longer_than_the_road_round() -> None:
    way = find_way(worlds.fjord(), "vik", "lien", at("07-15 09:00"), car=OWN, avoid=frozenset({"pass"}))
    assert told(way) == ["15 09:00-15 11:30 drive round with the car"]


def test_drives_without_a_wait_between_are_one_travel() -> None:
    assert told(find_way(worlds.fjord(), "lien", "vik", at("06-15 20:00"), car=OWN)) == [
        "15 20:00-15 21:25 drive lien_utsikten pass skaret_vik with the car"
    ]


def test_after_the_last_departure_one_leaves_the_next_day() -> None:
    assert told(find_way(worlds.fjord(), "vik", "byen", at("06-15 17:00"), car=NONE)) == [
        "16 07:40-16 08:10 departure at vik for airport_bus",
        "16 08:10-16 08:30 bus airport_bus",
        "16 08:30-16 09:30 departure at vik_airport for flight",
        "16 09:30-16 10:20 flight flight",
        "16 10:20-16 10:40 departure at byen_airport for city_bus",
        "16 10:40-16 11:05 bus city_bus",
    ]


def test_a_night_between_two_departures_is_ones_own_time() -> None:
    evening = worlds.route(Mode.BUS, "a", "b", 30, 20, services=(worlds.times("19:00"),))
    morning = worlds.route(Mode.BOAT, "b", "c", 60, 40, services=(worlds.times("08:00"),), be_there=(worlds.be_there(20),))
    world = worlds.catalogue(places("a", "b", "c"), (evening, morning))
    assert told(find_way(world, "a", "c", at("06-15 12:00"), car=NONE)) == [
        "15 19:00-15 19:30 bus a_b",
        "15 19:30-16 07:40 free at b",
        "16 07:40-16 08:00 departure at b for b_c",
        "16 08:00-16 09:00 boat b_c",
    ]


def test_before_a_road_that_opens_later_one_waits() -> None:
    road = worlds.drive("a", "b", 30, 20, open="Mo-Fr 09:00-18:00")
    world = worlds.catalogue(places("a", "b"), (road,))
    assert told(find_way(world, "a", "b", at("06-15 08:00"), car=OWN)) == ["15 09:00-15 09:30 drive a_b with the car"]
    assert told(find_way(world, "a", "b", at("06-18 17:45"), car=OWN)) == ["21 09:00-21 09:30 drive a_b with the car"]


def test_of_a_service_past_midnight_the_last_departures_are_taken() -> None:
    bus = worlds.route(Mode.BUS, "a", "b", 20, 10, services=(worlds.headway("18:00", "01:00", 30),))
    world = worlds.catalogue(places("a", "b"), (bus,))
    assert told(find_way(world, "a", "b", at("06-16 00:20"), car=NONE)) == [
        "16 00:20-16 00:50 departure at a for a_b",
        "16 00:50-16 01:10 bus a_b",
    ]
    (ride,) = rides_of(find_way(world, "a", "b", at("06-16 00:20"), car=NONE))
    assert (ride.estimated, ride.every) == (True, timedelta(minutes=30))


def test_after_four_days_one_gives_up() -> None:
    weekly = worlds.route(Mode.BOAT, "a", "b", 60, 40, services=(worlds.times("08:00", on="Tu"),))
    world = worlds.catalogue(places("a", "b"), (weekly,))
    assert told(find_way(world, "a", "b", at("06-15 09:00"), car=NONE)) == ["no way"]
    assert told(find_way(world, "a", "b", at("06-19 09:00"), car=NONE)) == ["22 08:00-22 09:00 boat a_b"]


def test_nobody_goes_where_they_are() -> None:
    with pytest.raises(ValueError, match=r"^vik is where one is already$"):
        find_way(worlds.fjord(), "vik", "vik", at("06-15 09:00"), car=OWN)


# -- aboard --------------------------------------------------------------------------------------------------------------------------


def test_whoever_stays_aboard_need_not_be_there_early_again() -> None:
    rules = (worlds.be_there(45),)
    first = worlds.route(Mode.TRAIN, "a", "b", 30, 20, services=(worlds.times("09:00 11:00"),), be_there=rules)
    second = worlds.route(Mode.TRAIN, "b", "c", 30, 20, services=(worlds.times("11:30 13:00"),), be_there=rules)
    world = worlds.catalogue(places("a", "b", "c"), (first, second))
    assert told(find_way(world, "a", "c", at("06-15 08:00"), car=NONE)) == [
        "15 10:15-15 11:00 departure at a for a_b",
        "15 11:00-15 12:00 train a_b b_c",
    ]


def test_a_bus_does_not_take_one_on_as_a_train() -> None:
    first = worlds.route(Mode.BUS, "a", "b", 30, 20, services=(worlds.times("11:00"),))
    second = worlds.route(Mode.TRAIN, "b", "c", 30, 20, services=(worlds.times("11:30 13:00"),), be_there=(worlds.be_there(5),))
    world = worlds.catalogue(places("a", "b", "c"), (first, second))
    way = find_way(world, "a", "c", at("06-15 08:00"), car=NONE)
    assert [ride.departs for ride in rides_of(way)] == [at("06-15 11:00"), at("06-15 13:00")]


# -- cars ----------------------------------------------------------------------------------------------------------------------------


def test_a_hired_car_is_handed_back_for_a_flight_and_another_taken() -> None:
    assert told(find_way(worlds.fjord(), "vik", "byen", at("06-15 12:00"), car=HIRE)) == [
        "15 14:15-15 14:30 drive vik_vik_airport with the car",
        "15 14:30-15 15:00 return at vik_airport",
        "15 15:00-15 16:00 departure at vik_airport for flight",
        "15 16:00-15 16:50 flight flight",
        "15 16:50-15 17:10 departure at byen_airport for city_bus",
        "15 17:10-15 17:35 bus city_bus",
    ]


def test_ones_own_car_is_not_flown() -> None:
    assert told(find_way(worlds.fjord(), "vik", "byen", at("06-15 12:00"), car=OWN)) == ["no way"]


def test_of_ways_that_leave_and_arrive_alike_the_cheaper_is_taken() -> None:
    toll = worlds.drive("a", "b", 30, 30, id="toll_road", toll=Price(group=50))
    free = worlds.drive("a", "b", 30, 30, id="free_road")
    world = worlds.catalogue(places("a", "b"), (toll, free))
    assert told(find_way(world, "a", "b", at("06-15 09:00"), car=OWN)) == ["15 09:00-15 09:30 drive free_road with the car"]


def test_of_ways_that_leave_and_arrive_alike_the_one_with_less_driving_is_taken() -> None:
    drive = worlds.drive("a", "b", 30, 30)
    sail = worlds.route(Mode.FERRY, "a", "b", 30, 30, id="sail", services=(worlds.times("09:00"),), fare=Fare(500))
    world = worlds.catalogue(places("a", "b"), (drive, sail))
    assert told(find_way(world, "a", "b", at("06-15 09:00"), car=OWN)) == ["15 09:00-15 09:30 ferry sail with the car"]


@pytest.fixture
def summit() -> Catalogue:
    """A road from Town to Lot, and from there a path to Hut and on to Summit."""
    routes = (worlds.drive("town", "lot", 30, 30), worlds.walk("lot", "hut", 20, 1), worlds.walk("hut", "summit", 40, 2))
    return worlds.catalogue(places("town", "lot", "hut", "summit", hire="town"), routes)


@pytest.mark.parametrize("car", [OWN, HIRE])
def test_to_a_place_without_a_road_one_walks_from_where_the_car_is_left(summit: Catalogue, car: CarChoice) -> None:
    ready = at("06-15 09:00")
    assert told(find_way(summit, "town", "summit", ready, car=car)) == ["no way"]
    assert told(find_way(summit, "town", "summit", ready, car=car, parks=True)) == [
        "15 09:00-15 09:30 drive town_lot with the car",
        "15 09:30-15 10:30 walk lot_hut hut_summit",
    ]
    assert told(find_way(summit, "summit", "town", ready, car=car, parks=True)) == [
        "15 09:00-15 10:00 walk hut_summit lot_hut",
        "15 10:00-15 10:30 drive town_lot with the car",
    ]
    assert told(find_way(summit, "summit", "hut", ready, car=car, parks=True)) == ["15 09:00-15 09:40 walk hut_summit"]


def test_a_car_left_behind_is_not_found_further_on(summit: Catalogue) -> None:
    beyond = worlds.location("beyond", "Beyond")
    routes = (*summit.routes.values(), worlds.walk("hut", "beyond", 5, 1), worlds.drive("beyond", "summit", 5, 2, id="track", open="Jan"))
    world = worlds.catalogue([*summit.locations.values(), beyond], routes)
    assert told(find_way(world, "town", "summit", at("06-15 09:00"), car=OWN, parks=True)) == ["no way"]


# -- what is shut --------------------------------------------------------------------------------------------------------------------


def shut(world: Catalogue, origin: str, destination: str, moment: str, car: CarChoice = OWN) -> list[str]:
    return [route.id for route in shut_on_the_way(world, origin, destination, at(moment), car)]


def test_what_the_way_would_use_were_it_open_is_named() -> None:
    assert shut(worlds.fjord(), "vik", "lien", "01-20 09:00") == ["pass"]
    assert shut(worlds.fjord(), "vik", "austkai", "01-20 09:00") == ["crossing"]
    assert shut(worlds.fjord(), "lien", "skaret", "05-20 09:00") == ["pass"]


def test_nothing_is_named_that_one_does_not_miss() -> None:
    assert shut(worlds.fjord(), "vik", "lien", "06-15 09:00") == []
    assert shut(worlds.fjord(), "vik", "vestkai", "01-20 09:00") == []
    assert shut(worlds.fjord(), "vik", "byen", "01-20 09:00") == []  # no road leads there, whatever opens


def test_what_does_not_run_that_day_is_named_too() -> None:
    world = worlds.fjord()
    weekdays = replace(world.routes["bus"], services=(worlds.times("09:00 12:00", origin="vik", on="Mo-Fr"),))
    world = replace(world, routes={**world.routes, "bus": weekdays})
    assert shut(world, "vik", "vestkai", "06-19 08:00", NONE) == ["bus"]
    assert shut(world, "vik", "vestkai", "06-18 08:00", NONE) == []


def test_an_avoided_route_is_gone_round() -> None:
    avoid = frozenset({"crossing", "pass"})
    assert told(find_way(worlds.fjord(), "vik", "lien", at("06-15 09:00"), car=OWN, avoid=avoid)) == [
        "15 09:00-15 11:30 drive round with the car"
    ]


def test_a_wait_says_what_it_is_for() -> None:
    way = find_way(worlds.fjord(), "vik", "lien", at("05-15 09:00"), car=OWN)
    assert way
    (wait,) = (event for event in way.events if isinstance(event, Wait))
    assert wait == Wait("vestkai", at("05-15 09:45"), at("05-15 10:00"), WaitFor.DEPARTURE, worlds.fjord().routes["crossing"])
    assert (way.start, way.end) == (at("05-15 09:05"), at("05-15 10:40"))
