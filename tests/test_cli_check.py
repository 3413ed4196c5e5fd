"""``mi-trip check``: an edited trip, and what is said about it."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import jsonschema
import pytest

import worlds
from cli_runner import runner
from mi_trip.model.activity import StartTimes
from mi_trip.render import render
from mi_trip.render.findings import CODES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runner import Result

SCHEMA = json.loads((files("mi_trip") / "render" / "findings.schema.json").read_text(encoding="utf-8"))
WORLD = worlds.fjord()
TRIP = """\
itinerary: 1
catalogue: fjord
request:
  date: 2027-06-15
  from: vik
  to: vik
  car: hire
days:
  - do:
      - museum
      - cruise
      - kayak
    night: lien
  - do:
      - view
      - pass_drive
      - hike
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trip.yaml").write_text(TRIP, encoding="utf-8")
    return runner(monkeypatch, WORLD)


@pytest.fixture
def after(run: Callable[..., Result], tmp_path: Path) -> Callable[[str, str], Result]:
    """Give what is said after one text of the trip was replaced."""

    def edit(old: str, new: str) -> Result:
        assert TRIP.count(old) == 1, old
        (tmp_path / "trip.yaml").write_text(TRIP.replace(old, new), encoding="utf-8")
        return run("check", "trip.yaml")

    return edit


def said(done: Result) -> list[str]:
    """The lines without the name of the file, and without the summary."""
    assert done.err == ""
    lines = [line.removeprefix("trip.yaml:") for line in done.out.splitlines()[:-1]]
    assert done.code == any(" error " in line for line in lines)
    return lines


def test_a_trip_that_holds_says_so(run: Callable[..., Result]) -> None:
    done = run("check", "trip.yaml")
    assert (done.code, done.out, done.err) == (0, "trip.yaml: holds\n", "")


