"""The KML as its schema, fastkml and ogrinfo understand it, and our own look at what they let through."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from fastkml import KML, Folder, Placemark
from fastkml.utils import find_all

from hostile import HOSTILE, hostile_plan, spread_fjord
from mi_trip.maps.colours import LIGHT
from mi_trip.maps.scenes import trip_scene
from mi_trip.model.plan import Night, Travel, Visit
from mi_trip.render.kml import plan_kml
from mi_trip.render.units import plain
from worlds import fjord, flight_plan, foot_plan, plan_of

if TYPE_CHECKING:
    from datetime import datetime

    from mi_trip.model.catalogue import Catalogue

WORLD = spread_fjord()
PLANS = {"by car": plan_of(WORLD), "by air": flight_plan(WORLD), "on foot": foot_plan(WORLD)}
FILE = plan_kml(PLANS["by car"], WORLD)
FASTKML = find_spec("fastkml")
assert FASTKML
assert FASTKML.origin
SCHEMA = Path(FASTKML.origin).parent / "schema/ogckml22.xsd"
SPACE = "{http://www.opengis.net/kml/2.2}"


def without(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(which(tool) is None, reason=f"{tool} is not installed")


def run(*command: str | Path) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def days(content: str) -> list[list[Placemark]]:
    """What another reader finds in the folder of each day."""
    folders = find_all(KML.from_string(content.encode()), of_type=Folder)
    return [list(find_all(folder, of_type=Placemark)) for folder in folders]


def at(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("Europe/Oslo")).replace(tzinfo=None)


@pytest.mark.parametrize("name", PLANS)
def test_another_reader_finds_each_stop_and_each_way_in_order_and_when_it_is(name: str) -> None:
    plan = PLANS[name]
    scene = trip_scene(plan, WORLD)
    for day, marks in zip(plan.days, days(plan_kml(plan, WORLD)), strict=True):
        stops = [mark for mark in marks if mark.geometry.geom_type == "Point"]
        assert [mark.name for mark in stops] == [
            f"{stop.number}. {stop.name}" if stop.number else stop.name for stop in scene.stops if stop.day == day.number
        ]
        assert [(mark.geometry.x, mark.geometry.y) for mark in stops] == [stop.point for stop in scene.stops if stop.day == day.number]
        ways = [mark for mark in marks if mark.geometry.geom_type == "LineString"]
        ridden = [event for event in day.events if isinstance(event, Travel | Visit) and event.rides]
        assert [(at(way.begin.dt), at(way.end.dt)) for way in ways] == [
            (event.rides[0].departs, event.rides[-1].arrives) for event in ridden
        ]
        assert [(way.geometry.coords[0], way.geometry.coords[-1]) for way in ways] == [
            tuple((WORLD.locations[end].longitude, WORLD.locations[end].latitude) for end in (event.origin, event.destination))
            for event in ridden
        ]
        nights = [at(mark.end.dt) for mark in stops if "Night at" in (mark.description or "")]
        assert nights == [night.end for night in day.only(Night)]


def test_a_line_has_the_colour_of_its_day_and_says_that_it_is_drawn() -> None:
    root = ET.fromstring(FILE)
    colours = {style.get("id"): style.findtext(f"{SPACE}LineStyle/{SPACE}color") for style in root.iter(f"{SPACE}Style")}
    red, green, blue = re.findall("..", LIGHT.day(2)[1:])
    assert colours["day-2"] == f"ff{blue}{green}{red}"
    for number, folder in enumerate(root.iter(f"{SPACE}Folder"), 1):
        lines = [mark for mark in folder.iter(f"{SPACE}Placemark") if mark.find(f"{SPACE}LineString") is not None]
        assert {mark.findtext(f"{SPACE}styleUrl") for mark in lines} == {f"#day-{number}"}
        assert all(mark.findtext(f"{SPACE}description", "").endswith("<br/>Drawn, not surveyed") for mark in lines)


@without("xmllint")
@pytest.mark.parametrize("name", PLANS)
def test_it_holds_to_the_schema(name: str, tmp_path: Path) -> None:
    (tmp_path / "trip.kml").write_text(plan_kml(PLANS[name], WORLD), "utf-8")
    run("xmllint", "--noout", "--nonet", "--schema", SCHEMA, tmp_path / "trip.kml")


@without("xmllint")
def test_the_schema_finds_a_planted_fault(tmp_path: Path) -> None:
    for planted in (
        re.sub(r"(<styleUrl>.*</styleUrl>)(\s*)(<LineString>.*?</LineString>)", r"\3\2\1", FILE, count=1, flags=re.DOTALL),
        re.sub(r"(<name>.*</name>)(\s*)(<description>.*</description>)", r"\3\2\1", FILE, count=1),
        re.sub(r"<color>ff", "<color>#", FILE, count=1),
        re.sub(r"<begin>.*</begin>", "<begin>15 June, 10:00</begin>", FILE, count=1),
    ):
        assert planted != FILE
        (tmp_path / "trip.kml").write_text(planted, "utf-8")
        with pytest.raises(AssertionError, match="fails to validate"):
            run("xmllint", "--noout", "--nonet", "--schema", SCHEMA, tmp_path / "trip.kml")


@without("ogrinfo")
def test_ogrinfo_reads_the_same_stops_and_ways_a_layer_a_day(tmp_path: Path) -> None:
    (tmp_path / "trip.kml").write_text(FILE, "utf-8")
    told = run("ogrinfo", "-ro", "-al", "-q", tmp_path / "trip.kml")
    assert re.findall(r"^Layer name: (.*)$", told, re.MULTILINE) == [
        "Day 1: Tue 15 June 2027, Vik → Lien",
        "Day 2: Wed 16 June 2027, Lien → Vik",
    ]
    assert re.findall(r"^  Name \(String\) = (.*)$", told, re.MULTILINE) == [mark.name for day in days(FILE) for mark in day]
    points = re.findall(r"^  POINT(?: Z)? \((\S+) (\S+?)(?: 0)?\)$", told, re.MULTILINE)
    stops = [mark.geometry for day in days(FILE) for mark in day if mark.geometry.geom_type == "Point"]
    assert [(float(east), float(north)) for east, north in points] == [(point.x, point.y) for point in stops]


# -- what no reader notices ----------------------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """The elements of a description, which is HTML to those who show it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as the parser calls it
        self.found.add(tag)


