"""``mi-trip plan``: from words to a request, and where the plan goes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from cli_runner import TODAY, runner
from mi_trip.cli.asking import Asked, next_default_day, request_of
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Party
from mi_trip.model.plan import ScoreLine
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Request, Wish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runner import Result
    from mi_trip.cli.progress import Progress
    from mi_trip.model.catalogue import Catalogue


class Planner:
    """Stands for the planner: remembers what it was asked, and gives the plan by hand."""

    def __init__(self) -> None:
        self.asked: list[tuple[Request, str, int]] = []

    def __call__(self, catalogue: Catalogue, request: Request, *, effort: Any, seed: int, **_: object) -> object:
        self.asked.append((request, effort.name, seed))
        plan = worlds.plan_of(catalogue)
        lines = (ScoreLine("activity", "museum", 1, 3.0), ScoreLine("way", "", 2, -1.33), ScoreLine("pull", "hike", 2, 0.5))
        return replace(plan, request=replace(plan.request, assumed_date=request.assumed_date), score=lines)


@pytest.fixture
def planner(monkeypatch: pytest.MonkeyPatch) -> Planner:
    planner = Planner()
    monkeypatch.setattr("mi_trip.planner.plan_trip", planner)
    return planner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, planner: Planner, tmp_path: Path) -> Callable[..., Result]:
    run = runner(monkeypatch, worlds.fjord())
    monkeypatch.chdir(tmp_path)
    return run


def asked(run: Callable[..., Result], planner: Planner, words: str) -> Request:
    done = run("plan", *words.split())
    assert done.err == ""
    return planner.asked[-1][0]


def test_without_words_it_is_six_days_by_hired_car_from_the_next_default_day(run: Callable[..., Result], planner: Planner) -> None:
    assert asked(run, planner, "") == Request(first_day=date(2028, 6, 22), days=6, start="vik", end="vik", assumed_date=True)


def test_every_option_finds_its_place_in_the_request(run: Callable[..., Result], planner: Planner) -> None:
    words = (
        "--days 3 --date 2027-06-15 --from lien --to BYEN --arrive 10:15 --depart 9:30 --pace packed --like view=3 --like culture"
        " --must museum --must Lien --avoid pass --night Lien@2 --night vik@1 --adults 1 --children 7,12 --max-difficulty medium"
        " --car own --budget 25,000"
    )
    assert asked(run, planner, words) == Request(
        first_day=date(2027, 6, 15),
        days=3,
        start="lien",
        end="byen",
        arrive=time(10, 15),
        depart=time(9, 30),
        pace=PaceName.PACKED,
        likes=(("view", 3.0), ("culture", 2.0)),
        must=(Wish("Vik museum", activities=("museum",)), Wish("Lien", locations=("lien",))),
        avoid=(Wish("Pass", areas=("pass_area",), routes=("pass",)),),
        nights=(FixedNight("vik", 1, ("vik",)), FixedNight("Lien", 2, ("lien",))),
        party=Party(1, (7, 12)),
        max_difficulty=Difficulty.MEDIUM,
        car=CarChoice.OWN,
        budget=25_000,
    )


def test_from_alone_is_a_round_trip(run: Callable[..., Result], planner: Planner) -> None:
    request = asked(run, planner, "--from Lien")
    assert (request.start, request.end) == ("lien", "lien")


def test_the_same_wish_twice_is_one(run: Callable[..., Result], planner: Planner) -> None:
    assert len(asked(run, planner, "--must museum --must museum").must) == 1


def test_effort_and_seed_reach_the_planner(run: Callable[..., Result], planner: Planner) -> None:
    asked(run, planner, "--effort thorough --seed 7")
    assert planner.asked[-1][1:] == ("thorough", 7)


def test_a_date_in_the_past_is_allowed(run: Callable[..., Result], planner: Planner) -> None:
    request = asked(run, planner, "--date 2024-07-01")
    assert (request.first_day, request.assumed_date) == (date(2024, 7, 1), False)


def test_an_assumed_date_is_said(run: Callable[..., Result]) -> None:
    assert "nobody gave the date, this one is assumed: --date asks for another" in run("plan").out
    assert "nobody gave the date" not in run("plan", "--date", "2027-06-15").out


def test_a_wrong_today_is_refused(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_TRIP_TODAY", "yesterday")
    refused = run("plan")
    expected = "expected a date such as 2027-06-15, between 1900 and 2100, not 'yesterday'"
    assert (refused.code, refused.out, refused.err) == (2, "", f"error: MI_TRIP_TODAY: {expected}\n")


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_the_default_day_is_the_first_such_day_from_today_on(today: date, like: date) -> None:
    found = next_default_day((like.month, like.day), today)
    assert today <= found
    assert (found - today).days <= 366
    assert (found.month, found.day) in ((like.month, like.day), (2, 28))


def test_29_february_is_the_28th_in_other_years() -> None:
    assert next_default_day((2, 29), date(2026, 3, 1)) == date(2027, 2, 28)
    assert next_default_day((2, 29), date(2027, 3, 1)) == date(2028, 2, 29)


def test_hours_bind_at_the_ends_of_the_day() -> None:
    world = worlds.fjord()
    assert request_of(Asked(days=1, arrive=time(20, 0), depart=time(23, 0)), world, TODAY).depart == time(23, 0)
    assert request_of(Asked(days=1, arrive=time(6, 0), depart=time(8, 0)), world, TODAY).arrive == time(6, 0)


# -- where the plan goes -------------------------------------------------------------------------------------------------------------


def test_into_a_pipe_it_is_plain_and_whole(run: Callable[..., Result]) -> None:
    done = run("plan")
    assert (done.code, done.err) == (0, "")
    assert "\x1b" not in done.out
    assert not set("│─┌┐└┘━┃╭╮╰╯") & set(done.out)


def test_on_a_terminal_it_is_a_table(run: Callable[..., Result]) -> None:
    done = run("plan", terminal=True)
    assert "\x1b[" in done.out
    assert "\x1b" not in run("plan", "--color", "never", terminal=True).out


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_escape_at_all_where_colour_is_not_wanted(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert "\x1b" not in run("plan", "--explain", terminal=True).out


def test_json_goes_to_stdout(run: Callable[..., Result]) -> None:
    assert json.loads(run("plan", "--json").out)["schema_version"] == 1
    assert run("plan", "--json").out == run("plan", "--format", "json").out == run("plan", "--json", "-o", "-").out


def test_a_file_gets_the_format_of_its_suffix_and_stdout_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run("plan", "-o", "trip.md")
    assert (done.code, done.out, done.err) == (0, "", "wrote trip.md\n")
    assert (tmp_path / "trip.md").read_text(encoding="utf-8") == run("plan", "--format", "md").out
    run("plan", "-o", "trip.JSON")
    assert (tmp_path / "trip.JSON").read_text(encoding="utf-8") == run("plan", "--json").out


def test_a_file_that_exists_is_refused_before_anything_is_planned(run: Callable[..., Result], planner: Planner, tmp_path: Path) -> None:
    (tmp_path / "trip.md").write_text("mine")
    refused = run("plan", "-o", "trip.md")
    assert (refused.code, refused.out, refused.err) == (2, "", "error: trip.md exists: --force replaces it\n")
    assert (planner.asked, (tmp_path / "trip.md").read_text()) == ([], "mine")
    assert run("plan", "-o", "trip.md", "--force").code == 0


def test_json_and_another_suffix_do_not_go_together(run: Callable[..., Result]) -> None:
    refused = run("plan", "--json", "-o", "trip.md")
    assert refused.code == 2
    assert json.loads(refused.err)["error"]["message"] == (
        "--json and -o trip.md do not go together: leave out --json, the suffix chooses the format"
    )


def test_explain_shows_the_score_line_by_line_and_what_nearly_made_it(run: Callable[..., Result]) -> None:
    shown, explained = run("plan").out, run("plan", "--explain").out
    assert explained == shown + (
        "\nThe score\n"
        "day 1\tdone\tVik museum\t+3.00\n"
        "day 2\ton the way\t\t-1.33\n"
        "day 2\trecommended order\tSkaret ridge\t+0.50\n"
        "\tin all\t\t2.17\n"
        "points by rating (1: 1, 2: 3, 3: 8, 4: 18, 5: 35): the design says so\n"
        "-4 points an hour on the way: the design says so\n"
        "-4 points a night in another bed: the design says so\n"
        "-1 points per NOK 1,000: the design says so\n"
        "+1 points at most for the recommended order: the design says so\n"
        "film counts 1.5 times: the design says so\n"
        "\nWhat nearly made it\n"
        "day 1\tByen cathedral\t\tno time for it, even with nothing else that day\n"
        "day 2\tByen cathedral\t\tno time for it, even with nothing else that day\n"
    )


def test_progress_is_told_on_a_terminal_once_it_is_slow_and_wiped_away(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(catalogue: Catalogue, _request: Request, *, watch: Progress, **_: object) -> object:
        watch.better(600_000)
        watch._since -= 10
        watch.going_on()
        watch.going_on()
        watch.better(6_072_000)
        watch.bounded(6_924_000)
        return worlds.plan_of(catalogue)

    monkeypatch.setattr("mi_trip.planner.plan_trip", slow)
    assert run("plan", terminal=True).err.split("\r\x1b[K") == [
        "",
        "searching: best so far 10.0 points",
        "searching: best so far 101.2 points",
        "searching: best so far 101.2 points, at most 115.4 possible",
        "",
    ]
    assert run("plan").err == ""