# Each: what somebody changes in the file, and every line that is said about it.
EDITS: dict[str, tuple[str, str, list[str]]] = {
    "both of two alternatives": (
        "kayak",
        "rib\n      - kayak",
        [
            "13:9: error twice: Kayak tour and Fast boat on the same day are alternatives: drop one of the two",
        ],
    ),
    "a city that is too far": (
        "      - kayak\n",
        "      - kayak\n      - cathedral\n",
        [
            "13:9: error no-way: Byen is not reached from Lien on 15 June, but on 16 June at 11:05; leave it out",
        ],
    ),
    "a museum after its hours": (
        "      - museum\n      - cruise\n      - kayak\n",
        "      - cruise\n      - kayak\n      - museum\n",
        [
            (
                "12:9: error too-late: Vik museum can begin at 16:55 at the earliest, and its last start on 15 June is 16:00; it "
                "holds in the order Vik museum, Fjord crossing, Kayak tour"
            ),
        ],
    ),
    "a start on a Sunday": (
        "2027-06-15",
        "2027-06-13",
        [],
    ),
    "a November": (
        "2027-06-15",
        "2027-11-16",
        [
            "3:1: hint short-daylight: the days are short: on the first the sun rises at 08:47 and sets at 15:46",
            (
                "11:9: error shut: the ferry Vestkai-Austkai is shut on 16 November 2027 and opens on 1 May 2028; the way round "
                "from Vestkai to Austkai takes 3 h 20 min via Lien: drop Fjord crossing"
            ),
            (
                "12:9: error activity-shut: Kayak tour is shut on Tuesday 16 November, it is open May-Sep; after the trip it is "
                "open again on 1 May 2028: drop it"
            ),
            (
                "13:12: error bed-shut: the bed at Lien is not open on 16 November: it is open May-Sep; the nearest open bed is "
                "at Vik, 2 h 30 min away"
            ),
            (
                "16:9: error shut: the road Skaret pass is shut on 17 November 2027 and opens on 1 June 2028; the way round from "
                "Utsikten to Skaret takes 3 h 20 min via Vik: drop Over Skaret"
            ),
            (
                "17:9: error activity-shut: Skaret ridge is shut on Wednesday 17 November, it is open Jun-Sep; after the trip it "
                "is open again on 1 June 2028: drop it"
            ),
        ],
    ),
    "a May before the pass opens": (
        "2027-06-15",
        "2027-05-20",
        [
            (
                "16:9: error shut: the road Skaret pass is shut on 21 May 2027 and opens on 1 June 2027; the way round from "
                "Utsikten to Skaret takes 3 h 15 min via Vik: drop Over Skaret"
            ),
            (
                "17:9: error activity-shut: Skaret ridge is shut on Friday 21 May, it is open Jun-Sep; after the trip it is open "
                "again on 1 June 2027: drop it"
            ),
        ],
    ),
    "no night": (
        "    night: lien\n",
        "",
        [
            "9:5: error no-night: day 1 has no night: write one, such as `night: lien`, which is the nearest open bed",
        ],
    ),
    "a night where nobody can sleep": (
        "night: lien",
        "night: austkai",
        [
            "13:12: error no-bed: nobody can sleep at Austkai: choose a location with a bed; the nearest open bed is at Lien, 10 min away",
        ],
    ),
    "a night too many": (
        "      - hike\n",
        "      - hike\n    night: lien\n",
        [
            "18:12: warning last-night: the trip ends on day 2, and the night at Lien is not used: take it out, or add a day",
        ],
    ),
    "a booking at an hour at which nothing leaves": (
        "- cruise",
        "- {activity: cruise, booked: 12:00}",
        [
            (
                "11:9: error booking: Fjord crossing is booked for 12:00 and cannot begin then: it begins 08:30, 10:00, 11:30, "
                "13:00, 15:00, 17:00 or 19:00"
            ),
        ],
    ),
    "a booking that cannot be reached": (
        "- cruise",
        "- {activity: cruise, booked: 10:00}",
        [
            (
                "11:9: error booking: Fjord crossing is booked for 10:00, and one is there for 13:00 at the earliest; it holds "
                "without Vik museum"
            ),
        ],
    ),
    "a booking for the next day": (
        "- cruise",
        "- {activity: cruise, booked: 2027-06-16 13:00}",
        [
            "11:9: error booking: Fjord crossing is booked for 16 June 2027, and day 1 is 15 June 2027: move it to day 2, or book it anew",
        ],
    ),
    "a booking for another month": (
        "- cruise",
        "- {activity: cruise, booked: 2027-07-16 13:00}",
        [
            (
                "11:9: error booking: Fjord crossing is booked for 16 July 2027, and day 1 is 15 June 2027: the trip has no such "
                "day, it is from 15 June to 16 June 2027; move the trip or book it anew"
            ),
        ],
    ),
    "a bed booked for the last day": (
        "night: lien",
        "night: {at: lien, booked: 2027-06-16}",
        [
            (
                "13:12: error booking: the night at Lien is booked for 16 June 2027, and day 1 is 15 June 2027: the trip has no "
                "such night, its only one is 15 June 2027; move the trip or book it anew"
            ),
        ],
    ),
    "a bed booked for after the trip": (
        "night: lien",
        "night: {at: lien, booked: 2027-06-18}",
        [
            (
                "13:12: error booking: the night at Lien is booked for 18 June 2027, and day 1 is 15 June 2027: the trip has no "
                "such night, its only one is 15 June 2027; move the trip or book it anew"
            ),
        ],
    ),
    "a crossing without the car": (
        "- cruise",
        "- {activity: cruise, car: no}",
        [
            "11:9: error no-way: Vestkai cannot be reached without the car; write `car: yes`",
        ],
    ),
    "no car at all": (
        "car: hire",
        "car: none",
        [
            (
                "12:9: error too-late: Kayak tour can begin at 15:30 at the earliest, and its last start on 15 June is 14:00; it "
                "holds without Vik museum"
            ),
            "15:9: error no-way: no way leads without a car from Lien to Utsikten on 16 June; leave it out",
            "16:9: error no-way: no way leads without a car from Lien to Utsikten on 16 June; leave it out",
            "17:9: error no-way: no way leads without a car from Lien to Skaret on 16 June; leave it out",
        ],
    ),
    "a child": (
        "car: hire",
        "car: own\n  children: [7]",
        [
            "13:9: error too-young: Kayak tour is for ages from 12, and the youngest is 7: drop it",
        ],
    ),
    "less strength": (
        "car: hire",
        "car: hire\n  max_difficulty: medium",
        [
            "18:9: error too-hard: Skaret ridge is hard, and medium is the most asked for: drop it",
        ],
    ),
    "a budget that one visit less would keep to, the dearest": (
        "car: hire",
        "car: hire\n  budget: 5000",
        [
            "8:11: error budget: the trip costs NOK 5,288, NOK 288 more than the budget; without Kayak tour it costs NOK 4,088",
        ],
    ),
    "a budget that the least visit less would keep to": (
        "car: hire",
        "car: hire\n  budget: 5200",
        [
            "8:11: error budget: the trip costs NOK 5,288, NOK 88 more than the budget; without Vik museum it costs NOK 5,048",
        ],
    ),
    "a demand that is not met": (
        "car: hire",
        "car: hire\n  must: [Byen cathedral]",
        [
            "8:10: error must: Byen cathedral must be in the trip and is not; add it, or take the demand back",
        ],
    ),
    "a road to be avoided": (
        "car: hire",
        "car: hire\n  avoid: [Skaret pass]",
        [
            "17:9: error avoid: the road Skaret pass is used, but Skaret pass is to be avoided: drop Over Skaret",
        ],
    ),
    "a place to be avoided": (
        "car: hire",
        "car: hire\n  avoid: [Lien]",
        [
            "13:9: error avoid: Kayak tour is done, but Lien is to be avoided: drop it",
            "14:12: error avoid: the night is at Lien, but Lien is to be avoided: sleep elsewhere",
        ],
    ),
    "a night asked for elsewhere": (
        "car: hire",
        "car: hire\n  nights: [{at: Vik, after_day: 1}]",
        [
            "14:12: error fixed-night: the night is at Lien: it must be at Vik",
        ],
    ),
    "a relaxed pace": (
        "car: hire",
        "car: hire\n  pace: relaxed\n  depart: 13:00",
        [
            (
                "16:5: error last-hour: day 2 ends at Vik at 13:45, and is over at 13:00; one would have to leave Skaret by 12:30: "
                "it holds without Skaret ridge"
            ),
        ],
    ),
    "an early departure": (
        "car: hire",
        "car: hire\n  depart: 12:30",
        [
            (
                "15:5: error last-hour: day 2 ends at Vik at 13:15, and is over at 12:30; one would have to leave Skaret by 12:00: "
                "it holds without Skaret ridge"
            ),
        ],
    ),
    "a museum seen twice": (
        "      - view\n      - pass_drive\n      - hike\n",
        "      - museum\n      - hike\n",
        [
            "15:9: error twice: Vik museum is done on day 1 already: drop one of the two",
        ],
    ),
    "a viewpoint seen twice in a day": (
        "      - hike\n",
        "      - hike\n      - {activity: view}\n",
        [
            "18:9: error twice: Utsikten viewpoint is done on the same day already: drop one of the two",
        ],
    ),
    "a journey turned round": (
        "- cruise",
        "- {activity: cruise, from: austkai}",
        [
            (
                "12:9: error too-late: Kayak tour can begin at 15:55 at the earliest, and its last start on 15 June is 14:00; it "
                "holds with Fjord crossing the other way, `from: vestkai`"
            ),
        ],
    ),
    "a strenuous outing on each day": (
        "- museum",
        "- hike",
        [
            (
                "12:9: error too-late: Kayak tour can begin at 15:55 at the earliest, and its last start on 15 June is 14:00; it "
                "holds in the order Skaret ridge, Kayak tour, Fjord crossing"
            ),
            "17:9: error twice: Skaret ridge is done on day 1 already: drop one of the two",
        ],
    ),
    "a far night": (
        "      - museum\n      - cruise\n      - kayak\n    night: lien",
        "      - cathedral\n    night: byen",
        [
            (
                "10:9: error too-late: Byen cathedral can begin at 17:40 at the earliest, and its last start on 15 June is 17:00;"
                " leave it out"
            ),
        ],
    ),
    "a far bed": (
        "    night: lien\n  - do:\n      - view",
        "    night: byen\n  - do:\n      - view",
        [
            (
                "13:12: error no-way: Byen is not reached from Lien on 15 June, but on 16 June at 11:05; "
                "the last flight, Vik-Byen, leaves 16:00, for which one would have to leave Lien by 12:50: sleep at Lien"
            ),
        ],
    ),
}


