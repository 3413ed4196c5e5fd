"""``mi-trip route``: the way between two places, what is shut, and the detour."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import mi_trip
import worlds
from cli_runner import runner
from mi_trip.model.place import Season, YearRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_runner import Result
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Handover, Travel, Wait

SCHEMA = json.loads((Path(mi_trip.__file__).parent / "render" / "route.schema.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Way:
    events: tuple[Travel | Wait | Handover, ...]

    @property
    def end(self) -> datetime:
        return self.events[-1].end


def ferry_way(world: Catalogue, day: date) -> Way:
    pen = (
        worlds.Pen(world, day, "vik", "09:00")
        .travel("vik_vestkai")
        .until("10:00", route="crossing")
        .travel("crossing")
        .travel("austkai_lien")
    )
    return Way(tuple(pen.events))  # type: ignore[arg-type]  # no visit, meal or night among them


def road_way(world: Catalogue, day: date) -> Way:
    return Way(tuple(worlds.Pen(world, day, "vik", "09:00").travel("round").events))  # type: ignore[arg-type]  # one drive


class Ways(ModuleType):
    """Stands for the search for ways: the ferry from May to September, else the road round; the pass is asked for in vain."""

    def __init__(self) -> None:
        super().__init__("mi_trip.travel.ways")
        self.none = False

    def find_way(
        self, world: Catalogue, _origin: str, _destination: str, ready: datetime, *, avoid: frozenset[str] = frozenset(), **_: object
    ) -> Way | None:
        if self.none:
            return None
        by_ferry = 5 <= ready.month <= 9 and "crossing" not in avoid
        return ferry_way(world, ready.date()) if by_ferry else road_way(world, ready.date())

    def shut_on_the_way(self, world: Catalogue, _origin: str, _destination: str, ready: datetime, _car: object) -> tuple[Any, ...]:
        return () if 5 <= ready.month <= 9 else (world.routes["crossing"],)


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Ways:
    ways = Ways()
    monkeypatch.setitem(sys.modules, "mi_trip.travel.ways", ways)
    return ways


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, ways: Ways) -> Callable[..., Result]:
    world = worlds.fjord()
    crossing = world.routes["crossing"]
    records = tuple(YearRecord(year, worlds.hours(span)) for year, span in ((2024, "Jul-Sep"), (2025, "May-Sep"), (2026, "May-Sep")))
    season = Season("ferry_season", "the ferry", crossing.season.open, worlds.KNOWN, records)
    return runner(monkeypatch, replace(world, routes={**world.routes, "crossing": replace(crossing, season=season)}))


def test_the_legs_with_waits_fares_and_the_risk(run: Callable[..., Result]) -> None:
    done = run("route", "vik", "lien", "--at", "9:00", "--date", "2027-06-16")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Vik → Lien, Wed 16 June 2027 from 09:00\n"
        "09:00–09:40\tDrive\tVik → Vestkai\t40 min\t35\t\t\n"
        "09:40–10:00\tWait\tVestkai\t20 min\t\t\tbe there 15 min early: check-in\n"
        "10:00–10:30\tFerry\tVestkai → Austkai\t30 min\t12\t250\t\n"
        "10:30–10:40\tDrive\tAustkai → Lien\t10 min\t8\t\t\n"
        "arrives 10:40, 1 h 40 in all, 50 min driving, 20 min waiting, 55 km, fares and tolls NOK 250 for 2 adults\n"
        "may be shut: Vestkai-Austkai was shut on this date in 1 of 3 recorded years; the way round takes 50 min more\n"
    )


def test_what_is_shut_and_what_that_costs(run: Callable[..., Result]) -> None:
    assert run("route", "vik", "lien", "--date", "2027-01-20").out == (
        "Vik → Lien, Wed 20 January 2027 from 09:00\n"
        "09:00–11:30\tDrive\tVik → Lien\t2 h 30\t140\t60\t\n"
        "arrives 11:30, 2 h 30 in all, 2 h 30 driving, 140 km, fares and tolls NOK 60 for 2 adults\n"
        "shut: Vestkai-Austkai (Vestkai – Austkai); it opens Sat 1 May 2027, and the way is then 50 min shorter\n"
    )


def test_children_pay_less_and_an_assumed_date_is_said(run: Callable[..., Result]) -> None:
    shown = run("route", "vik", "lien", "--children", "7").out
    assert shown.startswith("Vik → Lien, Thu 22 June 2028 from 09:00 (date assumed: --date sets it)\n")
    assert "fares and tolls NOK 275 for 2 adults and 1 child (7)" in shown


def test_where_there_is_no_way_the_answer_is_no(run: Callable[..., Result], ways: Ways) -> None:
    ways.none = True
    refused = run("route", "vik", "lien", "--date", "2027-01-20")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        "error: there is no way from Vik to Lien with a hired car on Wed 20 January 2027 from 09:00 on: "
        "shut then: Vestkai-Austkai (opens Sat 1 May 2027)\n"
    )
    told = json.loads(run("route", "vik", "lien", "--date", "2027-01-20", "--json").err)["error"]
    assert (told["code"], told["details"]) == ("no-way", [{"route": "crossing", "opens": "2027-05-01"}])
    assert run("route", "vik", "lien", "--date", "2027-06-16", "--car", "none").err == (
        "error: there is no way from Vik to Lien without a car on Wed 16 June 2027 from 09:00 on; "
        "try an earlier hour, another day, or --car hire\n"
    )


@pytest.mark.parametrize("day", ["2027-06-16", "2027-01-20"])
def test_json_follows_its_schema_and_adds_up(run: Callable[..., Result], day: str) -> None:
    told = json.loads(run("route", "vik", "lien", "--date", day, "--json").out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(told)
    took = datetime.fromisoformat(told["arrives"]) - datetime.fromisoformat(told["ready"])
    assert took == timedelta(minutes=told["duration_minutes"])
    rides = [ride for event in told["events"] if event["type"] == "travel" for ride in event["rides"]]
    assert told["distance_km"] == sum(ride["distance_km"] for ride in rides)
    assert told["cost"]["units"] == sum(ride["cost"]["units"] for ride in rides)


def test_json_tells_what_is_shut_and_the_detour(run: Callable[..., Result]) -> None:
    winter = json.loads(run("route", "vik", "lien", "--date", "2027-01-20", "--json").out)
    assert winter["shut"] == [{"route": "crossing", "opens": "2027-05-01", "saves_minutes": 50}]
    summer = json.loads(run("route", "vik", "lien", "--date", "2027-06-16", "--json").out)
    assert summer["risks"] == [{"route": "crossing", "shut_years": 1, "recorded_years": 3, "detour_minutes": 50}]


def test_on_a_terminal_it_fits_without_a_box_where_colour_is_off(run: Callable[..., Result]) -> None:
    shown = run("route", "vik", "lien", "--color", "never", terminal=True).out
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.splitlines()[1].split() == ["time", "what", "where", "how", "long", "km", "cost", "notes"]
