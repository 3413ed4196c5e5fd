"""How the command line answers words that it can and cannot read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import mi_trip
from cli_runner import fjord_runner
from mi_trip.errors import CatalogueError, ImpossibleError, Mistake

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_runner import Result

COMMANDS = ("plan", "show", "list", "route", "export", "catalogue", "catalogue check", "catalogue schema")
ERROR_SCHEMA = json.loads((Path(mi_trip.__file__).parent / "render" / "error.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return fjord_runner(monkeypatch)


def test_a_bare_call_prints_the_help_and_is_no_error(run: Callable[..., Result]) -> None:
    bare = run()
    assert (bare.code, bare.err) == (0, "")
    assert bare.out == run("--help").out == run("-h").out


def test_the_version_is_one_line(run: Callable[..., Result]) -> None:
    assert run("--version").out == f"mi-trip {mi_trip.__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_examples_before_options(run: Callable[..., Result], command: str) -> None:
    short, long = run(*command.split(), "-h"), run(*command.split(), "--help")
    assert short == long
    assert (long.code, long.err) == (0, "")
    assert long.out.index("Examples:") < long.out.index(f"mi-trip {command}", long.out.index("Examples:")) < long.out.index("Options:")


def test_help_on_a_terminal_has_no_escapes(run: Callable[..., Result]) -> None:
    assert "\x1b" not in run("plan", "--help", terminal=True).out


ON_SCREEN = "prints on the screen: leave out --format and --json, and beside -o FILE give -o -"
FORMATS = "the formats are .json, .md, .yaml, .yml, .html, .pdf, .svg, .ics, .csv, .gpx, .kml and .geojson"
TWO = "plan -o trip.md -o trip.ics --format md"
REFUSED = {
    "plam": "error: no such command 'plam'; did you mean 'plan'?",
    "xyzzy": "error: no such command 'xyzzy': `mi-trip --help` shows how it is used",
    "plan --dayz 3": "error: mi-trip plan has no option --dayz; did you mean --date or --days?",
    "plan --xyzzy": "error: mi-trip plan has no option --xyzzy: `mi-trip plan --help` shows how it is used",
    "plan extra": "error: got unexpected extra argument(s) (extra): `mi-trip plan --help` shows how it is used",
    "plan --days": "error: option '--days' requires an argument: `mi-trip --help` shows how it is used",
    "plan --days 0": "error: --days: expected a whole number from 1 to 60, not '0'",
    "plan --days 400": "error: --days: expected a whole number from 1 to 60, not '400'",
    "plan --days 2.5": "error: --days: expected a whole number from 1 to 60, not '2.5'",
    "plan --days -1": "error: --days: expected a whole number from 1 to 60, not '-1'",
    "plan --days ٣": "error: --days: expected a whole number from 1 to 60, not '٣'",
    "plan --date 2027-13-01": "error: --date: expected a date such as 2027-06-15, between 1900 and 2100, not '2027-13-01'",
    "plan --date 15.6.2027": "error: --date: expected a date such as 2027-06-15, between 1900 and 2100, not '15.6.2027'",
    "plan --date 9999-12-31": "error: --date: expected a date such as 2027-06-15, between 1900 and 2100, not '9999-12-31'",
    "plan --arrive 25:00": "error: --arrive: expected a time of the day such as 09:30, not '25:00'",
    "plan --depart 7pm": "error: --depart: expected a time of the day such as 09:30, not '7pm'",
    "plan --pace fast": "error: --pace: expected relaxed, balanced or packed, not 'fast'",
    "plan --pace relaxd": "error: --pace: expected relaxed, balanced or packed, not 'relaxd'; did you mean 'relaxed'?",
    "plan --car van": "error: --car: expected hire, own or none, not 'van'",
    "plan --adults 0": "error: --adults: expected a whole number from 1 to 50, not '0'",
    "plan --children 7;12": "error: --children: expected the ages of the children from 0 to 17, such as 7,12, not '7;12'",
    "plan --children 7,40": "error: --children: expected the ages of the children from 0 to 17, such as 7,12, not '7,40'",
    "plan --budget lots": "error: --budget: expected a whole amount such as 25000, not 'lots'",
    "plan --budget 25.000": "error: --budget: expected a whole amount such as 25000, not '25.000'",
    "plan --like hiking=11": "error: --like: expected TAG or TAG=WEIGHT with a weight from 0 to 10, such as hiking=2, not 'hiking=11'",
    "plan --like hiking=nan": "error: --like: expected TAG or TAG=WEIGHT with a weight from 0 to 10, such as hiking=2, not 'hiking=nan'",
    "plan --like film --like film=3": "error: --like: the tag 'film' is given twice",
    "plan --night Lien": "error: --night: expected PLACE@DAY, such as Valldal@2 for the night after day 2, not 'Lien'",
    "plan --days 3 --night Lien@3": "error: --night Lien@3: a trip of 3 days has nights after days 1 to 2 only",
    "plan --days 2 --night Lien@0": "error: --night Lien@0: a trip of 2 days has nights after day 1 only",
    "plan --days 1 --night Lien@1": "error: --night Lien@1: a trip of 1 day has no night",
    "plan --night Lien@1 --night Vik@1": "error: --night: the night after day 1 is given twice",
    "plan --days 1 --arrive 12:00 --depart 10:00": "error: --arrive 12:00 is not before --depart 10:00 on a trip of one day",
    "plan --arrive 20:00": "error: --arrive 20:00: the day ends at 19:30 at the balanced pace: give an earlier hour, or start a day later",
    "plan --depart 08:30": "error: --depart 08:30: the day begins at 08:30 at the balanced pace: give a later hour, or end a day earlier",
    "plan --must Atlantis": "error: no area, location, activity or route is called 'Atlantis': `mi-trip list` shows the names",
    "plan --must Utsiktn": "error: no area, location, activity or route is called 'Utsiktn'; did you mean Utsikten?",
    "plan --like vew": "error: no tag is called 'vew'; did you mean view?",
    "plan --like xyzzy": "error: no tag is called 'xyzzy'; the tags are boat, culture, film, hiking, nature, scenic, view",
    "plan --night Utsikten@2": "error: nobody can sleep at 'Utsikten': it has no bed; beds near it: Vik (0 km), Lien (0 km), Byen (0 km)",
    "plan --from Atlantis": "error: no area or location is called 'Atlantis': `mi-trip list` shows the names",
    "plan -o trip.doc": f"error: -o trip.doc: no format has the suffix .doc; {FORMATS}",
    "plan -o trip": f"error: -o trip: a suffix chooses the format; {FORMATS}",
    "plan -o nowhere/trip.md": "error: nowhere/trip.md: its folder does not exist",
    "plan --format doc": f"error: --format doc: no format has the suffix .doc; {FORMATS}",
    "plan --explain -o trip.md": f"error: --explain {ON_SCREEN}",
    "plan --map --format md": f"error: --map {ON_SCREEN}",
    "plan -o trip.md -o ./trip.md": "error: ./trip.md would be written twice: each output needs a place of its own",
    "plan --alternatives 1 -o a.md -o a-2.md": "error: a-2.md would be written twice: each output needs a place of its own",
    TWO: "error: --format md is for one output: with several -o the suffix of each chooses its format",
    "show": "error: NAME is missing: `mi-trip show --help` shows how it is used",
    "show Utsiktn": "error: no location, area, activity, route, film or itinerary is called 'Utsiktn'; did you mean Utsikten?",
    "list mountains": "error: KIND: expected all, locations, activities, routes, films, areas or itineraries, not 'mountains'",
    "list activities --mode ferry": "error: --mode goes with routes, not with activities",
    "list --tag film --mode ferry": "error: --tag and --mode do not go together: nothing has all of them",
    "list --near Vik --within far": "error: --within: expected kilometres such as 30, not 'far'",
    "list --film Jaws": "error: no film is called 'Jaws': `mi-trip list` shows the names",
    "route Vik": "error: TO is missing: `mi-trip route --help` shows how it is used",
    "route Vik vik": "error: FROM and TO are the same place, Vik",
    "export nothing.json": "error: nothing.json: no such file; `mi-trip list itineraries` shows the ready-made ones",
    "export trip.yaml --all here -o trip.md": "error: --all writes every format: leave out -o, --format and --json",
    "export trip.yaml --all nowhere/here": "error: nowhere/here: the folder that it would lie in does not exist",
    "map trip.yaml -o trip.png": "error: -o trip.png: a map is written as .svg",
    "map trip.yaml --day 0": "error: --day: expected a whole number from 1 to 60, not '0'",
    "export .": "error: .: is a folder, not a file",
    "catalogue chek": "error: no such command 'chek'; did you mean 'check' or 'schema'?",
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.items())
def test_what_cannot_be_read_is_refused_in_one_sentence(run: Callable[..., Result], words: str, sentence: str) -> None:
    refused = run(*words.split())
    assert (refused.code, refused.out, refused.err) == (2, "", f"{sentence}\n")


@pytest.mark.parametrize("words", [*(words for words in REFUSED if words != "plan -o trip"), "plan --format md", "plan -o trip.md"])
def test_under_json_an_error_is_one_object_on_stderr(run: Callable[..., Result], words: str) -> None:
    refused = run(*words.split(), "--json")
    told = json.loads(refused.err)
    jsonschema.validate(told, ERROR_SCHEMA)
    assert (refused.code, refused.out, told["error"]["exit_code"]) == (2, "", 2)


def test_an_error_under_json_carries_its_data(run: Callable[..., Result]) -> None:
    assert json.loads(run("show", "Utsiktn", "--json").err) == {
        "schema_version": 1,
        "error": {
            "code": "unknown-name",
            "message": "no location, area, activity, route, film or itinerary is called 'Utsiktn'; did you mean Utsikten?",
            "exit_code": 2,
            "details": [{"name": "Utsiktn", "suggestions": ["Utsikten"]}],
        },
    }


def test_escapes_in_the_words_do_not_reach_the_terminal(run: Callable[..., Result]) -> None:
    assert run("show", "\x1b[31mred\x07").err.startswith(
        "error: no location, area, activity, route, film or itinerary is called '\\x1b[31mred\\x07'"
    )
    assert "\x1b" not in run("pl\x1b[31man", terminal=True).err


def test_a_broken_catalogue_tells_every_mistake_the_count_last(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_where: str | None = None) -> None:
        raise CatalogueError([Mistake("routes.yaml", 2, 5, "two"), Mistake("routes.yaml", 1, 3, "one")])

    monkeypatch.setattr("mi_trip.catalogue.load_catalogue", broken)
    refused = run("show", "Vik")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "routes.yaml:1:3: one\nroutes.yaml:2:5: two\nerror: 2 mistakes in the catalogue\n"


def test_what_cannot_be_had_is_an_answer_of_its_own(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def impossible(*_: object, **__: object) -> None:
        raise ImpossibleError(())

    monkeypatch.setattr("mi_trip.planner.plan_trip", impossible)
    refused = run("plan", "--days", "2")
    assert (refused.code, refused.out, refused.err) == (1, "", "error: no trip meets all that was asked: ask for less\n")


def test_ctrl_c_ends_with_130_and_says_nothing(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mi_trip.planner.plan_trip", interrupted)
    stopped = run("plan", "--days", "2")
    assert (stopped.code, stopped.out, stopped.err) == (130, "", "")


def _fault(*_: object, **__: object) -> None:
    raise KeyError("vik")


def test_a_fault_of_ours_is_told_without_a_traceback(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mi_trip.planner.plan_trip", _fault)
    refused = run("plan", "--days", "2")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "please report it with the command you gave; MI_TRIP_DEBUG=1 shows where it happened\n"
        "error: this is a fault of mi-trip, not yours: KeyError: 'vik'\n"
    )


def test_mi_trip_debug_shows_the_traceback(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mi_trip.planner.plan_trip", _fault)
    monkeypatch.setenv("MI_TRIP_DEBUG", "1")
    assert run("plan", "--days", "2").err.startswith("Traceback (most recent call last):\n")
