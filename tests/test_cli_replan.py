"""``mi-trip plan --from-itinerary`` and ``--update``: what goes is told, and the file keeps what a person wrote."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from cli_runner import fjord_runner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runner import Result

TRIP = """\
# ours
itinerary: 1
catalogue: fjord
title: To the fjord

request:
  date: 2027-06-15  # the Tuesday
  from: vik
  to: vik
  pace: balanced
  car: hire
  adults: 2

days:
  # the first day
  - do:
      - activity: museum  # ask about the boat
        pinned: yes
      - rib
    night: lien
  - do:
      - activity: kayak
        booked: 2027-06-16 14:00
        note: dry bags
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    run = fjord_runner(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trip.yaml").write_text(TRIP, encoding="utf-8")
    return lambda *words: run(*words, "--effort", "quick")


def days(done: Result) -> list[list[str]]:
    """What is done on each day of a plan printed as JSON."""
    return [[event["activity"] for event in day["events"] if event["type"] == "visit"] for day in json.loads(done.out)["days"]]


def test_what_is_pinned_and_booked_stays_and_the_rest_is_planned(run: Callable[..., Result]) -> None:
    done = run("plan", "--from-itinerary", "trip.yaml", "--json")
    assert done.code == 0
    assert done.err == "1 choice of the file was not pinned and is not in the new plan: Fast boat (day 1)\n"
    assert "museum" in days(done)[0]
    assert "kayak" in days(done)[1]
    kayak = next(event for event in json.loads(done.out)["days"][1]["events"] if event["type"] == "visit" and event["activity"] == "kayak")
    assert (kayak["start"][:16], kayak["hold"], kayak["note"]) == ("2027-06-16T14:00", "booked", "dry bags")


def test_options_go_on_top_of_what_the_file_asks(run: Callable[..., Result]) -> None:
    words = (
        "--days",
        "3",
        "--pace",
        "packed",
        "--must",
        "hike",
        "--like",
        "culture",
        "--night",
        "vik@2",
        "--children",
        "14",
        "--car",
        "own",
    )
    request = json.loads(run("plan", "--from-itinerary", "trip.yaml", "--json", *words).out)["request"]
    assert (request["first_day"], request["days"], request["pace"], request["car"]) == ("2027-06-15", 3, "packed", "own")
    assert (request["party"]["adults"], request["party"]["children"], [wish["name"] for wish in request["must"]]) == (
        2,
        [14],
        ["Skaret ridge"],
    )
    assert [(night["name"], night["day"]) for night in request["nights"]] == [("vik", 2)]


def test_standard_input_and_an_exported_plan_are_planned_anew_as_well(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    once = run("plan", "--from-itinerary", "trip.yaml", "--json")
    (tmp_path / "trip.json").write_text(once.out, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TRIP.encode()), "utf-8"))
    assert run("plan", "--from-itinerary", "-", "--json").out == once.out
    assert days(run("plan", "--from-itinerary", "trip.json", "--keep-most", "--json")) == days(once)


def test_a_shifted_trip_keeps_what_is_booked_and_tells_of_each_clash(run: Callable[..., Result]) -> None:
    done = run("plan", "--from-itinerary", "trip.yaml", "--date", "2027-06-14", "--keep-most", "--json")
    assert done.code == 0
    assert done.err == (
        "no longer pinned: Vik museum (day 1), now on day 2: it is shut on Mon 14 June 2027, and opens on Tue 15 June 2027\n"
        "no longer booked: Kayak tour (day 2), now on day 2: Wed 16 June 2027 is not in this trip\n"
        "left out: Fast boat (day 1): Kayak tour, which is done instead, is an alternative to it\n"
    )


def test_what_was_left_out_is_told_before_the_plan_and_nothing_of_it_on_stdout(run: Callable[..., Result]) -> None:
    done = run("plan", "--from-itinerary", "trip.yaml", "--children", "7")
    assert done.err.splitlines()[0] == (
        "left out: Kayak tour (booked, day 2): it takes nobody under 12, and the youngest is 7; its note was: dry bags"
    )
    assert "left out" not in done.out


def test_a_demand_that_cannot_be_met_is_exit_1(run: Callable[..., Result]) -> None:
    done = run("plan", "--from-itinerary", "trip.yaml", "--must", "cathedral", "--days", "1")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("error: Byen cathedral cannot be had in 1 day")


# -- written back ----------------------------------------------------------------------------------------------------------------------


