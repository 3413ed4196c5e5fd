"""The sheet as the csv module and a strict check of RFC 4180 read it."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from shutil import which
from typing import TYPE_CHECKING

import pytest

from hostile import HOSTILE, hostile_plan, spread_fjord
from mi_trip.model.hours import Spot
from mi_trip.model.plan import Hold, Night, Visit, Wait
from mi_trip.render.rows import plan_rows
from mi_trip.render.sheet import COLUMNS, plan_csv
from mi_trip.render.units import plain
from worlds import be_there, fjord, flight_plan, foot_plan, plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from mi_trip.model.catalogue import Catalogue

WORLD = spread_fjord()
PLANS = {"by car": plan_of(WORLD), "by air": flight_plan(WORLD), "on foot": foot_plan(WORLD)}
SHEET = plan_csv(PLANS["by car"], WORLD)
NUMBERS = ("day", "minutes", "from_latitude", "from_longitude", "to_latitude", "to_longitude", "km", "cost")


def lines(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline=""), strict=True))


@pytest.mark.parametrize("name", PLANS)
def test_another_reader_finds_each_event_as_it_is_planned(name: str) -> None:
    plan = PLANS[name]
    read = [
        (int(line["day"]), line["start"][:16], line["end"][:16], line["what"], line["from_id"], line["to_id"], line["notes"])
        for line in lines(plan_csv(plan, WORLD))
        if line["kind"] != "wait"
    ]
    rows = [(day.day.number, row) for day in plan_rows(plan, WORLD) for row in day.rows if not isinstance(row.event, Wait)]
    clock = "%Y-%m-%dT%H:%M"
    assert read == [
        (day, row.start.strftime(clock), row.end.strftime(clock), row.what, row.event.origin, row.event.destination, "; ".join(row.notes))
        for day, row in rows
    ]


@pytest.mark.parametrize("name", PLANS)
def test_no_minute_of_a_trip_is_missing(name: str) -> None:
    read = lines(plan_csv(PLANS[name], WORLD))
    assert [after["start"] for before, after in pairwise(read)] == [before["end"] for before, after in pairwise(read)]
    assert all(before["to_id"] == after["from_id"] for before, after in pairwise(read))


@pytest.mark.skipif(which("ogrinfo") is None, reason="ogrinfo (GDAL) is not installed")
def test_ogrinfo_reads_the_sheet_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "trip.csv").write_bytes(SHEET.encode())
    command = ["ogrinfo", "-al", "-q", "trip.csv"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True, encoding="utf-8").stdout
    assert re.findall(r"^  what \(String\) = (.*)$", told, re.MULTILINE) == [line["what"] for line in lines(SHEET)]


def test_the_whole_line_of_a_ferry() -> None:
    (line,) = (line for line in lines(SHEET) if line["activity"] == "cruise")
    assert line == {
        "day": "1",
        "date": "2027-06-15",
        "start": "2027-06-15T13:00+02:00",
        "end": "2027-06-15T13:30+02:00",
        "minutes": "30",
        "kind": "visit",
        "mode": "ferry",
        "what": "Fjord crossing",
        "from": "Vestkai",
        "to": "Austkai",
        "from_latitude": "62.37",
        "from_longitude": "6.6",
        "to_latitude": "62.29",
        "to_longitude": "6.95",
        "km": "12",
        "cost": "250",
        "currency": "NOK",
        "time_assumed": "no",
        "minutes_estimated": "no",
        "km_estimated": "no",
        "cost_estimated": "no",
        "hold": "free",
        "booking": "",
        "notes": "be there 15 min early: check-in; wait 20 min",
        "own_note": "",
        "activity": "cruise",
        "routes": "crossing",
        "from_id": "vestkai",
        "to_id": "austkai",
        "with_car": "yes",
    }


def test_the_costs_of_the_lines_are_those_of_the_plan() -> None:
    plan = PLANS["on foot"]
    assert sum(int(line["cost"] or 0) for line in lines(plan_csv(plan, WORLD))) == plan.cost.units


def test_times_say_their_offset_on_both_sides_of_a_change_of_the_clocks() -> None:
    autumn = timedelta(days=137)  # from 15 June to 30 October 2027; on the 31st the clocks go back
    (first, second) = PLANS["by car"].days
    moved = tuple(
        replace(day, events=tuple(replace(e, start=e.start + autumn, end=e.end + autumn) for e in day.only(Visit) if not e.rides))
        for day in (first, second)
    )
    read = lines(plan_csv(replace(PLANS["by car"], days=moved), WORLD))
    assert [line["start"] for line in read] == [
        "2027-10-30T10:00+02:00",
        "2027-10-30T14:00+02:00",
        "2027-10-31T09:20+01:00",
        "2027-10-31T10:15+01:00",
    ]


@pytest.mark.parametrize(("evening", "hours"), [("2027-03-27", 11), ("2027-06-15", 12), ("2027-10-30", 13)])
def test_a_night_takes_as_long_as_its_hours_say_also_when_the_clocks_change(evening: str, hours: int) -> None:
    start = datetime.fromisoformat(f"{evening}T20:00")
    night = replace(next(PLANS["by car"].events(Night)), start=start, end=start + timedelta(hours=12))
    day = replace(PLANS["by car"].days[0], date=start.date(), events=(night,))
    sheet = plan_csv(replace(PLANS["by car"], days=(day,)), WORLD)
    assert ([line["minutes"] for line in lines(sheet)], faults(sheet, WORLD)) == ([str(60 * hours)], [])


def test_numbers_below_zero_stay_numbers() -> None:
    spots = {id_: replace(p, spot=Spot(-p.latitude, -p.longitude, "NO", "Europe/Oslo")) for id_, p in WORLD.locations.items()}
    (first, *_) = lines(plan_csv(PLANS["by car"], replace(WORLD, locations=spots)))
    assert (first["from_latitude"], first["from_longitude"]) == ("-62.47", "-6.15")


def test_own_words_and_bookings_have_their_columns() -> None:
    kayak = replace(WORLD.activities["kayak"], be_there=(be_there(15, "dress"),))
    plan = PLANS["by car"]
    visits = {"kayak": {"activity": kayak, "hold": Hold.BOOKED, "note": "ask for Kari; she knows"}}
    days = tuple(
        replace(d, events=tuple(replace(e, **visits.get(e.activity.id, {})) if isinstance(e, Visit) else e for e in d.events))
        for d in plan.days
    )
    (line,) = (line for line in lines(plan_csv(replace(plan, days=days), WORLD)) if line["activity"] == "kayak")
    assert (line["hold"], line["own_note"], line["notes"]) == (
        "booked",
        "ask for Kari; she knows",
        "booked for 14:00; be there 15 min early: dress; wait 5 min",
    )


# -- what no reader notices ----------------------------------------------------------------------------------------------------------


def faults(content: str, world: Catalogue) -> list[str]:
    """What is wrong with a sheet though readers take it."""
    found = [] if content.startswith("\ufeff") else ["no byte order mark"]
    body = content.removeprefix("\ufeff")
    quoted = re.sub(r'"[^"]*"', "", body)
    found += [] if body.endswith("\r\n") and not re.search(r"(?<!\r)\n|\r(?!\n)", quoted) else ["line ends"]
    read = list(csv.reader(io.StringIO(body, newline="")))
    found += [] if tuple(read[0]) == COLUMNS else ["heads"]
    if any(len(row) != len(COLUMNS) for row in read):
        return [*found, "columns"]
    south, west, north, east = world.bounds
    for line in lines(content):
        for column, cell in line.items():
            if column not in NUMBERS and (cell or "").startswith(("=", "+", "-", "@", "\t", "\r", "＝")):
                found.append("formula")
            if column in NUMBERS and cell and not re.fullmatch(r"-?\d+(\.\d+)?", cell):
                found.append("no number")
        at = [(line[f"{end}_latitude"], line[f"{end}_longitude"]) for end in ("from", "to")]
        found += ["out of bounds" for lat, lon in at if not (south <= float(lat) <= north and west <= float(lon) <= east)]
        try:
            if datetime.fromisoformat(line["end"]) < datetime.fromisoformat(line["start"]):
                found.append("order")
        except (TypeError, ValueError):
            found.append("time")
        else:
            passed = datetime.fromisoformat(line["end"]) - datetime.fromisoformat(line["start"])
            found += [] if line["minutes"] == f"{passed.total_seconds() / 60:.0f}" else ["minutes"]
    return found


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_wrong_that_readers_let_through(name: str) -> None:
    assert faults(plan_csv(PLANS[name], WORLD), WORLD) == []


@pytest.mark.parametrize(
    ("fault", "planted"),
    [
        ("no byte order mark", SHEET.removeprefix("\ufeff")),
        ("line ends", SHEET.replace("\r\n", "\n")),
        ("columns", SHEET.replace(",Lunch,", ",Lunch,,")),
        ("heads", SHEET.replace("own_note", "note", 1)),
        ("formula", SHEET.replace("Vik museum", "=cmd()")),
        ("formula", SHEET.replace("Vik museum", "-2+3")),
        ("no number", SHEET.replace(",240,", ",NOK 240,")),
        ("out of bounds", SHEET.replace("62.47,6.15,", "6.15,62.47,", 1)),
        ("minutes", SHEET.replace(",30,travel,", ",31,travel,", 1)),
        ("order", SHEET.replace("2027-06-15T11:00+02:00", "2027-06-15T09:00+02:00", 1)),
        ("time", SHEET.replace("2027-06-15T11:00+02:00", "11 o'clock", 1)),
    ],
)
def test_a_planted_fault_is_found(fault: str, planted: str) -> None:
    assert planted != SHEET
    assert fault in faults(planted, WORLD)


# -- whatever a name is --------------------------------------------------------------------------------------------------------------


def test_hostile_texts_act_on_nothing() -> None:
    plan, world = hostile_plan()
    content = plan_csv(plan, world)
    assert faults(content, world) == []
    assert [line["kind"] for line in lines(content)] == [line["kind"] for line in lines(SHEET)]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_name_is_one_cell_that_is_no_formula(hostile: str) -> None:
    museum = replace(WORLD.activities["museum"], name=hostile)
    visit = replace(next(PLANS["by car"].events(Visit)), activity=museum)
    plan = PLANS["by car"]
    plan = replace(plan, days=(replace(plan.days[0], events=(visit, *plan.days[0].events[1:])), plan.days[1]))
    content = plan_csv(plan, WORLD)
    name = plain(hostile)
    assert faults(content, WORLD) == []
    assert lines(content)[0]["what"] == (f"'{name}" if name.startswith(("=", "+", "-", "@")) else name)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_csv(plan_of(fjord()), fjord()) == plan_csv(plan_of(fjord()), fjord())
