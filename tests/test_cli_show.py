"""``mi-trip show``: all there is to know about what bears a name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import mi_trip
import worlds
from catalogue_files import example_in
from cli_runner import fjord_runner, runner
from mi_trip.model.hours import Spot
from mi_trip.model.place import Claim, Disagreement, Scene, Season, YearRecord
from mi_trip.render import facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_runner import Result

SCHEMA = json.loads((Path(mi_trip.__file__).parent / "render" / "entries.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    return fjord_runner(monkeypatch)


def test_a_location_with_its_bed_things_to_do_and_ways(run: Callable[..., Result]) -> None:
    done = run("show", "lien")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Lien\n"
        "village in the area Fjord; id lien\n"
        "at 62.3000, 7.0000, to within 300 m\n"
        "on a map: geo:62.30000,7.00000 or https://www.openstreetmap.org/?mlat=62.30000&mlon=7.00000&zoom=15\n"
        "\n"
        "To do\n"
        "Kayak tour (kayak): 3 of 5, 1 h 30, open May-Sep, ≈ NOK 600, from 12 years\tit is what the tests are about\n"
        "Fast boat (rib): 2 of 5, 1 h, open 09:00-18:00 within May-Sep, NOK 500\tit is what the tests are about\n"
        "\n"
        "Beds\n"
        "Lien Hotel, Lien: NOK 1,400 a double room\topen May-Sep\n"
        "\n"
        "How to get there\n"
        "from and to Austkai: drive, 8 km, 10 min\topen all year\n"
        "from and to Utsikten: drive, 15 km, 20 min\topen all year\n"
        "from and to Vik: drive, 140 km, 2 h 30\topen all year, toll NOK 60\n"
        "from and to Austkai: walk, 5 km, 1 h\topen all year\n"
        "\n"
        "Sources (confidence high, checked Fri 20 November 2026)\n"
        "[editors] The makers of this world\n"
    )


def test_a_location_on_a_winter_day(run: Callable[..., Result]) -> None:
    shown = run("show", "utsikten", "--date", "2027-01-20").out
    assert "On Wed 20 January 2027\nsunrise 09:30, sunset 15:55\nSkaret pass to Skaret is shut; it opens Tue 1 June 2027\n" in shown
    assert "from and to Skaret: drive, 28 km, 35 min\topen Jun 1-Oct 15\tshut on Wed 20 January 2027\n" in shown
    assert "shut on Wed 20 January 2027" in run("show", "lien", "--date", "2027-01-20").out


def test_a_ferry_with_its_departures_fares_and_being_there_early(run: Callable[..., Result]) -> None:
    assert run("show", "crossing", "--date", "2027-07-15").out == (
        "Vestkai-Austkai\n"
        "ferry, 12 km, 30 min, Vestkai – Austkai; id crossing\n"
        "\n"
        "On Thu 15 July 2027\n"
        "open\n"
        "from Vestkai: 08:30, 10:00, 11:30, 13:00, 15:00, 17:00, 19:00\n"
        "from Austkai: 09:15, 10:45, 12:15, 14:00, 16:00, 18:00\n"
        "sunrise 04:10, sunset 23:05\n"
        "\n"
        "When\n"
        "open May-Sep\n"
        "\n"
        "Departures\n"
        "08:30, 10:00, 11:30, 13:00, 15:00, 17:00, 19:00 from Vestkai\n"
        "09:15, 10:45, 12:15, 14:00, 16:00, 18:00 from Austkai\n"
        "\n"
        "Terms\n"
        "car with driver NOK 200 and NOK 50 a person, children 25\n"
        "be there 30 min early: queue (Jul); 15 min early: check-in\n"
        "\n"
        "Taken for itself\n"
        "Fjord crossing (cruise): 4 of 5\tit is what the tests are about\n"
        "\n"
        "Sources (confidence high, checked Fri 20 November 2026)\n"
        "[editors] The makers of this world\n"
    )


def test_assumed_departures_are_marked(run: Callable[..., Result]) -> None:
    assert "\n≈ 09:00, 12:00, 16:00 from Vik\n≈ 10:00, 13:00, 17:30 from Vestkai\n" in run("show", "bus").out
    assert "from Vik: ≈ 09:00, 12:00, 16:00\n" in run("show", "bus", "--date", "2027-06-15").out
    assert "\n≈ every 30 min, 06:00–23:00\n" in run("show", "airport_bus").out
    assert "from Vik: ≈ every 30 min, 06:00–23:00\n" in run("show", "airport_bus", "--date", "2027-06-15").out


def test_an_activity_with_its_hours_terms_and_the_day(run: Callable[..., Result]) -> None:
    shown = run("show", "kayak", "--date", "2027-06-15").out
    assert "On Tue 15 June 2027\nbegins 10:00 or 14:00 that day\n" in shown
    assert "\nWhen\ntakes 1 h 30\nopen May-Sep\nstarts 10:00, 14:00\nbe there 15 min early: dress\n" in shown
    assert "\nmedium\nfrom 12 years\n≈ NOK 600\n" in shown
    assert "one of several that are alternatives: Kayak tour, Fast boat\n" in shown


def test_a_journey_is_open_when_its_road_is(run: Callable[..., Result]) -> None:
    assert "\nshut that day: Skaret pass; it opens Tue 1 June 2027\n" in run("show", "pass_drive", "--date", "2027-05-20").out
    shown = run("show", "cruise", "--date", "2027-06-15").out
    assert "\nleaves 08:30, 10:00, 11:30, 13:00, 15:00, 17:00, 19:00 that day\n" in shown
    assert "\ncar with driver NOK 200 and NOK 50 a person, children 25\n" in shown


def test_a_film_with_its_places(run: Callable[..., Result]) -> None:
    assert run("show", "The", "Film").out == (
        "The Film\n"
        "film, released Wed 12 July 2023; id the_film\n"
        "\n"
        "Film\n"
        "Utsikten viewpoint (Pass): shot here\tThe jump.\t[editors]\n"
        "\n"
        "Sources (confidence high, checked Fri 20 November 2026)\n"
        "[editors] The makers of this world\n"
    )


def test_all_that_bear_a_name_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds.fjord()
    lien = replace(world.activities["rib"], name="Lien")
    shown = runner(monkeypatch, replace(world, activities={**world.activities, "rib": lien}))("show", "LIEN").out
    assert shown.startswith("Lien\nvillage in the area Fjord; id lien\n")
    assert "\n\n\nLien\nactivity at Lien (area Fjord); nature; id rib\n" in shown


def test_risk_exceptions_and_disagreements_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds.fjord()
    records = tuple(YearRecord(year, worlds.hours(span)) for year, span in ((2024, "Jun 20-Oct 15"), (2025, "Jun 1-Oct 15")))
    season = Season("pass_season", "the pass", worlds.hours("Jun 1-Oct 15; 2024 Jun 1-2024 Jun 19 off"), worlds.KNOWN, records)
    routes = {**world.routes, "pass": replace(world.routes["pass"], season=season)}
    claims = (Claim("Four", ("editors",)), Claim("Six", ("editors",)))
    disagreement = Disagreement("pass", "How many bends?", claims, "four")
    run = runner(monkeypatch, replace(world, routes=routes, seasons={"pass_season": season}, disagreements=(disagreement,)))
    shown = run("show", "pass", "--date", "2027-06-15").out
    assert "open\tshut on this date in 1 of 2 recorded years\n" in shown
    assert "When\nopen Jun 1-Oct 15, with exceptions\n2024 Jun 1-2024 Jun 19 off\n" in shown
    assert "Recorded years\n2024: open Jun 20-Oct 15\n2025: open Jun 1-Oct 15\n" in shown
    assert "The sources disagree\nHow many bends?\tFour [editors]\tSix [editors]\there: four\n" in shown
    assert "Rules\nSkaret pass\n" in run("show", "pass_season").out


def test_text_from_data_is_only_text(monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds.fjord()
    nasty = replace(world.locations["lien"], name="[/oops] \x1b[31mHotel [closed]", note="=cmd() 100 \x07")
    run = runner(monkeypatch, replace(world, locations={**world.locations, "lien": nasty}))
    for words in (("show", "lien"), ("list", "locations")):
        piped, shown = run(*words).out, run(*words, "--color", "never", terminal=True).out
        assert "[/oops] \\x1b[31mHotel [closed]" in piped
        assert "\x1b" not in piped + shown
        assert "\x07" not in piped + shown


@pytest.mark.parametrize("name", ["lien", "crossing", "kayak", "Fjord", "The Film", "cruise"])
def test_on_a_terminal_lines_fit_and_only_titles_are_bold(run: Callable[..., Result], name: str) -> None:
    shown = run("show", name, terminal=True).out
    plain = shown.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 80
    assert plain == run("show", name, "--color", "never", terminal=True).out


@pytest.mark.parametrize("name", ["lien", "crossing", "kayak", "Fjord", "The Film", "cruise", "airport_bus", "pass"])
@pytest.mark.parametrize("day", ["", "2027-06-15", "2027-01-20"])
def test_json_follows_its_schema(run: Callable[..., Result], name: str, day: str) -> None:
    told = json.loads(run("show", name, "--json", *(["--date", day] if day else [])).out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(told)
    assert told["date"] == (day or None)
    assert all(("on_date" in entry) is bool(day) for entry in told["entries"])


def test_json_times_have_their_offset(run: Callable[..., Result]) -> None:
    on_date = json.loads(run("show", "lien", "--json", "--date", "2027-06-15").out)["entries"][0]["on_date"]
    assert on_date == {
        "sun": "rises and sets",
        "sunrise": "2027-06-15T03:37:00+02:00",
        "sunset": "2027-06-15T23:27:00+02:00",
        "bed_open": True,
    }
    departures = json.loads(run("show", "crossing", "--json", "--date", "2027-06-15").out)["entries"][0]["on_date"]["departures"]
    assert departures[0]["from"] == "vestkai"
    assert departures[0]["times"][0] == {"departs": "2027-06-15T08:30:00+02:00", "estimate": False}
    assert departures[0]["be_there_minutes"] == 15


def test_the_sun_where_it_does_not_rise_or_set() -> None:
    svalbard = Spot(78.22, 15.65, "NO", "Arctic/Longyearbyen")
    assert facts.sun_text(svalbard, date(2027, 6, 15)) == "the sun does not set"
    assert facts.sun_text(svalbard, date(2027, 1, 20)) == "the sun does not rise"


def test_scenes_name_their_sources(run: Callable[..., Result]) -> None:
    scene = Scene("the_film", "shot_here", "The jump.", ("editors",))
    section = facts.scenes_section([("Utsikten", scene)], worlds.fjord(), by_film=True)
    assert [(one.head, one.details) for one in section.entries] == [("The Film: shot here", ("The jump.", "[editors]"))]


# -- ready-made itineraries ----------------------------------------------------------------------------------------------------------

TRIP = """\
itinerary: 1
catalogue: fjord
title: Over the pass
request: {date: 2027-06-15, from: vik, to: vik}
days:
  - do: [hike, {activity: pass_drive, from: skaret}]
    night: lien
  - do: []
    note: The way home.
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Give a folder with an itinerary that bears the name of a town."""
    example_in(tmp_path)
    (tmp_path / "trips").mkdir()
    (tmp_path / "trips" / "byen.yaml").write_text(TRIP, "utf-8")
    (tmp_path / "trips" / "over-the-pass.yaml").write_text(TRIP, "utf-8")
    return str(tmp_path)


def test_a_ready_made_itinerary_is_shown_as_a_plan(run: Callable[..., Result], folder: str) -> None:
    for name in ("over-the-pass", "Over the pass", f"{folder}/trips/over-the-pass.yaml"):
        shown = run("show", name, "--catalogue", folder)
        assert (shown.code, shown.err) == (0, "")
        assert shown.out.splitlines()[0] == "trip\tOver the pass\tThe small fjord: 2 days"
        assert "Night at Lien Hotel" in shown.out
    assert "Over the pass" in run("show", "over-the-pass", "--catalogue", folder, terminal=True).out
    plan = json.loads(run("show", "over-the-pass", "--catalogue", folder, "--json").out)
    assert (plan["title"], plan["days"][1]["note"]) == ("Over the pass", "The way home.")


def test_a_place_and_an_itinerary_of_one_name_are_both_shown(run: Callable[..., Result], folder: str) -> None:
    shown = run("show", "byen", "--catalogue", folder).out
    assert shown.startswith("Byen\n")
    assert "\n\ntrip\tOver the pass\tThe small fjord: 2 days\n" in shown
    told = json.loads(run("show", "byen", "--catalogue", folder, "--json").out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(told)
    assert [(entry["kind"], entry["id"]) for entry in told["entries"]] == [("location", "byen"), ("itinerary", "byen")]


def test_an_itinerary_that_does_not_hold_is_shown_with_a_word(run: Callable[..., Result], folder: str) -> None:
    file = Path(folder) / "trips" / "over-the-pass.yaml"
    file.write_text(TRIP.replace("2027-06-15", "2027-01-19"), "utf-8")
    shown = run("show", "over-the-pass", "--catalogue", folder)
    assert shown.code == 0
    assert shown.out.startswith("trip\tOver the pass\t")
    assert shown.err.startswith("over-the-pass: does not hold as it stands (")
    assert shown.err.endswith("): `mi-trip check` tells why\n")


def test_a_date_is_for_places_and_an_itinerary_has_its_own(run: Callable[..., Result], folder: str) -> None:
    refused = run("show", "over-the-pass", "--catalogue", folder, "--date", "2027-06-20")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "error: --date goes with places and things to do: `mi-trip check over-the-pass --date` moves a trip to other days\n"
    )


def test_names_of_itineraries_are_guessed_as_well(run: Callable[..., Result], folder: str) -> None:
    assert run("show", "over-teh-pass", "--catalogue", folder).err == (
        "error: no location, area, activity, route, film or itinerary is called 'over-teh-pass'; did you mean over-the-pass?\n"
    )