@pytest.mark.parametrize(("old", "new", "lines"), EDITS.values(), ids=EDITS)
def test_what_an_edit_breaks_is_told_at_its_line(after: Callable[[str, str], Result], old: str, new: str, lines: list[str]) -> None:
    assert said(after(old, new)) == lines


def test_the_last_line_counts_what_was_found(after: Callable[[str, str], Result]) -> None:
    assert after("2027-06-15", "2027-11-16").out.endswith("\ntrip.yaml: does not hold; 5 errors, 1 hint\n")
    assert after("- hike", "- hike\n    night: lien").out.endswith("\ntrip.yaml: holds; 1 warning\n")


# -- the options -----------------------------------------------------------------------------------------------------------------------


def test_a_trip_is_checked_on_other_dates(run: Callable[..., Result]) -> None:
    moved = run("check", "trip.yaml", "--date", "2027-05-20")
    assert said(moved) == [
        (
            "16:9: error shut: the road Skaret pass is shut on 21 May 2027 and opens on 1 June 2027; "
            "the way round from Utsikten to Skaret takes 3 h 15 min via Vik: drop Over Skaret"
        ),
        (
            "17:9: error activity-shut: Skaret ridge is shut on Friday 21 May, it is open Jun-Sep; "
            "after the trip it is open again on 1 June 2027: drop it"
        ),
    ]


