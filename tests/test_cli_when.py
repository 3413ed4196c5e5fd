"""``mi-trip when``: the calendar of a year, its best windows, and what is shut when."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from cli_runner import runner
from mi_trip.model.place import Season
from mi_trip.sweep import Sweep
from test_why import WORLD
from worlds import hours

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_runner import Result

SCHEMA = json.loads((files("mi_trip.render") / "when.schema.json").read_text("utf-8"))
ROADS = {
    "cape": Season("cape", "The cape road", hours("Apr 10-Jun 05,Jun 08-Oct 31")),
    "pass": Season("pass", "The pass", hours("Jan-Dec; 2027 May 03 off; 2028 off")),
    "lane": Season("lane", "The lane", hours("24/7")),
}
SEASONAL = replace(WORLD, seasons=ROADS)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setattr("mi_trip.cli.progress.SLOW", math.inf)  # however long it takes here
    return runner(monkeypatch, SEASONAL)


def document(done: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(found)
    return found


def test_a_terminal_shows_a_calendar_the_best_time_and_what_is_shut(run: Callable[..., Result]) -> None:
    done = run("when", "--days", "1", "--color", "never", terminal=True)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "A small world: 1 day, when in 2028\n"
        "2 adults, balanced pace, with a hired car\n"
        "\n"
        "first day  1   5    10   15   20   25   30  points       sun on the 15th\n"
        "January    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  3            09:40–15:41, 6 h 01\n"
        "February   ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁    3            08:21–17:11, 8 h 50\n"
        "March      ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  3            06:48–18:32, 11 h 44\n"
        "April      ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁   3            06:06–20:57, 14 h 51\n"
        "May        ▁▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆  3–11         04:34–22:22, 17 h 48\n"
        "June       ██████████████████████████████   14           03:37–23:27, 19 h 50\n"
        "July       ███████████████████████████████  14           04:11–23:03, 18 h 52\n"
        "August     ███████████████████████████████  14           05:35–21:37, 16 h 02\n"
        "September  ██████████████████████████████   14           06:58–19:56, 12 h 58\n"
        "October    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  3            08:17–18:17, 10 h\n"
        "November   ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁   3            08:46–15:47, 7 h 01\n"
        "December   ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  3            09:54–15:00, 5 h 06\n"
        "\n"
        "▁ 2.9 points to █ 13.9 points\n"
        "62 first days planned, a week apart and closer where much changes; effort quick\n"
        "\n"
        "The best time\n"
        "\n"
        "First days\n"
        "  Thu 1 June – Fri 29 September 2028\n"
        "      best from Thu 1 June 2028: 13.9 points\n"
        "      nights: none\n"
        "      in it, and impossible in most of the rest of the year: The tower; The cave\n"
        "\n"
        "Shut\n"
        "  The cape road: until 9 April, 6 June to 7 June, from 1 November\n"
        "  The pass: all year\n"
    )


def test_a_pipe_gets_one_record_a_line_with_its_kind_first(run: Callable[..., Result]) -> None:
    done = run("when", "--days", "2", "--year", "2027", "--must", "tower")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert [line for line in lines if line.startswith(("window", "shut"))] == [
        "window\t2027-06-01\t2027-09-29\t2027-09-29\t23.4\tThe tower; The cave\t",
        "shut\tThe cape road\t2027-01-01\t2027-04-09",
        "shut\tThe cape road\t2027-06-06\t2027-06-07",
        "shut\tThe cape road\t2027-11-01\t2027-12-31",
        "shut\tThe pass\t2027-05-03\t2027-05-03",
    ]
    assert [line.split("\t")[2] for line in lines if line.startswith("month")][:2] == ["-" * 31, "-" * 28]
    starts = [line.split("\t") for line in lines if line.startswith("start")]
    assert starts[0] == [
        "start",
        "2027-01-05",
        "",
        "impossible: The tower is shut on all these days: it opens on Sat 1 May 2027; ask for a later --date or drop it",
    ]
    assert sorted(starts) == starts


def test_the_days_are_those_of_plan(run: Callable[..., Result]) -> None:
    found = document(run("when", "--days", "2", "--year", "2027", "--must", "tower", "--json"))
    assert (found["year"], found["best"], found["windows"][0]["opens"]) == (2027, "2027-09-29", ["tower", "cave"])
    start = next(one for one in found["starts"] if one["first_day"] == found["best"])
    plan = json.loads(run("plan", "--days", "2", "--must", "tower", "--date", found["best"], "--effort", "quick", "--json").out)
    assert start["plan"]["score"] == plan["quality"]["score"]


def test_where_no_first_day_gives_a_trip_the_answer_is_no(run: Callable[..., Result]) -> None:
    words = ("when", "--days", "1", "--must", "light")
    shown = run(*words, "--color", "never", terminal=True)
    assert shown.code == 1
    assert shown.out.partition("No first day")[2] == (
        " gives a trip\n\nWhy\n  The lighthouse cannot be had in 1 day: getting there and back takes at least\n"
        "    3; ask for --days 3 or drop it\n"
    )
    told = run(*words, "--json")
    assert (told.code, document(told)["best"]) == (1, None)


def test_an_interruption_ends_without_a_word(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_self: Sweep, _requests: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Sweep, "plan", interrupted)
    done = run("when")
    assert (done.code, done.out, done.err) == (130, "", "")
