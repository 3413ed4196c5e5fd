"""The addresses that open a day in maps, read as the maps read them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from hostile import WHERE, hostile_plan, spread_fjord
from mi_trip.model.hours import Spot
from mi_trip.model.plan import PlannedDay
from mi_trip.model.route import Mode
from mi_trip.render.addresses import place_link
from mi_trip.render.links import WAYPOINTS, WAYPOINTS_ON_A_PHONE, day_links
from mi_trip.render.on_a_map import plain_links
from mi_trip.render.units import plain
from worlds import FIRST_DAY, Pen, activity, catalogue, drive, fjord, flight_plan, foot_plan, location, plan_of, route, times

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.render.links import DayLinks

WORLD = spread_fjord()
AT = {f"{north:.5f},{east:.5f}": id_ for id_, (north, east) in WHERE.items()}


def through(url: str) -> list[str]:
    """The places that a Google Maps address goes through, by id."""
    asked = parse_qs(urlsplit(url).query, strict_parsing=True)
    between = asked["waypoints"][0].split("|") if "waypoints" in asked else []
    return [AT[place] for place in (asked["origin"][0], *between, asked["destination"][0])]


def by(url: str) -> str:
    return parse_qs(urlsplit(url).query)["travelmode"][0]


def ends(url: str) -> list[str]:
    """The places that an OpenStreetMap address goes between, by id."""
    return [AT[place] for place in parse_qs(urlsplit(url).query, strict_parsing=True)["route"][0].split(";")]


def test_a_day_by_car_goes_through_its_stops_and_over_the_quays() -> None:
    first, second = (day_links(day, WORLD) for day in plan_of(WORLD).days)
    assert [(link.label, by(link.url), through(link.url)) for link in first.google] == [
        ("Drive Vik → Lien", "driving", ["vik", "vestkai", "austkai", "lien"])
    ]
    assert [(link.label, by(link.url), through(link.url)) for link in second.google] == [
        ("Drive Lien → Vik", "driving", ["lien", "utsikten", "skaret", "vik"])
    ]
    assert first.phone == first.google


def test_the_address_is_as_the_maps_document_it() -> None:
    links = day_links(plan_of(WORLD).days[0], WORLD)
    assert links.google[0].url == (
        "https://www.google.com/maps/dir/?api=1&origin=62.47000%2C6.15000&destination=62.26000%2C7.10000"
        "&waypoints=62.37000%2C6.60000%7C62.29000%2C6.95000&travelmode=driving"
    )
    assert links.openstreetmap[0].url == (
        "https://www.openstreetmap.org/directions?engine=fossgis_osrm_car&route=62.47000%2C6.15000%3B62.37000%2C6.60000"
    )
    assert (links.places[0].geo, links.places[0].openstreetmap) == (
        "geo:62.47000,6.15000",
        "https://www.openstreetmap.org/?mlat=62.47000&mlon=6.15000&zoom=15",
    )


def test_openstreetmap_goes_from_each_stop_to_the_next() -> None:
    links = day_links(plan_of(WORLD).days[0], WORLD).openstreetmap
    assert [(link.label, ends(link.url)) for link in links] == [
        ("Drive Vik → Vestkai", ["vik", "vestkai"]),
        ("Drive Vestkai → Austkai", ["vestkai", "austkai"]),
        ("Drive Austkai → Lien", ["austkai", "lien"]),
    ]


def test_nobody_is_sent_to_drive_where_the_plan_flies() -> None:
    links = day_links(flight_plan(WORLD).days[0], WORLD)
    assert [through(link.url) for link in links.google] == [["vik", "vik_airport"], ["byen_airport", "byen"]]
    assert [place.name for place in links.places] == ["Vik", "Vik airport", "Byen airport", "Byen"]


def test_on_foot_walks_are_walks_and_public_transport_is_taken_piece_by_piece() -> None:
    links = day_links(foot_plan(WORLD).days[0], WORLD)
    assert [(link.label, by(link.url), through(link.url)) for link in links.google] == [
        ("Bus Vik → Vestkai", "transit", ["vik", "vestkai"]),
        ("Ferry Vestkai → Austkai", "transit", ["vestkai", "austkai"]),
        ("Walk Austkai → Lien", "walking", ["austkai", "lien"]),
    ]
    assert [(link.label, "engine=fossgis_osrm_foot" in link.url) for link in links.openstreetmap] == [("Walk Austkai → Lien", True)]


RAILWAY = catalogue(
    [location(id_, id_.upper(), spot=Spot(62.0 + number / 10, 7.0, "NO", "UTC")) for number, id_ in enumerate("abcd")],
    [route(Mode.TRAIN, start, end, 30, 20, services=(times("06:00 08:00 08:30 09:00"),)) for start, end in pairwise("abcd")],
)


def rail(*taken: tuple[str, str]) -> PlannedDay:
    """A day on the railway from A, with when each piece of it is taken."""
    pen = Pen(RAILWAY, FIRST_DAY, "a", taken[0][1], with_car=False)
    for piece, departs in taken:
        pen.until(departs, route=piece).travel(piece)
    return pen.page(1)


def test_a_train_that_one_stays_aboard_of_is_one_way_whatever_it_is_pieced_together_from() -> None:
    day = rail(("a_b", "08:00"), ("b_c", "08:30"), ("c_d", "09:00"))
    (link,) = day_links(day, RAILWAY).google
    assert (link.label, by(link.url), "waypoints" in link.url) == ("Train A → D", "transit", False)
    assert parse_qs(urlsplit(link.url).query)["destination"] == ["62.30000,7.00000"]


def test_whoever_changes_trains_or_goes_back_by_the_same_has_a_way_for_each() -> None:
    changed = rail(("a_b", "08:00"), ("b_c", "09:00"))
    there_and_back = rail(("a_b", "08:00"), ("b_c", "08:30"), ("b_c", "09:00"))
    labels = [[link.label for link in day_links(day, RAILWAY).google] for day in (changed, there_and_back)]
    assert labels == [["Train A → B", "Train B → C"], ["Train A → C", "Train C → B"]]


def test_a_day_out_and_back_says_by_what_place() -> None:
    day = Pen(WORLD, FIRST_DAY, "vik", "10:00").travel("vik_vestkai").meal().travel("vik_vestkai").page(1)
    (link,) = day_links(day, WORLD).google
    assert (link.label, through(link.url)) == ("Drive Vik → Vestkai → Vik", ["vik", "vestkai", "vik"])


def test_a_ferry_by_way_of_another_quay_goes_over_that() -> None:
    day = Pen(WORLD, FIRST_DAY, "vestkai", "13:00").travel("crossing", "crossing").page(1)
    (link,) = day_links(day, WORLD).google
    assert through(link.url) == ["vestkai", "austkai", "vestkai"]


def test_a_day_that_goes_nowhere_has_no_way_and_still_its_place() -> None:
    links = day_links(Pen(WORLD, FIRST_DAY, "vik", "10:00").visit("museum").meal().night("09:00").page(1), WORLD)
    assert (links.google, links.phone, links.openstreetmap) == ((), (), ())
    assert [place.name for place in links.places] == ["Vik"]
    assert day_links(PlannedDay(1, FIRST_DAY, ()), WORLD).places == ()


def test_between_places_at_one_spot_there_is_no_way() -> None:
    world = fjord()  # all of it lies at one spot
    for day in plan_of(world).days:
        assert (day_links(day, world).google, day_links(day, world).openstreetmap) == ((), ())


def long_day(stops: int) -> tuple[PlannedDay, Catalogue]:
    """A day of stops in a row, 0.01 degrees apart, south of the equator and west of Greenwich."""
    places = [
        location(f"p{number}", f"Place {number}", spot=Spot(-45.0 - number / 100, -170.0, "NO", "UTC")) for number in range(stops + 1)
    ]
    roads = [drive(f"p{number}", f"p{number + 1}", 5, 2) for number in range(stops)]
    world = catalogue(places, roads, [activity(f"look{number}", "Look", f"p{number}", 5) for number in range(stops + 1)])
    pen = Pen(world, FIRST_DAY, "p0", "06:00")
    for number in range(stops):
        pen.travel(f"p{number}_p{number + 1}").visit(f"look{number + 1}")
    return pen.page(1), world


@pytest.mark.parametrize("stops", [1, 3, 4, 5, 9, 10, 11, 20, 21, 57])
def test_a_long_day_is_split_within_the_limits_and_nothing_is_left_out(stops: int) -> None:
    day, world = long_day(stops)
    links = day_links(day, world)
    assert limits(links) == []
    for parts in (links.google, links.phone):
        read = [parse_qs(urlsplit(link.url).query) for link in parts]
        assert [after["origin"] for after in read[1:]] == [before["destination"] for before in read[:-1]]
        passed = [place for part in read for place in (*part.get("waypoints", [""])[0].split("|"), *part["destination"]) if place]
        assert passed == [f"{-45.0 - number / 100:.5f},-170.00000" for number in range(1, stops + 1)]
    assert len(links.google) == -(-stops // 10)
    assert len(links.phone) == -(-stops // 4)


def test_the_parts_for_a_phone_are_named_only_where_they_are_others() -> None:
    short, long = (day_links(*long_day(stops)) for stops in (3, 9))
    assert short.ways == (("Google Maps", short.google), ("OpenStreetMap", short.openstreetmap))
    assert dict(long.ways)["Google Maps on a phone, in parts"] == long.phone != long.google
    assert day_links(PlannedDay(1, FIRST_DAY, ()), WORLD).ways == ()


def test_in_a_pipe_each_address_is_a_record_of_its_day() -> None:
    plan = plan_of(WORLD)
    records = [line.split("\t") for line in plain_links(plan, WORLD).splitlines()]
    for day in plan.days:
        links = day_links(day, WORLD)
        ways = [["on a map", f"day {day.number}", name, way.label, way.url] for name, some in links.ways for way in some]
        places = [["on a map", f"day {day.number}", "Places", place.name, place.geo, place.openstreetmap] for place in links.places]
        assert [record for record in records if record[1] == f"day {day.number}"] == ways + places
    assert {record[2] for record in records} == {"Google Maps", "OpenStreetMap", "Places"}


def limits(links: DayLinks) -> list[str]:
    """What the maps would not take."""
    found = []
    for most, parts in ((WAYPOINTS, links.google), (WAYPOINTS_ON_A_PHONE, links.phone)):
        for link in parts:
            asked = parse_qs(urlsplit(link.url).query, strict_parsing=True)
            found += ["long"] if len(link.url) > 2048 else []
            found += ["waypoints"] if len(asked.get("waypoints", [""])[0].split("|")) > most else []
            found += ["one point"] if asked["origin"] == asked["destination"] and "waypoints" not in asked else []
            found += ["waypoints by public transport"] if asked["travelmode"] == ["transit"] and "waypoints" in asked else []
    for link in (*links.google, *links.phone, *links.openstreetmap):
        degrees = re.findall(r"(-?\d+\.\d{5})%2C(-?\d+\.\d{5})", link.url)
        found += ["out of range"] * sum(abs(float(north)) > 90 or abs(float(east)) > 180 for north, east in degrees)
        found += ["not quoted"] if re.search(r"[^A-Za-z0-9:/?&=%._#-]", link.url) else []
    for place in links.places:
        found += [] if re.fullmatch(r"geo:-?\d{1,2}\.\d{5},-?\d{1,3}\.\d{5}", place.geo) else ["geo"]
    return found


@pytest.mark.parametrize(
    ("fault", "old", "new"),
    [
        ("long", "api=1", f"api={'1' * 2048}"),
        ("waypoints", "%7C", "%7C1%2C1" * 12 + "%7C"),
        ("out of range", "62.47000", "97.47000"),
        ("not quoted", "%2C", ","),
        ("one point", "&waypoints=62.37000%2C6.60000%7C62.29000%2C6.95000", ""),
    ],
)
def test_a_planted_fault_is_found(fault: str, old: str, new: str) -> None:
    links = day_links(plan_of(WORLD).days[0], WORLD)
    (link,) = links.google
    planted = link.url.replace(old, new)
    assert planted != link.url
    if fault == "one point":
        planted = planted.replace("62.26000%2C7.10000", "62.47000%2C6.15000")
    assert fault in limits(replace(links, google=(replace(link, url=planted),)))
    assert limits(links) == []


def test_hostile_names_stay_in_the_labels() -> None:
    plan, world = hostile_plan()
    for day in plan.days:
        links = day_links(day, world)
        assert limits(links) == []
        assert [place.name for place in links.places] == [
            plain(world.locations[id_].name) for id_ in dict.fromkeys(end for e in day.events for end in (e.origin, e.destination))
        ]


def test_a_place_at_the_end_of_the_world_has_an_address() -> None:
    place = replace(WORLD.locations["vik"], spot=Spot(-0.0000001, 179.999999, "NO", "UTC"))
    assert place_link(place).geo == "geo:0.00000,180.00000"
