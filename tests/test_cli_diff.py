"""``mi-trip diff``: what changed between two trips, as it is printed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import mi_trip
import worlds
from cli_runner import runner
from mi_trip.cli import completing
from mi_trip.planner import plan_trip
from mi_trip.render import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_runner import Result

WORLD = worlds.fjord()
PLAN = plan_trip(WORLD, worlds.fjord_request())
YAML = render(PLAN, WORLD, ".yaml")
SCHEMA = json.loads((Path(mi_trip.__file__).parent / "render" / "diff.schema.json").read_text("utf-8"))

ANOTHER = """\
itinerary: 1
catalogue: fjord
request: {date: 2027-06-22, from: vik, to: vik, pace: balanced, car: hire, adults: 2, children: [12]}
days:
  - do: [hike, {activity: pass_drive, from: skaret}, view]
    night: lien
  - do: [rib, {activity: cruise, from: austkai}]
    night: vik
  - do: [museum]
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trip.yaml").write_text(YAML, "utf-8")
    (tmp_path / "trip.json").write_text(render(PLAN, WORLD, ".json"), "utf-8")
    (tmp_path / "another.yaml").write_text(ANOTHER, "utf-8")
    return runner(monkeypatch, WORLD)


def test_a_saved_trip_does_not_differ_from_its_plan(run: Callable[..., Result]) -> None:
    same = run("diff", "trip.yaml", "trip.json")
    assert (same.code, same.out, same.err) == (0, "", "")
    assert run("diff", "trip.yaml", "trip.json", terminal=True).out == "no differences: the same days, beds, activities and hours\n"


def test_every_difference_is_a_record_for_a_pipe(run: Callable[..., Result]) -> None:
    done = run("diff", "trip.yaml", "another.yaml")
    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines() == [
        "dates\t\t\tTue 15 June 2027\tTue 22 June 2027",
        "days\t\t\t2\t3 (+1)",
        "party\t\t\t2 adults\t2 adults and 1 child (12)",
        "night\t2\t\tnone\tVik",
        "lost\t1\tKayak tour\t14:00\t",
        "gained\t2\tFast boat\t\t09:20",
        "moved\t1 → 3\tVik museum\t10:00\t10:00",
        "moved\t1 → 2\tFjord crossing\t13:00\t10:45",
        "way\t2\tFjord crossing\tfrom Vestkai\tfrom Austkai",
        "moved\t2 → 1\tUtsikten viewpoint\t08:50\t12:35",
        "moved\t2 → 1\tOver Skaret\t09:10\t12:00",
        "way\t1\tOver Skaret\tfrom Utsikten\tfrom Skaret",
        "moved\t2 → 1\tSkaret ridge\t09:45\t09:00",
        "driving\t1\t\t50 min, 43 km\t1 h 25, 73 km (+35 min)",
        "driving\t2\t\t1 h 25, 73 km\t50 min, 43 km (-35 min)",
        "visits\t2\t\t3\t2 (-1)",
        "driving\t3\t\tno such day\tnone",
        "latest at a bed\t\t\tday 1, 15:30\tday 1, 13:15",
        "cost\tin all\t\t≈ NOK 5,288\t≈ NOK 10,473 (+5,185)",
        "score\tin all\t\t84.5\t69.4 (-15.1)",
    ]


def test_the_other_way_round_the_signs_turn(run: Callable[..., Result]) -> None:
    there, back = run("diff", "trip.yaml", "another.yaml").out, run("diff", "another.yaml", "trip.yaml").out
    assert "days\t\t\t3\t2 (-1)" in back
    assert there.count("\nlost\t") == back.count("\ngained\t")


