"""The GeoJSON as geojson-pydantic and ogrinfo understand it, and our own look at what they let through."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from shutil import which
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from geojson_pydantic import FeatureCollection
from geojson_pydantic.geometries import LineString, Point

from hostile import HOSTILE, hostile_plan, spread_fjord
from mi_trip.maps.scenes import trip_scene
from mi_trip.model.plan import Night, Travel, Visit
from mi_trip.render.geojson import plan_geojson
from mi_trip.render.units import plain
from worlds import FIRST_DAY, Pen, fjord, fjord_request, flight_plan, foot_plan, plan_by_hand, plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from geojson_pydantic.features import Feature

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

WORLD = spread_fjord()
PLANS = {"by car": plan_of(WORLD), "by air": flight_plan(WORLD), "on foot": foot_plan(WORLD)}
FILE = plan_geojson(PLANS["by car"], WORLD)


def read(content: str) -> list[Feature[Any, Any]]:
    return list(FeatureCollection.model_validate_json(content).features)


def at(text: str) -> datetime:
    """The local time that is told."""
    return datetime.fromisoformat(text).astimezone(ZoneInfo("Europe/Oslo")).replace(tzinfo=None)


@pytest.mark.parametrize("name", PLANS)
def test_another_reader_finds_each_stop_in_order_and_when_it_is(name: str) -> None:
    plan = PLANS[name]
    stops = [feature.properties for feature in read(plan_geojson(plan, WORLD)) if isinstance(feature.geometry, Point)]
    assert [(stop["day"], stop["number"], stop["name"]) for stop in stops] == [
        (stop.day, stop.number, stop.name) for stop in trip_scene(plan, WORLD).stops
    ]
    days = [[event for event in day.events if isinstance(event, Visit | Night)] for day in plan.days]
    assert [at(stop["arrive"]) for stop in stops if stop["number"] and not (stop["night"] and not stop["done"])] == [
        visit.start for done in days for visit in first_of_each_place(done)
    ]
    assert [name for stop in stops for name in stop["done"]] == [visit.activity.name for visit in plan.events(Visit)]
    nights = [(stop["location"], at(stop["depart"])) for stop in stops if stop["night"]]
    assert nights == [(night.location, night.end) for night in plan.events(Night)]


def first_of_each_place(done: list[Visit | Night]) -> list[Visit]:
    """The visits of a day, without those that go on where the last one was."""
    found: list[Visit] = []
    before: Visit | Night | None = None
    for event in done:
        together = before and before.origin == event.origin and not getattr(before, "rides", ()) and not getattr(event, "rides", ())
        if isinstance(event, Visit) and not together:
            found.append(event)
        before = event
    return found


@pytest.mark.parametrize("name", PLANS)
def test_another_reader_finds_each_way_in_order_and_when_it_is(name: str) -> None:
    plan = PLANS[name]
    ways = [feature.properties for feature in read(plan_geojson(plan, WORLD)) if isinstance(feature.geometry, LineString)]
    ridden = [event for day in plan.days for event in day.events if isinstance(event, Travel | Visit) and event.rides]
    assert [(way["mode"], way["through"][0], way["through"][-1], at(way["depart"]), at(way["arrive"]), way["routes"]) for way in ways] == [
        (str(e.rides[0].route.mode), e.origin, e.destination, e.rides[0].departs, e.rides[-1].arrives, [ride.route.id for ride in e.rides])
        for e in ridden
    ]


def test_the_last_place_is_a_point_from_which_one_goes_home() -> None:
    end = read(FILE)[-1]
    assert (end.id, end.properties["kind"], end.properties["name"], end.properties["done"]) == ("stop-2-end", "end", "Vik", [])
    assert at(end.properties["arrive"]) == PLANS["by car"].days[-1].events[-1].end


def test_a_way_says_how_one_goes_from_where_to_where() -> None:
    names = [feature.properties["name"] for feature in read(FILE) if isinstance(feature.geometry, LineString)]
    assert names[:3] == ["Drive Vik → Vestkai", "Ferry Vestkai → Austkai", "Drive Austkai → Lien"]


def test_a_way_begins_and_ends_at_its_places() -> None:
    for plan in PLANS.values():
        for feature in read(plan_geojson(plan, WORLD)):
            if isinstance(feature.geometry, LineString):
                ends = [WORLD.locations[place] for place in (feature.properties["through"][0], feature.properties["through"][-1])]
                line = feature.geometry.coordinates
                assert [tuple(line[0]), tuple(line[-1])] == [(end.longitude, end.latitude) for end in ends]


def test_of_a_bus_whose_minute_is_unknown_no_clock_time_is_claimed() -> None:
    day = Pen(WORLD, FIRST_DAY, "vik", "10:00", with_car=False).until("10:30", route="airport_bus").travel("airport_bus")
    plan = plan_by_hand(WORLD, fjord_request(days=1), [day], ())
    (way,) = (feature.properties for feature in read(plan_geojson(plan, WORLD)) if isinstance(feature.geometry, LineString))
    assert (at(way["depart"]).hour, at(way["depart"]).minute, way["time_assumed"]) == (10, 0, True)


def test_a_place_that_the_catalogue_no_longer_knows_is_left_out_and_the_others_keep_their_times() -> None:
    world = replace(WORLD, locations={id_: place for id_, place in WORLD.locations.items() if id_ != "vik"})
    there = {feature.id: feature.properties for feature in read(FILE)}
    left = [feature.properties for feature in read(plan_geojson(PLANS["by car"], world)) if isinstance(feature.geometry, Point)]
    times = [(stop["arrive"], stop["depart"], stop["done"]) for stop in left if stop["day"] == 1]
    assert times == [(there[id_]["arrive"], there[id_]["depart"], there[id_]["done"]) for id_ in ("stop-1-2", "stop-1-3")]


def test_times_say_their_offset() -> None:
    assert '"arrive": "2027-06-15T10:00:00+02:00"' in FILE


@pytest.mark.skipif(which("ogrinfo") is None, reason="ogrinfo (GDAL) is not installed")
def test_ogrinfo_reads_the_same_stops_and_ways(tmp_path: Path) -> None:
    (tmp_path / "trip.geojson").write_text(FILE, "utf-8")
    command = ["ogrinfo", "-ro", "-al", "-q", "trip.geojson"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True, encoding="utf-8").stdout
    features = read(FILE)
    assert re.findall(r"^  name \(String\) = (.*)$", told, re.MULTILINE) == [feature.properties["name"] for feature in features]
    points = re.findall(r"^  POINT \((\S+) (\S+)\)$", told, re.MULTILINE)
    assert [(float(east), float(north)) for east, north in points] == [
        tuple(feature.geometry.coordinates) for feature in features if isinstance(feature.geometry, Point)
    ]


# -- what no reader notices ----------------------------------------------------------------------------------------------------------


def faults(content: str, world: Catalogue) -> list[str]:
    """What is wrong with a GeoJSON file though readers take it."""
    try:
        document = json.loads(content)
    except ValueError:
        return ["no JSON"]
    found = ["crs"] if "crs" in content else []
    south, west, north, east = world.bounds
    box, ids = document.get("bbox", [0, 0, 0, 0]), [feature.get("id") for feature in document["features"]]
    found += [] if len(set(ids)) == len(ids) else ["id twice"]
    for feature in document["features"]:
        found += [] if isinstance(feature.get("properties"), dict) else ["no properties"]
        geometry = feature["geometry"]
        points = [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]
        found += ["short line"] if geometry["type"] == "LineString" and len(points) < 2 else []
        for lon, lat, *_ in points:
            found += [] if west <= lon <= east and south <= lat <= north else ["out of bounds"]
            found += [] if box[0] <= lon <= box[2] and box[1] <= lat <= box[3] else ["outside the box"]
    found += ["decimals"] if re.search(r"-?\d+\.\d{8}", content) else []
    told = [feature["properties"] for feature in document["features"] if feature.get("properties")]
    days = [properties["day"] for properties in told if properties["kind"] != "way"]
    found += ["order"] if any(after < before for before, after in pairwise(days)) else []
    offset = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
    times = re.findall(r'"(?:arrive|depart)": "([^"]*)"', content)
    found += ["time" for time in times if not re.fullmatch(offset, time)]
    return found + (["control character"] if re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u200e\u200f]", content) else [])


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_wrong_that_readers_let_through(name: str) -> None:
    assert faults(plan_geojson(PLANS[name], WORLD), WORLD) == []


@pytest.mark.parametrize(
    ("fault", "planted"),
    [
        ("no JSON", FILE.replace("},\n", "}\n", 1)),
        ("crs", FILE.replace('"name"', '"crs": null, "name"', 1)),
        ("id twice", FILE.replace("way-2", "way-1")),
        ("no properties", re.sub(r'"properties": \{[^{}]*\}', '"properties": null', FILE, count=1)),
        ("short line", re.sub(r"\[\[(\S+, \S+)\], .*?\]\]", r"[[\1]]", FILE, count=1)),
        ("out of bounds", FILE.replace("[6.15, 62.47]", "[62.47, 6.15]", 1)),
        ("outside the box", re.sub('"bbox": [^]]*]', '"bbox": [6.15, 62.2, 6.2, 62.3]', FILE)),
        ("decimals", FILE.replace("62.47]", "62.47000000001]", 1)),
        ("order", FILE.replace('"number": 0, "day": 1', '"number": 0, "day": 9')),
        ("time", FILE.replace("+02:00", "", 1)),
        ("control character", FILE.replace("Vik museum", "Vik\u202emuseum")),
    ],
)
def test_a_planted_fault_is_found(fault: str, planted: str) -> None:
    assert planted != FILE
    assert fault in faults(planted, WORLD)


# -- whatever a name is --------------------------------------------------------------------------------------------------------------


def test_hostile_texts_act_on_nothing() -> None:
    plan, world = hostile_plan()
    content = plan_geojson(plan, world)
    assert faults(content, world) == []
    assert [feature.id for feature in read(content)] == [feature.id for feature in read(FILE)]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_read_as_it_is(hostile: str) -> None:
    world = replace(WORLD, locations={**WORLD.locations, "vik": replace(WORLD.locations["vik"], name=hostile)})
    content = plan_geojson(replace(plan_of(world), title=hostile), world)
    assert faults(content, world) == []
    assert {feature.properties["name"] for feature in read(content) if feature.id in ("stop-1-0", "stop-1-1")} == {plain(hostile)}


def test_a_trip_without_days_is_an_empty_collection() -> None:
    plan: Plan = plan_by_hand(WORLD, fjord_request(days=0), [], ())
    assert (read(plan_geojson(plan, WORLD)), "bbox" in plan_geojson(plan, WORLD)) == ([], False)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_geojson(plan_of(fjord()), fjord()) == plan_geojson(plan_of(fjord()), fjord())
