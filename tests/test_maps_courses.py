"""How ways run: boats in the water, roads on land, flights apart from both, each the same there as back and every time."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mi_trip.catalogue import load_catalogue
from mi_trip.maps.cheapest import DIAGONAL, STRAIGHT, cheapest, line_cost
from mi_trip.maps.courses import STYLES, course
from mi_trip.maps.distance import distance_km, length_km, middle
from mi_trip.model.route import Mode
from shorelines import every, on_land

CATALOGUE = load_catalogue("mission-impossible-norway")
AFLOAT = [route.id for route in CATALOGUE.routes.values() if route.mode in (Mode.FERRY, Mode.BOAT)]


def at(location):
    place = CATALOGUE.locations[location]
    return place.longitude, place.latitude


def drawn(route):
    """Give the line of a route of the catalogue."""
    taken = CATALOGUE.routes[route]
    return course(taken.mode, (at(taken.start), at(taken.end)), (taken.km,))


def from_line(line, point):
    """How near the line comes to a point, in kilometres."""
    return min(distance_km(spot, point) for spot in every(100, line))


def wet_km(line):
    """How much of the line is on the water."""
    spots = list(every(100, line))
    return length_km(line) * sum(not on_land(spot) for spot in spots) / len(spots)


def turns(line):
    """By how many degrees the line turns at each of its points."""
    headings = [math.degrees(math.atan2(b[1] - a[1], (b[0] - a[0]) * math.cos(math.radians(a[1])))) for a, b in pairwise(line)]
    return [abs((after - before + 180) % 360 - 180) for before, after in pairwise(headings)]


# -- on the water ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("route", AFLOAT)
def test_a_boat_stays_in_the_water_but_for_its_quays(route: str) -> None:
    line = drawn(route)
    reach = 1.1 if route == "lavik_oppedal_ferry" else 0.5  # km; there the coastline is true to 800 m only, elsewhere to 80

    ashore = [spot for spot in every(100, line) if on_land(spot)]
    assert [spot for spot in ashore if min(distance_km(spot, line[0]), distance_km(spot, line[-1])) > reach] == []


def test_the_tourist_ferry_sails_the_whole_geirangerfjord_below_the_seven_sisters() -> None:
    line = drawn("geirangerfjord_ferry")

    assert length_km(line) == pytest.approx(CATALOGUE.routes["geirangerfjord_ferry"].km, rel=0.05)
    assert from_line(line, (7.0947, 62.1070)) < 0.6  # the falls
    assert from_line(line, (6.95, 62.111)) < 0.6  # where the fjord opens into the Sunnylvsfjord
    assert from_line(line, (7.16, 62.117)) < 0.6  # below Ørnesvingen
    assert (line[0], line[-1]) == (at("hellesylt_quay"), at("geiranger_quay"))


@pytest.mark.parametrize("route", ["stranda_liabygda_ferry", "eidsdal_linge_ferry", "magerholm_sykkylven_ferry", "leknes_saebo_ferry"])
def test_a_short_ferry_crosses_its_fjord_on_the_shortest_way(route: str) -> None:
    assert length_km(drawn(route)) == pytest.approx(CATALOGUE.routes[route].km, rel=0.12)


def test_the_boat_to_geiranger_sails_round_the_mountains() -> None:
    line = drawn("alesund_geiranger_boat")

    assert length_km(line) == pytest.approx(110, rel=0.1)
    assert from_line(line, (6.99, 62.30)) < 1.5  # off Stranda
    assert from_line(line, (6.98, 62.14)) < 1.5  # the Sunnylvsfjord


# -- on land ---------------------------------------------------------------------------------------------------------------------------


def test_the_eagle_road_climbs_from_geiranger_on_the_north_side_of_the_fjord() -> None:
    line = drawn("ornevegen")

    assert wet_km(line) == 0
    assert (line[0], line[-1]) == (at("geiranger"), at("ornesvingen"))
    assert all(north >= 62.1008 for _, north in line)
    assert min(distance_km(a, b) for a in line for b in drawn("geirangerfjord_ferry")[:-3]) > 0.1


@pytest.mark.parametrize("route", ["stranda_hellesylt", "linge_valldal", "ornesvingen_eidsdal", "stordal_sjoholt", "hellesylt_stryn"])
def test_a_road_along_a_fjord_stays_ashore(route: str) -> None:
    assert wet_km(drawn(route)) < 0.3


@pytest.mark.parametrize(("route", "least", "most"), [("alesund_alesund_airport", 2, 5), ("mortavika_stavanger", 4, 8)])
def test_islands_are_reached_from_shore_to_shore(route: str, least: float, most: float) -> None:
    assert least < wet_km(drawn(route)) < most


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_no_road_is_longer_on_the_map_than_it_is(step: int) -> None:
    roads = [route for route in CATALOGUE.routes.values() if route.mode is Mode.DRIVE and not route.id.startswith("longyearbyen")]
    longer = {route.id: length_km(drawn(route.id)) / route.km for route in roads[::step] if route.km > 1}
    assert {route: round(share, 2) for route, share in longer.items() if share > 1.1} == {}


def test_a_road_that_is_shorter_than_any_way_round_a_fjord_goes_straight_under_it() -> None:
    ends = (at("stavanger"), at("tau"))
    tunnel = drawn("ryfylke_tunnel")

    assert length_km(tunnel) < 1.02 * distance_km(*ends)
    assert wet_km(tunnel) > 8
    assert length_km(course(Mode.DRIVE, ends, (40,))) > 1.5 * distance_km(*ends)  # were it longer, round by the islands


def test_the_lengths_of_a_way_belong_to_its_stages_in_both_directions() -> None:
    stages = (at("stavanger"), at("tau"), at("jorpeland"))
    assert course(Mode.BUS, stages, (23, 9)) == drawn("ryfylke_tunnel") + drawn("tau_jorpeland")[1:]
    assert course(Mode.BUS, stages[::-1], (9, 23)) == course(Mode.BUS, stages, (23, 9))[::-1]


@pytest.mark.parametrize("route", ["stranda_hellesylt", "geirangerfjord_ferry", "hellesylt_volda", "linge_valldal", "langvatn_lom"])
def test_corners_are_round(route: str) -> None:
    assert max(turns(drawn(route))[1:-1]) < 30


def test_all_that_drive_on_a_road_are_drawn_on_the_same_line() -> None:
    ends = (at("stranda"), at("hellesylt"))
    assert course(Mode.DRIVE, ends) == course(Mode.BUS, ends) == course(Mode.TAXI, ends)


# -- any way ---------------------------------------------------------------------------------------------------------------------------


def test_a_way_is_the_same_there_as_back() -> None:
    stages = (at("stranda"), at("hellesylt"), at("hellesylt_quay"))
    assert course(Mode.DRIVE, stages) == course(Mode.DRIVE, stages[::-1])[::-1]
    assert set(stages) <= set(course(Mode.DRIVE, stages))


def test_a_flight_is_an_arc_and_a_gondola_is_straight() -> None:
    flight = drawn("alesund_airport_oslo_airport_flight")
    straight = middle((flight[0], flight[-1]))

    assert from_line(flight, straight) == pytest.approx(0.1 * length_km((flight[0], flight[-1])), rel=0.1)
    assert len(drawn("romsdalsgondolen")) == 2


def test_where_no_coast_is_known_a_way_is_bent() -> None:
    line = drawn("longyearbyen_airport_longyearbyen")
    assert len(line) == 25
    assert length_km((line[0], line[-1])) < length_km(line) < 1.05 * length_km((line[0], line[-1]))


@pytest.mark.parametrize("mode", Mode)
def test_places_at_the_same_spot_are_joined_by_a_line_without_length(mode: Mode) -> None:
    line = course(mode, ((7.0, 62.3), (7.0, 62.3)))
    assert len(line) > 1
    assert set(line) == {(7.0, 62.3)}
    assert middle(line) == (7.0, 62.3)


def test_every_mode_has_its_style() -> None:
    assert set(STYLES) == set(Mode)


@settings(max_examples=12)
@given(
    st.sampled_from([Mode.FERRY, Mode.DRIVE, Mode.WALK]),
    st.tuples(st.floats(5.0, 8.9), st.floats(61.5, 63.4)),
    st.tuples(st.floats(-0.5, 0.5), st.floats(-0.2, 0.2)),
)
def test_between_any_two_points_there_is_a_line(mode: Mode, start: tuple[float, float], off: tuple[float, float]) -> None:
    end = (start[0] + off[0], start[1] + off[1])
    line = course(mode, (start, end))

    assert distance_km(line[0], start) < 0.002
    assert distance_km(line[-1], end) < 0.002
    assert all(point == (round(point[0], 5), round(point[1], 5)) for point in line)
    assert len(line) < 1500
    assert max(distance_km(point, start) for point in line) < 2 * distance_km(start, end) + 10


# -- the cheapest way over a grid ------------------------------------------------------------------------------------------------------


def spent(costs, cells):
    """What the steps over the cells cost."""
    return sum(int(costs[b]) * (DIAGONAL if a[0] != b[0] and a[1] != b[1] else STRAIGHT) for a, b in pairwise(cells))


def least(costs, start):
    """The least cost of every cell, found by trying all steps again and again (Bellman 1958)."""
    found = {start: 0}
    while True:
        before = dict(found)
        for (row, column), cost in before.items():
            for to in ((row + up, column + across) for up in (-1, 0, 1) for across in (-1, 0, 1) if up or across):
                if 0 <= to[0] < costs.shape[0] and 0 <= to[1] < costs.shape[1]:
                    total = cost + spent(costs, [(row, column), to])
                    found[to] = min(found.get(to, total), total)
        if found == before:
            return found


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from([10, 12, 50, 1000]), min_size=5, max_size=5), min_size=2, max_size=5), st.data())
def test_the_cheapest_way_is_found(rows: list[list[int]], data: st.DataObject) -> None:
    costs = np.array(rows)
    cell = st.tuples(st.integers(0, len(rows) - 1), st.integers(0, 4))
    start, goal = data.draw(cell), data.draw(cell)

    way = cheapest(costs, start, goal)

    assert (way[0], way[-1]) == (start, goal)
    assert all(max(abs(a[0] - b[0]), abs(a[1] - b[1])) == 1 for a, b in pairwise(way))
    assert spent(costs, way) == least(costs, start)[goal]


def test_a_line_costs_what_lies_under_it() -> None:
    costs = np.array([[10, 10, 10, 50, 50, 50]])
    assert line_cost(costs, [(0.0, 0.0), (0.0, 2.0)]) == 20
    assert line_cost(costs, [(0.0, 0.0), (0.0, 5.0)]) == pytest.approx(150, rel=0.05)  # it is looked at here and there
