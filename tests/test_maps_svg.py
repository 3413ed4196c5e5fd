"""The map as a picture."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hostile import HOSTILE, hostile_plan
from maps_scenes import FJORD, SEA, random_scene, scene, stop, way
from mi_trip.maps.colours import LIGHT
from mi_trip.maps.drawing import NOTICE
from mi_trip.maps.labels import text_width
from mi_trip.maps.scene import Place
from mi_trip.maps.scenes import trip_scene
from mi_trip.maps.svg import DARK_STYLE, map_svg
from mi_trip.maps.svg_elements import path
from mi_trip.model.route import Mode

SPACE = "{http://www.w3.org/2000/svg}"
DAYS = [stop(1, 0, FJORD, "Vik"), stop(1, 1, (6.5, 62.4), "Fjellstova", night=True), stop(2, 1, (6.7, 62.2), "Øye")]
TRIP = scene([way(1, FJORD, (6.5, 62.4)), way(2, (6.5, 62.4), (6.7, 62.2), mode=Mode.FERRY)], DAYS, title="Fjords & more")


def read(svg):
    return ET.fromstring(svg)


def texts(svg):
    return ["".join(element.itertext()) for element in read(svg).iter(f"{SPACE}text")]


def classes(svg, name):
    return [element for element in read(svg).iter() if name in (element.get("class") or "").split()]


def test_a_map_is_one_picture_with_its_title_and_what_it_shows_in_words():
    root = read(map_svg(TRIP))
    assert (root.tag, root.get("role"), root.get("viewBox")) == (f"{SPACE}svg", "img", "0 0 720 540")
    assert [root[0].text, root[1].text] == ["Fjords & more", "Day 1: Vik → Fjellstova. Day 2: Øye"]
    assert root.get("aria-labelledby", "").split() == [root[0].get("id"), root[1].get("id")]


def test_the_map_of_a_day_says_which_day_it_is():
    root = read(map_svg(TRIP, day=2, size=(390, 300)))
    assert [root[0].text, root[1].text] == ["Day 2: Fjords & more", "Day 2: Øye"]
    assert read(map_svg(TRIP, day=2, label="The second day"))[0].text == "The second day"


def test_no_two_maps_of_a_page_share_an_identifier():
    maps = [map_svg(TRIP), map_svg(TRIP, day=1), map_svg(TRIP, day=2), map_svg(TRIP, name="cover")]
    identifiers = [element.get("id") for svg in maps for element in read(svg).iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers)) == 8


def test_a_ferry_is_dashed_a_road_is_not_and_both_are_explained():
    svg = map_svg(TRIP)
    (road,), (ferry,) = classes(svg, "road"), classes(svg, "ferry")
    assert road.get("stroke-dasharray") is None
    assert ferry.get("stroke-dasharray") == "7 4.5"
    assert [road.get("stroke"), ferry.get("stroke")] == [LIGHT.day(1), LIGHT.day(2)]
    assert {"road", "ferry"} <= set(texts(svg))
    assert "walk" not in texts(svg)


@pytest.mark.parametrize("width", [240, 390, 720])
def test_every_kind_of_line_is_explained_on_a_narrow_map_too_in_rows_that_do_not_meet(width):
    ways = [way(1, (6.0 + index / 10, 62.0), (6.1 + index / 10, 62.5), mode=mode) for index, mode in enumerate(Mode)]
    svg = map_svg(scene([*ways, way(2, FJORD, (15.6, 78.2), mode=Mode.FLIGHT)]), size=(width, 440))
    (foot,) = classes(svg, "foot")
    top = float(foot.get("y", ""))
    told = [element for element in classes(svg, "faint") if float(element.get("y", "")) > top]
    boxes = []
    for element in told:
        letters = text_width(element.text or "", float(element.get("font-size", "")))
        left = float(element.get("x", "")) - (letters if element.get("text-anchor") else 0)
        boxes.append((element.get("y"), left, left + letters))
    assert {"road", "ferry", "rail", "gondola", "walk", "flight", "coast not drawn", NOTICE} <= {element.text for element in told}
    assert all(left >= 0 and right <= width for _, left, right in boxes)
    assert all(a[2] <= b[1] for a, b in pairwise(sorted(boxes)) if a[0] == b[0])
    assert max(float(element.get("y", "")) for element in told) < 440


def test_where_a_part_of_the_coast_is_not_known_it_is_hatched_and_said():
    far = scene([way(1, FJORD, (15.6, 78.2), mode=Mode.FLIGHT)])
    nowhere = scene([way(1, SEA, (SEA[0] + 1, SEA[1]), mode=Mode.FLIGHT)])
    assert ["coast not drawn" in texts(map_svg(each)) for each in (far, nowhere, TRIP)] == [True, False, False]


@pytest.mark.parametrize("mode", Mode)
def test_every_mode_has_its_line(mode):
    assert classes(map_svg(scene([way(1, FJORD, (6.5, 62.4), mode=mode)])), "day-1")


def test_the_coastline_is_named_where_it_is_drawn_and_only_there():
    assert "Coastline: GSHHG, LGPL" in texts(map_svg(TRIP))
    assert "Coastline: GSHHG, LGPL" not in texts(map_svg(random_scene(1, around=SEA)))


def test_days_after_the_eighth_have_another_line():
    found = [classes(map_svg(scene([way(day, FJORD, (6.5, 62.4))])), "core") for day in (8, 9, 17)]
    assert [[element.get("class") for element in each] for each in found] == [[], ["core"], ["core dark-core"]]


def test_names_have_a_halo_of_their_own_under_them():
    svg = map_svg(TRIP)
    assert "paint-order" not in svg
    elements = list(read(svg).iter(f"{SPACE}text"))
    halos = [index for index, element in enumerate(elements) if element.get("class") == "halo"]
    assert halos
    assert all(elements[index].text == elements[index + 1].text for index in halos)


def test_what_is_drawn_needs_no_page_no_script_no_font_and_no_network():
    svg = map_svg(TRIP)
    assert not re.search(r"var\(|<style|<script|<image|href|url\(|on\w+=|filter|foreignObject", svg)
    assert svg.count("http") == 1  # the name of the format
    assert re.findall(r'font-family="([^"]*)"', svg) == ["sans-serif"]


def test_every_drawn_class_has_its_colour_in_the_dark():
    shown = scene([way(day, FJORD, (6.5, 62.4)) for day in range(1, 18)], DAYS, [Place("x", "X", (6.6, 62.3))])
    svgs = [
        map_svg(shown),
        map_svg(random_scene(1)),
        map_svg(TRIP, day=1),
        map_svg(scene([way(0, FJORD, (6.5, 62.4))], [stop(0, 1, FJORD)])),
    ]
    drawn = {
        name
        for svg in svgs
        for element in read(svg).iter()
        if any((element.get(kind) or "none") != "none" for kind in ("fill", "stroke"))
        for name in (element.get("class") or "without a class").split()
    }
    told = set(re.findall(r"\.([a-z][a-z0-9-]*)", DARK_STYLE))
    assert drawn - told == {"road", "ferry", "gondola", "rail", "walk"}  # the classes of their days tell


def test_a_place_that_is_no_stop_has_a_small_dot():
    assert len(classes(map_svg(scene([way(1, FJORD, (6.5, 62.4))], DAYS, [Place("x", "X", (6.6, 62.25))])), "place")) == 1


def test_a_path_adds_up_without_rounding_errors():
    line = [(0.0, 0.0)] + [(step * 0.333, step * 0.777) for step in range(1, 300)]
    numbers = [float(value) for value in re.findall(r"-?\d*\.?\d+", path([line]))]
    assert (sum(numbers[0::2]), sum(numbers[1::2])) == pytest.approx((299 * 0.333, 299 * 0.777), abs=0.06)


def test_a_path_of_one_spot_is_none():
    assert path([[(1, 1), (1.01, 1.01)]]) == ""


@pytest.mark.parametrize("told", HOSTILE)
def test_names_that_mean_harm_are_only_text(told):
    shown = scene([way(1, FJORD, (6.5, 62.4))], [stop(1, 1, FJORD, told)], [Place("x", told, (6.6, 62.3))], title=told)
    for svg in (map_svg(shown), map_svg(shown, day=1, label=told)):
        assert {element.tag.removeprefix(SPACE) for element in read(svg).iter()} <= {
            "svg",
            "title",
            "desc",
            "g",
            "rect",
            "path",
            "circle",
            "text",
        }
        assert not any(name.startswith("on") for element in read(svg).iter() for name in element.attrib)
        assert "\u202e" not in svg


def test_the_hostile_plan_has_a_map():
    assert read(map_svg(trip_scene(*hostile_plan()))).get("class") == "map"


def test_a_map_is_small():
    assert max(len(map_svg(random_scene(seed, days=14, around=FJORD)).encode()) for seed in range(2)) < 120_000


CODE = "from maps_scenes import random_scene; from mi_trip.maps.svg import map_svg; print(map_svg(random_scene(4)))"


def test_a_map_is_the_same_bytes_whatever_the_hash_seed_locale_and_time_zone():
    def run(**more):
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]), "PYTHONIOENCODING": "utf-8", **more}
        return subprocess.run([sys.executable, "-c", CODE], env=env, capture_output=True, check=True).stdout

    assert run(PYTHONHASHSEED="1") == run(PYTHONHASHSEED="2", LC_ALL="C", TZ="Pacific/Apia")


@pytest.mark.skipif(not shutil.which("xmllint"), reason="xmllint is not installed")
def test_xmllint_finds_nothing_wrong(tmp_path):
    file = tmp_path / "map.svg"
    file.write_text(map_svg(random_scene(6, around=FJORD)), "utf-8")
    assert subprocess.run(["xmllint", "--noout", file], capture_output=True, check=False).stderr == b""