def test_the_file_is_written_back_with_the_comments_of_a_person(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run("plan", "--update", "trip.yaml", "--keep-most")
    assert (done.code, done.out) == (0, "")
    assert done.err == ("left out: Fast boat (day 1): Kayak tour, which is done instead, is an alternative to it\nwrote trip.yaml\n")
    text = (tmp_path / "trip.yaml").read_text(encoding="utf-8")
    for comment in ("# ours", "# the Tuesday", "# the first day", "# ask about the boat"):
        assert text.count(comment) == 1
    assert "title: To the fjord" in text
    assert "note: dry bags" in text
    assert "booked: 2027-06-16 14:00" in text


def test_a_second_update_changes_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    run("plan", "--update", "trip.yaml", "--keep-most")
    once = (tmp_path / "trip.yaml").read_bytes()
    assert run("plan", "--update", "trip.yaml", "--keep-most").err == "wrote trip.yaml\n"
    assert (tmp_path / "trip.yaml").read_bytes() == once


def test_a_file_whose_comments_cannot_be_carried_is_left_as_it_is(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from mi_trip.errors import UsageError

    def lose(*_: object) -> str:
        raise UsageError("1 of the file's own comments would be lost, the first is: # ours")

    monkeypatch.setattr("mi_trip.itinerary.comments.carried", lose)
    done = run("plan", "--update", "trip.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1] == (
        "error: trip.yaml: is left as it is: 1 of the file's own comments would be lost, the first is: # ours"
    )
    assert (tmp_path / "trip.yaml").read_text(encoding="utf-8") == TRIP


def test_an_interrupted_save_leaves_the_old_file_whole(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    assert run("plan", "--update", "trip.yaml").code == 130
    assert (tmp_path / "trip.yaml").read_text(encoding="utf-8") == TRIP
    assert os.listdir(tmp_path) == ["trip.yaml"]  # noqa: PTH208 - nothing half-written beside it


def test_a_file_that_somebody_else_changes_meanwhile_is_left_as_it_is(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from mi_trip.itinerary import comments

    def edited(*_: object) -> str:
        (tmp_path / "trip.yaml").write_text("mine", encoding="utf-8")
        return "ours"

    monkeypatch.setattr(comments, "carried", edited)
    done = run("plan", "--update", "trip.yaml")
    assert done.code == 2
    assert done.err.splitlines()[-1] == "error: trip.yaml: has changed since it was read, and is left as it is: try again"
    assert (tmp_path / "trip.yaml").read_text(encoding="utf-8") == "mine"


def test_an_impossible_update_leaves_the_file_as_it_is(run: Callable[..., Result], tmp_path: Path) -> None:
    assert run("plan", "--update", "trip.yaml", "--must", "cathedral", "--days", "1").code == 1
    assert (tmp_path / "trip.yaml").read_text(encoding="utf-8") == TRIP


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("--keep-most", "--keep-most keeps what a saved trip has: give --from-itinerary FILE or --update FILE"),
        (
            "--update trip.yaml --from-itinerary trip.yaml",
            "--update FILE plans FILE anew: leave out --from-itinerary, or write elsewhere with -o",
        ),
        (
            "--update trip.yaml -o other.yaml",
            "--update writes its own file: leave out -o, --format, --json, --explain, --map and --alternatives",
        ),
        (
            "--update trip.yaml --explain",
            "--update writes its own file: leave out -o, --format, --json, --explain, --map and --alternatives",
        ),
        ("--update -", "--update writes a file back: - is none; give --from-itinerary -"),
        ("--update none.yaml", "none.yaml: no such file"),
        ("--update plan.json", "plan.json: is an exported plan, not an itinerary file: give it to --from-itinerary, and write with -o"),
        ("--update .", ".: is a folder: give the name of a file"),
        ("--from-itinerary trip.yaml --night lien@5", "--night lien@5: a trip of 2 days has nights after day 1 only"),
        (
            "--from-itinerary trip.yaml --arrive 21:00",
            "--arrive 21:00: the day ends at 19:30 at the balanced pace: give an earlier hour, or start a day later",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Callable[..., Result], words: str, complaint: str) -> None:
    run("plan", "--days", "2", "-o", "plan.json")
    done = run("plan", *words.split())
    assert (done.code, done.out, done.err) == (2, "", f"error: {complaint}\n")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of Unix")
def test_the_file_keeps_its_mode(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "trip.yaml").chmod(0o600)
    run("plan", "--update", "trip.yaml")
    assert (tmp_path / "trip.yaml").stat().st_mode & 0o777 == 0o600