def faults(content: str, world: Catalogue) -> list[str]:
    """What is wrong with a KML file though readers take it."""
    try:
        root = ET.fromstring(content)
    except ET.ParseError:
        return ["no XML"]
    found = [] if root.tag == f"{SPACE}kml" else ["namespace"]
    south, west, north, east = world.bounds
    for line in root.iter(f"{SPACE}coordinates"):
        points = [tuple(map(float, point.split(","))) for point in (line.text or "").split()]
        found += [] if points else ["no point"]
        found += [] if all(west <= lon <= east and south <= lat <= north for lon, lat, *_ in points) else ["out of bounds"]
        found += ["precision"] if re.search(r"\.\d{8}", line.text or "") else []
    styles = {f"#{style.get('id')}" for style in root.iter(f"{SPACE}Style")}
    for mark in root.iter(f"{SPACE}Placemark"):
        begin, end = (mark.findtext(f"{SPACE}TimeSpan/{SPACE}{edge}", "") for edge in ("begin", "end"))
        offset = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
        found += [] if re.fullmatch(offset, begin) and re.fullmatch(offset, end) and begin <= end else ["time"]
        found += [] if mark.findtext(f"{SPACE}styleUrl") in styles else ["style"]
    for told in root.iter(f"{SPACE}description"):
        found += ["HTML"] if Tags(told.text or "").found - {"br"} else []
    found += ["network"] if root.find(f".//{SPACE}href") is not None else []
    return found + (["control character"] if re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u200e\u200f]", content) else [])


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_wrong_that_readers_let_through(name: str) -> None:
    assert faults(plan_kml(PLANS[name], WORLD), WORLD) == []


@pytest.mark.parametrize(
    ("fault", "planted"),
    [
        ("no XML", FILE.replace("Fjord crossing", "Fjord & crossing")),
        ("namespace", FILE.replace("opengis.net/kml/2.2", "opengis.net/kml/2.3")),
        ("no point", re.sub("<coordinates>.*</coordinates>", "<coordinates/>", FILE, count=1)),
        ("out of bounds", FILE.replace("6.150000,62.470000", "62.470000,6.150000", 1)),
        ("precision", FILE.replace("6.150000", "6.15000000001", 1)),
        ("time", FILE.replace("+02:00</begin>", "</begin>", 1)),
        ("time", FILE.replace("<begin>2027-06-15", "<begin>2027-06-25", 1)),
        ("style", FILE.replace("#day-1", "#day-9", 1)),
        ("HTML", FILE.replace("Drawn, not surveyed", "&lt;script&gt;alert(1)&lt;/script&gt;", 1)),
        ("network", FILE.replace("<IconStyle>", "<IconStyle><Icon><href>http://example.org/x.png</href></Icon>", 1)),
        ("control character", FILE.replace("Fjord crossing", "Fjord\u202ecrossing")),
    ],
)
def test_a_planted_fault_is_found(fault: str, planted: str) -> None:
    assert planted != FILE
    assert fault in faults(planted, WORLD)


# -- whatever a name is --------------------------------------------------------------------------------------------------------------


def test_hostile_texts_act_on_nothing(tmp_path: Path) -> None:
    plan, world = hostile_plan()
    content = plan_kml(plan, world)
    assert faults(content, world) == []
    shapes = [
        [element.tag for element in ET.fromstring(text).iter() if not element.tag.endswith("description")] for text in (content, FILE)
    ]
    assert shapes[0] == shapes[1]
    (tmp_path / "trip.kml").write_text(content, "utf-8")
    if which("xmllint"):
        run("xmllint", "--noout", "--nonet", "--schema", SCHEMA, tmp_path / "trip.kml")
    if which("ogrinfo"):
        assert len(re.findall("^OGRFeature", run("ogrinfo", "-ro", "-al", "-q", tmp_path / "trip.kml"), re.MULTILINE)) == sum(
            map(len, days(FILE))
        )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_read_as_it_is(hostile: str) -> None:
    world = replace(WORLD, locations={**WORLD.locations, "vik": replace(WORLD.locations["vik"], name=hostile)})
    content = plan_kml(replace(plan_of(world), title=hostile, note=hostile), world)
    assert faults(content, world) == []
    names = [mark.name for mark in days(content)[0] if mark.geometry.geom_type == "Point"]
    assert names[:2] == [plain(hostile), f"1. {plain(hostile)}"]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_kml(plan_of(fjord()), fjord()) == plan_kml(plan_of(fjord()), fjord())
