"""Other plans beside the best: each a right plan, each another one to a traveller, and what it gains and loses."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from cli_runner import runner
from mi_trip.alternatives import alternatives, signature
from mi_trip.checker import check
from mi_trip.cli.progress import Progress
from mi_trip.model.solution import Quality
from mi_trip.planner import plan_trip
from mi_trip.solver.search import QUICK
from mi_trip.solver.watch import Watch
from test_why import WORLD, request
from worlds import fjord, fjord_request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runner import Result
    from mi_trip.model.plan import Plan

BASE = ("--date", "2027-06-15", "--days", "2", "--effort", "quick")


def nights(plan: Plan) -> list[str]:
    return [day.night.location for day in plan.days if day.night]


@pytest.fixture(scope="module")
def others() -> tuple[Plan, ...]:
    """The best plan of the fjord and five others."""
    world = fjord()
    return alternatives(world, plan_trip(world, fjord_request(), effort=QUICK), 5, effort=QUICK)


def test_every_plan_differs_from_every_other_in_nights_or_main_activities(others: tuple[Plan, ...]) -> None:
    assert len(others) == 6
    assert all(signature(one) != signature(other) for one, other in combinations(others, 2))


def test_every_plan_is_right_and_the_best_comes_first(others: tuple[Plan, ...]) -> None:
    assert all(check(plan, fjord()) == () for plan in others)
    scores = [plan.quality.score for plan in others]
    assert scores == sorted(scores, reverse=True)
    assert all(plan.quality.score <= plan.quality.bound for plan in others)


def test_the_same_request_has_the_same_alternatives(others: tuple[Plan, ...]) -> None:
    world = fjord()
    assert alternatives(world, plan_trip(world, fjord_request(), effort=QUICK), 5, effort=QUICK) == others


def test_where_every_trip_is_looked_at_the_next_best_is_the_best_elsewhere() -> None:
    best, second, *_ = alternatives(WORLD, plan_trip(WORLD, request()), 2)
    elsewhere = [plan_trip(WORLD, request(), effort=replace(QUICK, listed=200_000))]  # all of them are listed
    assert (best.quality, nights(best)) == (elsewhere[0].quality, ["berg"])
    assert (second.quality, nights(second)) == (Quality(21.36, 21.56, proved=False), ["avik"])


def test_a_plan_that_turns_out_better_than_the_best_comes_first() -> None:
    best, second, *_ = alternatives(WORLD, plan_trip(WORLD, request()), 1)
    assert alternatives(WORLD, replace(second, quality=replace(second.quality, bound=30.0)), 1)[0].days == best.days


def test_what_is_asked_for_is_in_every_plan() -> None:
    from mi_trip.model.request import FixedNight, Wish

    asked = request(must=(Wish("boat", activities=("boat",)),), nights=(FixedNight("Holm", 1, ("holm",)),))
    assert len(alternatives(WORLD, plan_trip(WORLD, asked), 3)) == 1


def test_an_interrupt_gives_what_has_been_found_so_far() -> None:
    class Impatient(Watch):
        def begin(self, about: str) -> None:
            if about == "looking for alternative 2 of 2":
                raise KeyboardInterrupt

        def interrupted(self) -> bool:
            return True

    best = plan_trip(WORLD, request())
    assert alternatives(WORLD, best, 2, watch=Impatient()) == alternatives(WORLD, best, 1)


def test_an_interrupt_before_anything_is_looked_for_leaves_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    class Content(Watch):
        def interrupted(self) -> bool:
            return True

    def too_early(*_: object) -> object:
        raise KeyboardInterrupt

    best = plan_trip(WORLD, request())
    monkeypatch.setattr("mi_trip.alternatives.problem_of", too_early)
    assert alternatives(WORLD, best, 2, watch=Content()) == (best,)


# -- on the command line -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, WORLD)


def test_they_are_told_below_the_plan(run: Callable[..., Result]) -> None:
    plan, done = run("plan", *BASE), run("plan", *BASE, "--alternatives", "2")
    assert (done.code, done.err) == (0, "")
    assert done.out == plan.out + (
        "\n"
        "Alternative 1: Fjord → Berg → Fjord\n"
        "nights\tAvik\n"
        "gains\tnothing\n"
        "loses\tnothing\n"
        "score\t21.4 (-0.2)\n"
        "driving\t2 h, 100 km\n"
        "cost\t≈ NOK 3,136 (+200)\n"
        "\n"
        "Alternative 2: Fjord → Berg → Holm → Fjord\n"
        "nights\tHolm\n"
        "gains\tnothing\n"
        "loses\tThe market (day 2)\n"
        "score\t9.4 (-12.2)\n"
        "driving\t2 h, 100 km\n"
        "cost\t≈ NOK 3,136 (+200)\n"
    )


def test_where_there_are_not_so_many_that_is_said(run: Callable[..., Result]) -> None:
    done = run("plan", *BASE, "--alternatives", "5")
    assert (done.code, done.err) == (0, "only 2 other plans differ from the best in nights or main activities\n")
    alone = run("plan", *BASE, "--days", "1", "--alternatives", "5")
    assert (alone.code, alone.err) == (0, "no other plan differs from the best in nights or main activities\n")


def test_json_holds_the_plans_and_their_differences(run: Callable[..., Result]) -> None:
    schemas = {
        path.name: json.loads(path.read_text("utf-8")) for path in files("mi_trip.render").iterdir() if path.name.endswith("schema.json")
    }
    registry: Registry[object] = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in schemas.items())
    told = json.loads(run("plan", *BASE, "--alternatives", "2", "--json").out)
    Draft202012Validator(schemas["alternatives.schema.json"], registry=registry).validate(told)
    assert told["best"] == json.loads(run("plan", *BASE, "--json").out)
    assert [one["differences"]["nights"] for one in told["alternatives"]] == [
        [{"day": 1, "before": "berg", "after": "avik"}],
        [{"day": 1, "before": "berg", "after": "holm"}],
    ]


def test_with_a_file_each_has_its_own(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run("plan", *BASE, "--alternatives", "2", "-o", "trip.yaml")
    assert (done.code, done.out, done.err) == (0, "", "wrote trip.yaml\nwrote trip-2.yaml\nwrote trip-3.yaml\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["trip-2.yaml", "trip-3.yaml", "trip.yaml"]
    assert run("check", "trip-2.yaml").code == 0


def test_when_the_search_for_them_is_interrupted_the_plan_is_still_told(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(_: Progress, about: str) -> None:
        if about == "looking for alternative 2 of 2":
            raise KeyboardInterrupt

    one = run("plan", *BASE, "--alternatives", "1")
    monkeypatch.setattr(Progress, "begin", begin)
    done = run("plan", *BASE, "--alternatives", "2")
    assert (done.code, done.out, done.err) == (130, one.out, "stopped early: these are the alternatives found so far\n")


def test_what_cannot_be_written_is_refused_before_any_work(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "trip-3.md").write_text("mine", "utf-8")
    kept = run("plan", *BASE, "--alternatives", "2", "-o", "trip.md")
    assert (kept.code, kept.out, kept.err) == (2, "", "error: trip-3.md exists: --force replaces it\n")
    several = run("plan", *BASE, "--alternatives", "2", "--format", "md")
    assert several.err == "error: --alternatives prints on the screen or as JSON: leave out --format, or write files with -o\n"
    kept = run("plan", "--from-itinerary", "trip.yaml", "--keep-most", "--alternatives", "1")
    assert kept.err == (
        "error: --keep-most asks for what is most like the saved trip, --alternatives for what is not: leave out one of them\n"
    )
    many = run("plan", *BASE, "--alternatives", "6")
    assert (many.code, many.err) == (2, "error: --alternatives: expected a whole number from 1 to 5, not '6'\n")


def test_the_title_of_a_saved_trip_is_on_every_plan(run: Callable[..., Result], tmp_path: Path) -> None:
    run("plan", *BASE, "-o", "trip.yaml")
    file = tmp_path / "trip.yaml"
    file.write_text(file.read_text("utf-8").replace("itinerary: 1", "itinerary: 1\ntitle: Two days", 1), "utf-8")
    told = json.loads(run("plan", "--from-itinerary", "trip.yaml", "--effort", "quick", "--alternatives", "1", "--json").out)
    assert [told["best"]["title"], told["alternatives"][0]["plan"]["title"]] == ["Two days", "Two days"]
