"""``mi-trip why``: from words to a question, and how the answer is told."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from cli_runner import runner
from mi_trip.cli.trying import Trying
from mi_trip.model.request import Request, Wish
from mi_trip.planner import plan_trip
from mi_trip.render import render
from test_why import WORLD, request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runner import Result
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

SCHEMA = json.loads((files("mi_trip.render") / "why.schema.json").read_text("utf-8"))
BASE = ("--date", "2027-06-15", "--days", "2", "--effort", "quick")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, WORLD)


def test_a_name_of_several_words_needs_no_quotes(run: Callable[..., Result]) -> None:
    done = run("why", "the", "cave", "--children", "8", *BASE)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "The cave cannot be had in this trip\n"
        "no change of the request was found that lets it in\n"
        "\n"
        "Why\n"
        "Nobody under 12 may do it, and the youngest of the party is 8\n"
    )


def test_every_option_of_plan_is_one_of_why(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Request, str, int]] = []

    def planner(catalogue: Catalogue, wanted: Request, *, effort: Any, seed: int, **_: object) -> Plan:
        asked.append((wanted, effort.name, seed))
        return plan_trip(catalogue, request())

    monkeypatch.setattr("mi_trip.why.solving.plan_trip", planner)
    monkeypatch.setattr("mi_trip.planner.plan_trip", planner)
    text = (
        "--days 3 --date 2027-06-15 --from berg --to avik --arrive 10:15 --depart 16:30 --pace packed --like film=3 --must market"
        " --avoid boat --night berg@2 --adults 1 --children 12 --max-difficulty medium --car own --budget 25000 --effort quick --seed 7"
    )
    words = text.split()
    assert run("why", "tower", *words).code == 0
    assert run("plan", *words).code == 0
    assert asked[0] == asked[-1]


def test_an_unknown_name_is_refused_with_what_was_meant(run: Callable[..., Result]) -> None:
    refused = run("why", "towr", *BASE)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "error: no area, location, activity or route is called 'towr'; did you mean tower?\n"


def test_an_impossible_request_is_answered_with_no(run: Callable[..., Result]) -> None:
    done = run("why", "tower", *BASE, "--must", "light")
    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines()[0] == "There is no trip for this request, so The tower is in none"
    told = json.loads(run("why", "tower", *BASE, "--must", "light", "--json").out)
    assert (told["answer"], told["causes"][0]["code"]) == ("no-trip", "needs-days")


def test_on_a_terminal_the_answer_is_laid_out(run: Callable[..., Result]) -> None:
    shown = run("why", "market", *BASE, "--color", "never", terminal=True).out
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "  day 2, Wed 16 June 2027, 09:30–10:30: The market, Avik\n      +8.00 points: rating 3\n" in shown


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("market", "in-plan"),
        ("berg", "in-plan"),
        ("raft", "outweighed"),
        ("holm", "outweighed"),
        ("holm_ferry", "outweighed"),
        ("light", "cannot-be-had"),
        ("tower --avoid tower", "cannot-be-had"),
        ("berg --must tower", "in-plan"),
        ("cave --children 8", "cannot-be-had"),
    ],
)
def test_json_follows_its_schema(run: Callable[..., Result], words: str, answer: str) -> None:
    done = run("why", *words.split(), *BASE, "--json")
    told = json.loads(done.out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(told)
    assert (told["answer"], done.err) == (answer, "")
    if told["other"]:
        assert told["other"]["points_lost"] == round(told["score"] - told["other"]["score"], 2)


def test_a_saved_trip_is_asked_about_as_it_is(run: Callable[..., Result], tmp_path: Path) -> None:
    plan = plan_trip(WORLD, request(nights=()))
    (tmp_path / "trip.json").write_text(render(plan, WORLD, ".json"), encoding="utf-8")
    done = run("why", "tower", "--from-itinerary", "trip.json")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:2] == [
        "The tower is in trip.json: on day 1",
        "taken out, the rest as it is, scores 13.06 points, 8.50 fewer than the plan",
    ]


def test_what_fits_into_an_itinerary_is_told_with_the_line_to_write(run: Callable[..., Result], tmp_path: Path) -> None:
    plan = plan_trip(WORLD, request(avoid=(Wish("The cave", activities=("cave",)),)))
    file = tmp_path / "trip.yaml"
    file.write_text(render(replace(plan, request=request()), WORLD, ".yaml"), encoding="utf-8")
    assert run("why", "cave", "--from-itinerary", "trip.yaml").out.splitlines()[:2] == [
        "The cave is not in trip.yaml, and fits on day 1 before all else: +3.50 points",
        "write `- cave` there, and all else stays as it is",
    ]
    told = json.loads(run("why", "cave", "--from-itinerary", "trip.yaml", "--json").out)
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    assert (told["answer"], told["place"]) == ("fits-beside", {"day": 1, "after": None, "points_gained": 3.5})


def test_what_is_tried_is_told_on_a_terminal_once_it_is_slow(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mi_trip.cli.progress.SLOW", -1.0)
    shown = run("why", "raft", *BASE, terminal=True).err
    assert "\r\x1b[Kplanning" in shown
    assert "\r\x1b[Ktrying --must raft" in shown
    assert shown.endswith("\r\x1b[K")
    assert run("why", "raft", *BASE).err == ""


def test_an_interruption_ends_without_a_word(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_self: Trying, _words: tuple[str, ...]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Trying, "trying", interrupted)
    done = run("why", "raft", *BASE)
    assert (done.code, done.out, done.err) == (130, "", "")
