"""A scene laid out on a sheet: what is seen, and that all of it lies within."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from geopy.distance import great_circle

from maps_scenes import FJORD, SEA, random_scene, scene, stop, way
from mi_trip.maps.colours import DARK, LIGHT, TERMINAL_DAYS, kind_of_line
from mi_trip.maps.drawing import LEAST_KM, draw, round_km
from mi_trip.maps.geometry import Box, area, aside, cut_line, cut_ring, cut_rings, length, thinned, thinned_ring
from mi_trip.maps.graticule import graticule
from mi_trip.maps.lanes import lanes
from mi_trip.maps.lettering import Sign
from mi_trip.maps.projection import Projection, fitted
from mi_trip.maps.sheet import Rank, picture, terminal
from mi_trip.model.route import Mode

SQUARE = Box(0, 0, 100, 100)
SHEETS = {"picture": picture(560, 420), "phone": picture(360, 300), "terminal": terminal(80, 30)}

# -- the projection --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("middle", [(6.9, 62.3), (15.6, 78.2), (179.9, -17.0), (0.0, 90.0), (-70.0, -54.0)])
def test_a_place_on_the_plane_is_found_again_in_degrees(middle):
    projection = Projection(middle)
    for plane in ((0.0, 0.0), (120.0, -80.0), (-900.0, 700.0)):
        assert projection.plane(projection.point(plane)) == pytest.approx(plane, abs=1e-6)


def test_from_stavanger_to_svalbard_no_distance_from_the_middle_is_wrong_by_more_than_a_hundredth():
    stavanger, longyearbyen = (5.73, 58.97), (15.64, 78.22)
    projection = Projection.about([stavanger, longyearbyen])
    for place in (stavanger, longyearbyen, (18.96, 69.65)):
        true = great_circle(reversed(projection.middle), reversed(place), radius=6371.0088).km
        assert math.hypot(*projection.plane(place)) == pytest.approx(true, rel=0.01)


def test_north_is_up_and_east_is_to_the_right():
    view = fitted([(6.0, 62.0), (7.0, 62.5)], 400, 300, margin=30, least_km=5)
    west, east = view.spot((6.0, 62.0)), view.spot((7.0, 62.5))
    assert west[0] < east[0]
    assert west[1] > east[1]


def test_a_trip_over_the_date_line_is_not_drawn_around_the_globe():
    view = fitted([(179.5, -17.0), (-179.5, -17.5)], 400, 300, margin=30, least_km=5)
    assert view.unit_km * 400 < 150
    assert view.spot((179.5, -17.0))[0] < view.spot((-179.5, -17.5))[0]


def test_all_round_the_globe_is_still_a_map():
    everywhere = [(float(east), float(north)) for east in range(-180, 180, 60) for north in (-60, 0, 60)]
    view = fitted(everywhere, 400, 300, margin=30, least_km=5)
    assert all(math.isfinite(value) for point in everywhere for value in view.spot(point))


# -- lines and rings in a box ----------------------------------------------------------------------------------------------------------


def test_a_line_is_cut_where_it_leaves_the_box_and_comes_back():
    assert cut_line([(50, 50), (150, 50), (150, 80), (50, 80)], SQUARE) == [[(50, 50), (100, 50)], [(100, 80), (50, 80)]]


def test_a_line_beside_the_box_is_gone():
    assert cut_line([(-5, 0), (-5, 100)], SQUARE) == []
    assert cut_line([(-50, 40), (40, -50)], SQUARE) == []


def test_a_ring_around_the_box_fills_it_and_one_beside_it_is_gone():
    around = np.array([(-50.0, -50.0), (150.0, -50.0), (150.0, 150.0), (-50.0, 150.0)])
    assert area(cut_ring(around, SQUARE)) == 100 * 100
    assert not len(cut_ring(np.add(around, (300.0, 0.0)), SQUARE))


def test_a_ring_cut_in_half_keeps_its_half():
    half = cut_ring(np.array([(50.0, 20.0), (150.0, 20.0), (150.0, 40.0), (50.0, 40.0)]), SQUARE)
    assert half.tolist() == [[50, 20], [100, 20], [100, 40], [50, 40]]


def test_of_many_rings_those_that_reach_into_the_box_are_cut_and_those_within_stay_as_they_are():
    corner = np.array([(0.0, 0.0), (40.0, 0.0), (0.0, 40.0)])
    inside, across, beside, around_a_corner = (corner + by for by in ((10.0, 10.0), (80.0, 10.0), (200.0, 10.0), (-25.0, -25.0)))
    cut = cut_rings((inside, across, beside, around_a_corner), SQUARE)
    assert [ring.tolist() for ring in cut] == [inside.tolist(), cut_ring(across, SQUARE).tolist()]
    assert cut_rings((), SQUARE) == ()


def test_many_points_are_projected_as_one_is():
    points = [(6.0 + step / 7, 61.0 + step / 11) for step in range(20)]
    view = fitted(points, 400, 300, margin=30, least_km=5)
    assert [tuple(spot) for spot in view.spots(np.array(points)).tolist()] == [pytest.approx(view.spot(point)) for point in points]


def test_a_long_line_is_thinned_as_a_short_one_is(monkeypatch):
    line = [(x / 4, 30 * math.sin(x / 15) + 5 * math.cos(x / 4)) for x in range(1000)]
    at_once = thinned(line, 0.5)
    monkeypatch.setattr("mi_trip.maps.geometry.LONG", len(line))
    assert thinned(line, 0.5) == at_once


def distance(spot, a, b):
    """Give how far a spot is from a segment."""
    along = (b[0] - a[0], b[1] - a[1])
    square = along[0] ** 2 + along[1] ** 2
    share = ((spot[0] - a[0]) * along[0] + (spot[1] - a[1]) * along[1]) / square if square else 0.0
    share = max(0.0, min(1.0, share))
    return math.hypot(spot[0] - a[0] - share * along[0], spot[1] - a[1] - share * along[1])


def test_a_thinned_line_stays_near_what_it_was():
    line = [(x / 2, 20 * math.sin(x / 9)) for x in range(200)]
    thin = thinned(line, 0.5)
    assert len(thin) < len(line) / 3
    assert all(min(distance(spot, a, b) for a, b in pairwise(thin)) <= 0.5 for spot in line)


def test_a_thinned_ring_keeps_its_area():
    ring = [(50 + 40 * math.cos(angle / 50), 50 + 40 * math.sin(angle / 50)) for angle in range(314)]
    thin = thinned_ring(ring, 0.4)
    assert len(thin) < 60
    assert area(thin) == pytest.approx(area(ring), rel=0.03)


def test_a_line_moved_aside_keeps_its_distance_around_a_corner():
    assert aside([(0, 0), (10, 0), (10, 10)], 2) == [(0, 2), (8, 2), (8, 10)]


# -- days on the same road -------------------------------------------------------------------------------------------------------------

ROAD = [(10.0, 50.0), (30.0, 55.0), (60.0, 45.0), (90.0, 50.0)]


def drawn(*ways):
    return {lane.day: lane.lines for lane in lanes(ways, SQUARE, gap=4, within=0.1)}


@pytest.mark.parametrize("back", [False, True])
def test_days_on_the_same_road_run_side_by_side_whichever_way_they_take_it(back):
    found = drawn((1, Mode.DRIVE, ROAD), (3, Mode.DRIVE, ROAD[::-1] if back else ROAD))
    (first,), (other,) = found[1], found[3]
    assert [distance(spot, *ends) for spot, ends in zip(sorted(other)[1:-1], [first[:2], first[2:]], strict=True)] == pytest.approx(
        [4, 4], abs=0.3
    )
    assert math.dist(min(first), min(other)) == pytest.approx(4, abs=0.1)


def test_days_part_where_their_roads_part():
    found = drawn((1, Mode.DRIVE, ROAD), (2, Mode.DRIVE, [*ROAD[:3], (60.0, 90.0)]))
    assert found[1][0][-1] == (90.0, 50.0)
    assert found[2][0][-1] == (60.0, 90.0)


def test_a_day_that_takes_the_road_back_goes_on_from_where_the_road_began():
    found = drawn((1, Mode.DRIVE, ROAD), (2, Mode.DRIVE, [*ROAD[::-1], (10.0, 90.0)]))
    assert math.dist(found[2][0][0], ROAD[-1]) < 3
    assert found[2][0][-1] == (10.0, 90.0)
    assert length(found[2][0]) == pytest.approx(length(ROAD) + 40, abs=6)


def test_a_road_taken_there_and_back_on_a_day_is_drawn_once():
    assert drawn((1, Mode.FERRY, ROAD + ROAD[-2::-1])) == {1: (tuple(ROAD),)}


def test_two_modes_on_a_day_are_two_lanes():
    found = lanes([(1, Mode.BUS, ROAD), (1, Mode.WALK, ROAD)], SQUARE, gap=4, within=0.1)
    assert [lane.mode for lane in found] == [Mode.BUS, Mode.WALK]


# -- what is seen ----------------------------------------------------------------------------------------------------------------------


def everything(drawing):
    yield from (spot for rings in (drawing.known, drawing.land, drawing.lakes) for ring in rings for spot in ring)
    yield from (spot for lane in drawing.lanes for line in lane.lines for spot in line)
    yield from (spot for line in drawing.grid for spot in line.line)
    for thing in (*drawing.marks, *drawing.names):
        yield from ((thing.box.left, thing.box.top), (thing.box.right, thing.box.bottom))


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
@pytest.mark.parametrize(("seed", "around"), [(1, SEA), (2, SEA), (3, FJORD), (4, (179.8, 70.0))])
def test_nothing_lies_outside_the_sheet(sheet, seed, around):
    drawing = draw(random_scene(seed, around=around), sheet)
    box = sheet.box.grown(1e-6)
    assert [spot for spot in everything(drawing) if not box.has(spot)] == []
    assert drawing.inset is None or box.holds(drawing.inset.box)


def test_every_day_has_its_number_and_every_night_its_mark():
    drawing = draw(random_scene(11, days=6), SHEETS["picture"])
    assert [mark.text for mark in drawing.marks if mark.sign is Sign.DAY] == ["1", "2", "3", "4", "5", "6"]
    assert {lane.day for lane in drawing.lanes} | {mark.day for mark in drawing.marks} == {1, 2, 3, 4, 5, 6}
    assert any(mark.sign is Sign.NIGHT for mark in drawing.marks)


def test_the_map_of_a_day_shows_the_number_of_every_stop_and_nothing_of_other_days():
    there, near = (6.5, 62.3), (6.5001, 62.3001)
    shown = scene(
        [way(2, FJORD, there), way(1, (5.0, 61.0), FJORD)],
        [
            stop(2, 0, FJORD, "Start"),
            *(stop(2, number, point) for number, point in ((1, there), (2, near), (3, there), (4, FJORD))),
            stop(1, 1, (5.0, 61.0)),
        ],
    )
    drawing = draw(shown, SHEETS["picture"], day=2)
    assert sorted(mark.text for mark in drawing.marks) == ["1·3", "2", "4"]
    assert {lane.day for lane in drawing.lanes} == {2}


def test_what_one_does_under_the_mark_of_a_night_has_no_dot_on_it():
    near = (FJORD[0] + 0.0002, FJORD[1])
    shown = scene([way(1, (6.5, 62.3), FJORD)], [stop(1, 1, near, "Museum"), stop(1, 2, FJORD, "Inn", night=True), stop(2, 1, (6.5, 62.3))])
    drawing = draw(shown, SHEETS["picture"])
    assert [mark.sign for mark in drawing.marks if mark.sign is not Sign.DAY] == [Sign.NIGHT, Sign.DOT]
    assert ("Museum",) not in [name.lines for name in drawing.names]


def test_where_a_day_begins_has_a_ring_and_no_number():
    drawing = draw(scene([way(1, FJORD, (6.5, 62.3))], [stop(1, 0, FJORD), stop(1, 1, (6.5, 62.3))]), SHEETS["picture"], day=1)
    assert [(mark.sign, mark.text) for mark in drawing.marks] == [(Sign.START, ""), (Sign.STOP, "1")]


@pytest.mark.parametrize("seed", range(4))
def test_a_name_stands_beside_the_lines_and_not_on_them(seed):
    drawing = draw(random_scene(seed, days=3, around=FJORD), picture(720, 516))
    hidden = {
        name.lines: sum(length(part) for lane in drawing.lanes for line in lane.lines for part in cut_line(line, name.box))
        for name in drawing.names
        if name.rank is not Rank.NIGHT  # one sleeps where all lines meet
    }
    assert hidden
    assert {name: round(most) for name, most in hidden.items() if most > 12} == {}  # pixels


def test_a_day_at_one_place_still_shows_some_kilometres():
    drawing = draw(scene([], [stop(1, 0, FJORD), stop(1, 1, FJORD, night=True)]), SHEETS["picture"])
    assert drawing.view.unit_km * 420 == pytest.approx(LEAST_KM)
    assert drawing.land


def test_nothing_at_all_is_still_a_map():
    assert draw(scene(), SHEETS["picture"]).marks == ()


def test_meridians_and_parallels_stand_in_where_no_coast_is_known():
    afar, here = (draw(scene([], [stop(1, 1, point)]), SHEETS["picture"]) for point in (SEA, FJORD))
    assert [line.name for line in afar.grid if line.meridian][:2] == ["150.04° W", "150.02° W"]
    assert afar.known == () != here.known
    assert here.grid == ()


def test_the_graticule_has_round_degrees():
    view = fitted([(5.0, 59.0), (15.0, 78.0)], 500, 400, margin=30, least_km=5)
    assert {line.name for line in graticule(view)} >= {"60° N", "70° N", "0°", "30° E"}


def test_a_trip_that_reaches_far_shows_its_dense_part_again_in_a_corner():
    nights = [(6.2, 62.4), (6.9, 62.3), (7.2, 62.1), (7.6, 62.5)]
    stops = [stop(day, 1, point, f"Inn {day}", night=True) for day, point in enumerate([*nights, (15.6, 78.2)], 1)]
    ways = [way(day, a.point, b.point) for day, (a, b) in enumerate(pairwise(stops), 2)]
    drawing = draw(scene(ways, stops), SHEETS["picture"])
    assert drawing.inset
    shown = {name.lines for name in drawing.inset.drawing.names}
    assert shown == {(f"Inn {day}",) for day in (1, 2, 3, 4)}
    assert [name.lines for name in drawing.names] == [("Inn 5",)]
    assert not any(drawing.inset.box.meets(thing.box) for thing in (*drawing.marks, *drawing.names))
    assert drawing.days == (1, 2, 3, 4, 5)
    inside = Box(0, 0, drawing.inset.box.width, drawing.inset.box.height).grown(1e-6)
    assert all(inside.has(spot) for spot in everything(drawing.inset.drawing))


def test_a_trip_in_one_region_has_no_second_map():
    assert draw(random_scene(5), SHEETS["picture"]).inset is None


@pytest.mark.parametrize(("most", "told"), [(0.05, 0.1), (0.9, 0.5), (1, 1), (9.9, 5), (10, 10), (260, 200)])
def test_the_scale_is_a_round_length(most, told):
    assert round_km(most) == told


# -- colours ---------------------------------------------------------------------------------------------------------------------------

# Linear RGB of full colour-blindness; Machado, Oliveira and Fernandes 2009, table of severity 1.0.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))  # IEC 61966-2-1
XTERM = (0, 95, 135, 175, 215, 255)


def linear(colour):
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(rgb):
    """CIELAB (CIE 15:2004) of linear RGB, D65."""
    white = times(TO_XYZ, (1, 1, 1))
    shares = [value / full for value, full in zip(times(TO_XYZ, [max(0, min(1, value)) for value in rgb]), white, strict=True)]
    x, y, z = (share ** (1 / 3) if share > (6 / 29) ** 3 else share / (3 * (6 / 29) ** 2) + 4 / 29 for share in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other):
    """How far two colours are apart for those to whom they look most alike."""
    return min(math.dist(lab(times(sight, linear(one))), lab(times(sight, linear(other)))) for sight in SIGHTS.values())


def contrast(one, other):
    light, dark = sorted((sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def xterm(number):
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    red, green, blue = (number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6
    return "#" + "".join(f"{XTERM[value]:02x}" for value in (red, green, blue))


LOOKS = {"light": (LIGHT.days, 24), "dark": (DARK.days, 24), "terminal": (tuple(map(xterm, TERMINAL_DAYS)), 20)}


@pytest.mark.parametrize(("days", "least"), LOOKS.values(), ids=LOOKS)
def test_no_two_days_look_alike_to_anybody(days, least):
    assert min(apart(one, other) for one, other in combinations(days, 2)) >= least


@pytest.mark.parametrize("days", [days for days, _ in LOOKS.values()], ids=LOOKS)
def test_days_that_follow_each_other_differ_more(days):
    assert min(apart(one, other) for one, other in pairwise((*days, days[0]))) >= 28


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_line_stands_out_from_land_and_sea_and_every_word_from_what_it_stands_on(look):
    grounds = (look.land, look.sea, look.beyond)
    assert min(contrast(day, ground) for day in look.days for ground in grounds) >= 3  # WCAG 2.2, 1.4.11
    assert min(contrast(word, ground) for word in (look.ink, look.faint) for ground in (*grounds, look.halo)) >= 4.5  # 1.4.3
    assert contrast(look.night, look.on_night) >= 4.5
    assert min(contrast(day, look.on_day) for day in look.days) >= 3.8  # numbers in bold


@pytest.mark.parametrize("background", ["#000000", "#ffffff"])
def test_every_line_stands_out_on_terminals_black_and_white(background):
    assert min(contrast(xterm(day), background) for day in TERMINAL_DAYS) >= 3


def test_the_ninth_day_has_the_first_days_colour_on_another_line():
    assert LIGHT.day(9) == LIGHT.day(1)
    assert [kind_of_line(day) for day in (1, 8, 9, 16, 17, 25)] == [0, 0, 1, 1, 2, 0]