def test_what_is_booked_keeps_its_date_when_the_trip_is_moved(run: Callable[..., Result], tmp_path: Path) -> None:
    text = TRIP.replace("- museum", "- {activity: museum, booked: 10:00}").replace("night: lien", "night: {at: lien, booked: yes}")
    (tmp_path / "trip.yaml").write_text(text, encoding="utf-8")
    assert run("check", "trip.yaml").out == "trip.yaml: holds\n"
    assert said(run("check", "trip.yaml", "--date", "2027-06-14")) == [
        "10:9: error booking: Vik museum is booked for 15 June 2027, and day 1 is 14 June 2027: move it to day 2, or book it anew",
        (
            "13:12: error booking: the night at Lien is booked for 15 June 2027, and day 1 is 14 June 2027: "
            "the trip has no such night, its only one is 14 June 2027; move the trip or book it anew"
        ),
    ]


def test_codes_that_are_ignored_are_neither_told_nor_counted(run: Callable[..., Result]) -> None:
    words = ("check", "trip.yaml", "--date", "2027-05-20")
    assert run(*words, "--ignore", "shut").out.endswith("\ntrip.yaml: does not hold; 1 error\n")
    ignored = run(*words, "--ignore", "shut, activity-shut", "--ignore", "weather")
    assert (ignored.code, ignored.out) == (0, "trip.yaml: holds\n")


def test_a_code_that_there_is_not_is_refused(run: Callable[..., Result]) -> None:
    done = run("check", "trip.yaml", "--ignore", "activity-shutt")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: --ignore: nothing has the code 'activity-shutt'; did you mean activity-shut?\n"
    assert run("check", "trip.yaml", "--ignore", "?").err == (
        "error: --ignore: nothing has the code '?'; `mi-trip check --codes` lists them\n"
    )


def test_the_codes_are_listed(run: Callable[..., Result]) -> None:
    done = run("check", "--codes")
    assert [line.split()[0] for line in done.out.splitlines()] == list(CODES)
    assert json.loads(run("check", "--codes", "--json").out)["codes"] == CODES


def test_every_code_that_may_be_found_is_listed() -> None:
    sources = [*(files("mi_trip") / "checker").iterdir(), *(files("mi_trip") / "worked").iterdir()]
    text = "".join(source.read_text(encoding="utf-8") for source in sources if source.name.endswith(".py"))
    found = set(re.findall(r'(?:fault|trip\.error)\(\s*"([a-z-]+)"', text))
    found |= set(re.findall(r'trip\.say\(\s*Severity\.[A-Z]+,\s*"([a-z-]+)"', text))
    found |= set(re.findall(r'return "([a-z]+-[a-z]+)", f"', text))
    assert found <= set(CODES)
    assert len(found) > 70


def test_json_is_what_its_schema_says(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "trip.yaml").write_text(
        TRIP.replace("- hike", "- hike\n    night: lien").replace("night: lien\n  - do", "night: vik\n  - do")
    )
    for words in (("trip.yaml",), ("trip.yaml", "--date", "2027-11-16")):
        told = json.loads(run("check", *words, "--json").out)
        jsonschema.validate(told, SCHEMA)
    assert told["holds"] is False
    assert told["findings"][1] == {
        "code": "shut",
        "severity": "error",
        "day": 1,
        "subject": "cruise",
        "file": "trip.yaml",
        "line": 11,
        "column": 9,
        "sentence": "the ferry Vestkai-Austkai is shut on 16 November 2027 and opens on 1 May 2028; "
        "the way round from Vestkai to Austkai takes 3 h 20 min via Lien: drop Fjord crossing",
    }


