"""What a map shows: the ways and the stops of a trip, and the surroundings of a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import worlds
from hostile import hostile_plan, spread_fjord
from mi_trip.catalogue import load_catalogue
from mi_trip.maps.distance import length_km, middle
from mi_trip.maps.scenes import places_scene, trip_scene
from mi_trip.model.plan import Night, Ride, Travel, Visit
from mi_trip.model.route import Mode
from mi_trip.render.words import plain

if TYPE_CHECKING:
    from mi_trip.maps.scene import Stop, Way

WORLD = spread_fjord()
PLAN = worlds.plan_of(WORLD)
SCENE = trip_scene(PLAN, WORLD)


def told(stop: Stop) -> tuple[int, int, str, tuple[str, ...]]:
    """Say what most tests are about: day, number, name and what is done there."""
    return stop.day, stop.number, stop.name, stop.done


def ridden(way: Way) -> tuple[int, str, tuple[str, ...], bool]:
    """Say how a way goes, and whether it is a journey."""
    return way.day, way.mode.value, way.through, way.journey


# -- stops -----------------------------------------------------------------------------------------------------------------------------


def test_the_stops_of_each_day_are_numbered_from_where_it_begins() -> None:
    assert [told(stop) for stop in SCENE.stops] == [
        (1, 0, "Vik", ()),
        (1, 1, "Vik", ("Vik museum",)),
        (1, 2, "Fjord crossing", ("Fjord crossing",)),
        (1, 3, "Lien", ("Kayak tour",)),
        (2, 0, "Lien", ()),
        (2, 1, "Utsikten", ("Utsikten viewpoint",)),
        (2, 2, "Over Skaret", ("Over Skaret",)),
        (2, 3, "Skaret", ("Skaret ridge",)),
        (2, 0, "Vik", ()),
    ]
    assert SCENE.title == "The small fjord: 2 days"


def test_one_sleeps_at_the_last_stop_of_a_day() -> None:
    assert [told(stop) for stop in SCENE.stops if stop.night] == [(1, 3, "Lien", ("Kayak tour",))]


def test_the_trip_ends_at_its_last_stop_or_at_one_where_nothing_is_done() -> None:
    stays = worlds.Pen(WORLD, worlds.FIRST_DAY, "lien", "10:00").visit("kayak")
    scene = trip_scene(worlds.plan_by_hand(WORLD, worlds.fjord_request(), [stays], ()), WORLD)

    assert [(stop.day, stop.name) for stop in SCENE.stops if stop.end] == [(2, "Vik")]
    assert [(stop.name, stop.end) for stop in scene.stops] == [("Lien", False), ("Lien", False)]


def test_a_stop_knows_its_events_and_a_way_its_rides() -> None:
    for day in PLAN.days:
        scene = SCENE.of_day(day.number)
        done = [day.events[index] for stop in scene.stops for index in stop.events]
        assert done == [event for event in day.events if isinstance(event, Visit | Night)]
        assert [day.rides[index] for way in scene.ways for index in way.rides] == list(day.rides)


def test_a_stop_stands_at_its_location_and_a_journey_at_the_middle_of_its_way() -> None:
    by_number = {(stop.day, stop.number): stop for stop in SCENE.stops}
    crossing = next(way for way in SCENE.ways if way.through == ("vestkai", "austkai"))

    assert by_number[1, 3].point == (WORLD.locations["lien"].longitude, WORLD.locations["lien"].latitude)
    assert by_number[1, 2].point == middle(crossing.points)
    assert [stop.name for stop in SCENE.stops if stop.journey] == ["Fjord crossing", "Over Skaret"]


def test_what_is_done_twice_at_one_place_is_one_stop() -> None:
    again = worlds.Pen(WORLD, worlds.FIRST_DAY, "lien", "10:00").visit("kayak").meal().visit("rib").night("09:00")
    scene = trip_scene(worlds.plan_by_hand(WORLD, worlds.fjord_request(), [again], ()), WORLD)

    assert [told(stop) for stop in scene.stops] == [(1, 0, "Lien", ()), (1, 1, "Lien", ("Kayak tour", "Fast boat"))]
    assert scene.stops[1].night
    assert scene.ways == ()


def test_a_way_that_was_asked_for_is_a_stop_of_its_own() -> None:
    first, second = PLAN.days
    asked = tuple(replace(event, demanded=True) if isinstance(event, Travel) else event for event in second.events)
    scene = trip_scene(replace(PLAN, days=(first, replace(second, events=asked))), WORLD)

    assert [(stop.number, stop.name) for stop in scene.stops if stop.day == 2 and stop.journey] == [
        (1, "Drive Lien → Utsikten"),
        (3, "Over Skaret"),
        (5, "Drive Skaret → Vik"),
    ]


# -- ways ------------------------------------------------------------------------------------------------------------------------------


def test_the_rides_of_a_mode_are_one_way_and_journeys_are_marked() -> None:
    assert [ridden(way) for way in SCENE.ways] == [
        (1, "drive", ("vik", "vestkai"), False),
        (1, "ferry", ("vestkai", "austkai"), True),
        (1, "drive", ("austkai", "lien"), False),
        (2, "drive", ("lien", "utsikten"), False),
        (2, "drive", ("utsikten", "skaret"), True),
        (2, "drive", ("skaret", "vik"), False),
    ]
    assert all(way.with_car for way in SCENE.ways)


def test_a_way_passes_through_all_locations_on_it() -> None:
    day = worlds.Pen(WORLD, worlds.FIRST_DAY, "austkai", "10:00").travel("austkai_lien", "lien_utsikten")
    (way,) = trip_scene(worlds.plan_by_hand(WORLD, worlds.fjord_request(), [day], ()), WORLD).ways

    assert way.through == ("austkai", "lien", "utsikten")
    assert {(round(WORLD.locations[each].longitude, 5), round(WORLD.locations[each].latitude, 5)) for each in way.through} <= set(
        way.points
    )


def test_ways_follow_each_other_without_a_gap() -> None:
    for day in (1, 2):
        ways = SCENE.of_day(day).ways
        assert [way.points[-1] for way in ways[:-1]] == [way.points[0] for way in ways[1:]]


def test_a_journey_in_two_modes_is_two_ways_and_its_stop_stands_between() -> None:
    both = worlds.journey("round_trip", "Ferry and path", [WORLD.routes["crossing"], WORLD.routes["shore_path"]])
    world = replace(WORLD, activities={**WORLD.activities, "round_trip": both})
    day = worlds.Pen(world, worlds.FIRST_DAY, "vestkai", "10:00", with_car=False).visit("round_trip")
    scene = trip_scene(worlds.plan_by_hand(world, worlds.fjord_request(), [day], ()), world)

    assert [ridden(way) for way in scene.ways] == [
        (1, "ferry", ("vestkai", "austkai"), True),
        (1, "walk", ("austkai", "lien"), True),
    ]
    assert [told(stop) for stop in scene.stops] == [
        (1, 0, "Vestkai", ()),
        (1, 1, "Ferry and path", ("Ferry and path",)),
        (1, 0, "Lien", ()),
    ]


def test_flights_are_without_the_car() -> None:
    scene = trip_scene(worlds.flight_plan(WORLD), WORLD)

    assert [(way.mode, way.with_car) for way in scene.ways if way.day == 1] == [
        (Mode.DRIVE, True),
        (Mode.FLIGHT, False),
        (Mode.DRIVE, True),
    ]


# -- places ----------------------------------------------------------------------------------------------------------------------------


def test_settlements_are_named_where_one_does_not_stop() -> None:
    assert [place.name for place in SCENE.places] == ["Byen"]
    assert trip_scene(worlds.flight_plan(WORLD), WORLD).places == ()


def test_a_location_that_is_no_longer_known_is_left_out() -> None:
    world = replace(WORLD, locations={key: place for key, place in WORLD.locations.items() if key not in ("lien", "vestkai")})
    scene = trip_scene(PLAN, world)

    assert [ridden(way) for way in scene.ways] == [(2, "drive", ("utsikten", "skaret"), True), (2, "drive", ("skaret", "vik"), False)]
    assert [stop.name for stop in scene.stops] == ["Vik", "Vik", "Utsikten", "Over Skaret", "Skaret", "Vik"]


def test_a_trip_without_days_has_an_empty_scene() -> None:
    scene = trip_scene(replace(PLAN, days=()), WORLD)
    assert (scene.ways, scene.stops) == ((), ())


def test_a_tunnel_is_known_by_its_length_on_a_trip_and_around_a_place() -> None:
    catalogue = load_catalogue("mission-impossible-norway")
    first = PLAN.days[0]
    stages = [("tau_jorpeland", "tau"), ("ryfylke_tunnel", "stavanger")]
    rides: list[Ride] = []
    for route, end in stages:
        taken = catalogue.routes[route]
        rides.append(Ride(taken, taken.other_end(end), end, first.events[0].start, first.events[0].start))
    scene = trip_scene(replace(PLAN, days=(replace(first, events=(Travel(tuple(rides), with_car=True),)),)), catalogue)
    around = {way.through: way.points for way in places_scene(["stavanger"], catalogue).ways}["stavanger", "tau"]

    assert 15 < length_km(around) < 16
    assert scene.ways[0].points[-len(around) :] == around[::-1]


# -- the surroundings of a place -------------------------------------------------------------------------------------------------------


def test_a_place_is_shown_with_the_routes_around_it_and_its_neighbours() -> None:
    scene = places_scene(["austkai"], WORLD)

    assert scene.title == "Austkai"
    assert [told(stop) for stop in scene.stops] == [(0, 1, "Austkai", ())]
    assert [(way.mode.value, way.through) for way in scene.ways] == [("ferry", ("vestkai", "austkai")), ("drive", ("austkai", "lien"))]
    assert [place.name for place in scene.places] == ["Vestkai", "Lien"]


def test_long_roads_and_flights_are_left_out_unless_there_is_nothing_else() -> None:
    assert [way.through for way in places_scene(["lien"], WORLD).ways] == [("austkai", "lien"), ("lien", "utsikten")]
    catalogue = load_catalogue("mission-impossible-norway")
    assert [way.mode for way in places_scene(["tromso_airport"], catalogue).ways] == [Mode.FLIGHT, Mode.FLIGHT]


def test_a_village_has_the_ferries_of_its_quay_and_every_road_once() -> None:
    around = places_scene(["hellesylt"], load_catalogue("mission-impossible-norway"))

    assert ("hellesylt_quay", "geiranger_quay") in {way.through for way in around.ways}
    assert {way.mode for way in around.ways} == {Mode.DRIVE, Mode.FERRY, Mode.WALK}
    assert ("hellesylt", "oye") not in {way.through for way in around.ways}  # the taxi's way is the roads' through Norangsdalen


def test_several_places_are_numbered_once_each_in_the_order_asked_for() -> None:
    scene = places_scene(["vik", "lien", "vik"], WORLD)
    assert [(stop.number, stop.location) for stop in scene.stops] == [(1, "vik"), (2, "lien")]
    assert scene.title == "Vik and Lien"
    assert not {place.location for place in scene.places} & {"vik", "lien"}


# -- whatever is in the names ----------------------------------------------------------------------------------------------------------


def test_names_are_plain() -> None:
    plan, catalogue = hostile_plan()
    scenes = (trip_scene(plan, catalogue), places_scene(list(catalogue.locations), catalogue))
    names = [name for scene in scenes for thing in (*scene.stops, *scene.places) for name in (thing.name, *getattr(thing, "done", ()))]

    assert names
    assert all(name == plain(name) for name in (*names, *(scene.title for scene in scenes)))


def test_a_scene_is_the_same_again_and_on_another_date() -> None:
    later = [replace(day, date=day.date + timedelta(days=1)) for day in PLAN.days]
    assert trip_scene(PLAN, WORLD) == SCENE == trip_scene(replace(PLAN, days=tuple(later)), WORLD)