def test_on_a_terminal_each_sort_has_a_table_headed_by_the_names(run: Callable[..., Result]) -> None:
    shown = run("diff", "trip.yaml", "another.yaml", "--color", "never", terminal=True)
    assert (shown.code, shown.err) == (1, "")
    assert shown.out.startswith(
        "The trip\n"
        "       trip.yaml         another.yaml\n"
        "dates  Tue 15 June 2027  Tue 22 June 2027\n"
        "days   2                 3 (+1)\n"
        "party  2 adults          2 adults and 1 child (12)\n"
        "\n"
        "Nights\n"
    )
    titles = [line for line in shown.out.splitlines() if line.split()[:1] and line[:1].isupper()]
    assert titles == ["The trip", "Nights", "Only in trip.yaml", "Only in another.yaml", "Moved", "In figures"]
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "\x1b" not in shown.out
    assert "\x1b[" in run("diff", "trip.yaml", "another.yaml", terminal=True).out


def test_json_follows_its_schema_and_says_the_same(run: Callable[..., Result]) -> None:
    done = run("diff", "trip.yaml", "another.yaml", "--json")
    told = json.loads(done.out)
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    validator.validate(told)
    assert (done.code, told["before"], told["after"], told["same"]) == (1, "trip.yaml", "another.yaml", False)
    assert told["first_day"] == {"before": "2027-06-15", "after": "2027-06-22"}
    assert told["lost"] == [{"activity": "kayak", "name": "Kayak tour", "day": 1, "start": "2027-06-15T14:00:00+02:00", "origin": "lien"}]
    assert [one["activity"] for one in told["moved"]] == ["museum", "cruise", "view", "pass_drive", "hike"]

    same = run("diff", "trip.yaml", "trip.json", "--json")
    told = json.loads(same.out)
    validator.validate(told)
    assert (same.code, told["same"]) == (0, True)
    assert {key for key, value in told.items() if value in (None, [])} >= {"first_day", "nights", "lost", "gained", "moved", "score"}


def test_standard_input_is_read_once(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(YAML.encode())))
    assert run("diff", "-", "trip.json").code == 0
    refused = run("diff", "-", "-")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "error: standard input can be read once: give a file or a name for the other trip\n"


def test_a_trip_that_does_not_hold_is_compared_all_the_same(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "winter.yaml").write_text(YAML.replace("date: 2027-06-15", "date: 2027-01-19"), "utf-8")
    done = run("diff", "trip.yaml", "winter.yaml")
    assert done.code == 1
    assert done.out.startswith("dates\t\t\tTue 15 June 2027\tTue 19 January 2027\n")
    assert done.err.startswith("winter.yaml: does not hold as it stands (")
    assert done.err.endswith("errors): `mi-trip check` tells why\n")


def test_trips_of_different_catalogues_are_not_compared(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = worlds.fjord(id="elsewhere")
    monkeypatch.setattr("mi_trip.catalogue.load_catalogue", lambda where=None: elsewhere if where == "elsewhere" else WORLD)
    (tmp_path / "elsewhere.yaml").write_text(YAML.replace("catalogue: fjord", "catalogue: elsewhere"), "utf-8")
    refused = run("diff", "trip.yaml", "elsewhere.yaml")
    assert (refused.code, refused.out) == (2, "")
    assert (
        refused.err
        == "error: trip.yaml is a trip of 'fjord', elsewhere.yaml one of 'elsewhere': only trips of one catalogue are compared\n"
    )


def test_what_is_no_trip_is_refused(run: Callable[..., Result]) -> None:
    refused = run("diff", "trip.yaml", "nowhere.yaml")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("error: nowhere.yaml: no such file")


def test_names_from_a_file_reach_the_terminal_as_plain_text(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "[red]x.yaml").write_text(ANOTHER, "utf-8")
    assert "[red]x.yaml" in run("diff", "trip.yaml", "[red]x.yaml", "--color", "never", terminal=True).out


def test_the_shell_completes_ready_made_itineraries_and_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").touch()
    (tmp_path / "mine.txt").touch()
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "plan.json").touch()
    assert completing.trips("ref") == ["reference-tour"]
    assert completing.trips("mi") == ["mine.yaml"]
    assert completing.trips("kept/") == ["kept/plan.json"]
    assert completing.trips("nowhere/x") == []
    assert set(completing.trips("")) == {*completing.trip_ids(""), "mine.yaml"}
    assert completing.things_and_trips("winter-w") == [("winter-weekend", "itinerary")]