def test_the_schema_of_itinerary_files_is_printed(run: Callable[..., Result]) -> None:
    schema = json.loads(run("check", "--schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "itinerary" in schema["properties"]


def test_on_a_terminal_long_lines_are_folded(run: Callable[..., Result]) -> None:
    shown = run("check", "trip.yaml", "--date", "2027-05-20", "--color", "never", terminal=True)
    assert shown.out == (
        "trip.yaml:16:9: error shut: the road Skaret pass is shut on 21 May 2027 and\n"
        "    opens on 1 June 2027; the way round from Utsikten to Skaret takes 3 h 15 min\n"
        "    via Vik: drop Over Skaret\n"
        "trip.yaml:17:9: error activity-shut: Skaret ridge is shut on Friday 21 May, it\n"
        "    is open Jun-Sep; after the trip it is open again on 1 June 2027: drop it\n"
        "trip.yaml: does not hold; 2 errors\n"
    )


def test_colours_are_for_terminals(run: Callable[..., Result]) -> None:
    assert "\x1b[31merror\x1b[0m shut: " in run("check", "trip.yaml", "--date", "2027-05-20", terminal=True).out
    assert "\x1b" not in run("check", "trip.yaml", "--date", "2027-05-20", "--color", "never", terminal=True).out
    assert "\x1b" not in run("check", "trip.yaml", "--date", "2027-05-20").out


# -- what is checked -------------------------------------------------------------------------------------------------------------------


def test_an_exported_plan_is_checked_as_it_is_timed(run: Callable[..., Result], tmp_path: Path) -> None:
    text = render(worlds.plan_of(WORLD), WORLD, ".json")
    (tmp_path / "trip.json").write_text(text, encoding="utf-8")
    assert run("check", "trip.json").out == "trip.json: holds\n"
    (tmp_path / "trip.json").write_text(text.replace("T13:00:00", "T13:05:00"), encoding="utf-8")
    moved = run("check", "trip.json")
    assert (moved.code, moved.out.splitlines()[0]) == (
        1,
        "trip.json: day 1: error duration: the ferry Vestkai-Austkai at 13:05 is given 25 min: it takes 30 min",
    )
    late = run("check", "trip.json", "--date", "2027-05-20")
    assert (late.code, late.out.splitlines()[0][:40]) == (1, "trip.json: day 2: error shut: the road S")


def test_a_dash_reads_a_trip_from_stdin(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TRIP.replace("lien", "austkai").encode())))
    assert run("check", "-").out.splitlines()[0] == (
        "standard input:13:12: error no-bed: nobody can sleep at Austkai: choose a location with a bed; "
        "the nearest open bed is at Lien, 10 min away"
    )


def test_mistakes_of_a_file_are_told_together(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "trip.yaml").write_text(TRIP.replace("kayak", "kajak").replace("car: hire", "car: hired"), encoding="utf-8")
    done = run("check", "trip.yaml")
    assert (done.code, done.out) == (2, "")
    assert "trip.yaml:12:9: " in done.err
    assert "trip.yaml:7:8: " in done.err


def test_what_is_neither_a_file_nor_ready_made_is_refused(run: Callable[..., Result]) -> None:
    assert run("check", "reference-tuor").err == (
        "error: reference-tuor: no such file; did you mean the ready-made itinerary reference-tour?\n"
    )
    assert run("check", "nothing.yaml").err == ("error: nothing.yaml: no such file; `mi-trip list itineraries` shows the ready-made ones\n")
    assert run("check").err == (
        "error: TRIP is missing: give an itinerary file, such as `mi-trip check trip.yaml`, or a ready-made itinerary\n"
    )
    assert {run("check", name).code for name in ("nothing.yaml", "", "a\0b", "x" * 5000, ".")} == {2}


def test_a_path_wins_over_a_ready_made_name(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "reference-tour").write_text(TRIP, encoding="utf-8")
    assert run("check", "reference-tour").out == "reference-tour: holds\n"


def test_of_an_exported_plan_that_holds_one_is_told_what_there_is_to_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guessed = replace(WORLD.activities["kayak"], starts=(StartTimes(worlds.hours(), (worlds.clock("14:00"),), estimate=True),))
    run = runner(monkeypatch, replace(WORLD, activities={**WORLD.activities, "kayak": guessed}))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trip.yaml").write_text(TRIP, encoding="utf-8")
    run("export", "trip.yaml", "-o", "trip.json")
    hint = "hint assumed-departure: the start of Kayak tour at 14:00 is assumed: check it before booking\n"
    assert run("check", "trip.yaml").out == f"trip.yaml:12:9: {hint}trip.yaml: holds; 1 hint\n"
    assert run("check", "trip.json").out == f"trip.json: day 1: {hint}trip.json: holds; 1 hint\n"
