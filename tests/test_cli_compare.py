"""``mi-trip compare``: which trips are planned, how they are told side by side, and what an interruption leaves."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import jsonschema
import pytest

from cli_runner import runner
from mi_trip.sweep import Sweep
from test_why import WORLD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cli_runner import Result
    from mi_trip.model.request import Request
    from mi_trip.sweep import Tried

SCHEMA = json.loads((files("mi_trip.render") / "compare.schema.json").read_text("utf-8"))
JUNE = ("--date", "2027-06-15")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    return runner(monkeypatch, WORLD)


def document(done: Result) -> dict[str, object]:
    found: dict[str, object] = json.loads(done.out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(found)
    return found


def test_trips_of_other_lengths_stand_side_by_side(run: Callable[..., Result]) -> None:
    done = run("compare", "--days", "1-2", *JUNE)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "1\t2027-06-15\tbalanced\thire\t13.9\tbest possible\t3\t2 h\t≈ NOK 1,136\t\tnone\t\t\t",
        "2\t2027-06-15\tbalanced\thire\t21.6\tbest possible\t4\t2 h\t≈ NOK 2,936\t13:00\tBerg\tThe market\t\t",
    ]


def test_on_a_terminal_what_all_share_stands_above_and_what_changes_below(run: Callable[..., Result]) -> None:
    out = run("compare", "--days", "1-2", *JUNE, "--color", "never", terminal=True).out
    assert out == (
        "A small world: 2 trips, from Tue 15 June 2027, balanced pace, hired car\n"
        "days  score  below best     activities  driving         cost  latest\n"
        "   1   13.9  best possible           3      2 h  ≈ NOK 1,136\n"
        "   2   21.6  best possible           4      2 h  ≈ NOK 2,936   13:00\n"
        "effort quick: the best trips found with it\n"
        "\n"
        "What becomes possible and what is lost\n"
        "\n"
        "Against the first: 1 day\n"
        "  1 day\n"
        "      nights: none\n"
        "  2 days\n"
        "      nights: Berg\n"
        "      becomes possible: The market\n"
    )


def test_what_was_shut_in_the_first_trip_becomes_possible(run: Callable[..., Result]) -> None:
    words = ("compare", "--days", "2", "--date", "2027-04-13", "--date", "2027-06-16", "--date", "2027-04-14")
    out = run(*words, "--color", "never", terminal=True).out
    assert out.partition("Against ")[2] == (
        "the first: from Tue 13 April 2027\n"
        "  From Tue 13 April 2027\n"
        "      nights: Berg\n"
        "  From Wed 16 June 2027\n"
        "      nights: Avik\n"
        "      becomes possible: The tower; The cave\n"
        "  From Wed 14 April 2027\n"
        "      nights: Avik\n"
        "      the same activities\n"
    )
    later = document(run(*words, "--json"))["rows"]
    assert isinstance(later, list)
    assert [(row["opened"], row["shut"]) for row in later] == [([], []), (["tower", "cave"], []), ([], [])]


def test_every_combination_is_planned_once_and_in_order(run: Callable[..., Result]) -> None:
    words = "--date 2027-06-01..2027-06-15 --date 2027-06-08 --pace packed,relaxed --car own --days 1 --days 1,2"
    rows = [line.split("\t")[:4] for line in run("compare", *words.split()).out.splitlines()]
    dates, paces = ("2027-06-01", "2027-06-08", "2027-06-15"), ("packed", "relaxed")
    assert rows == [[days, day, pace, "own"] for days in ("1", "2") for day in dates for pace in paces]


def test_impossible_trips_are_rows_with_their_reason(run: Callable[..., Result]) -> None:
    done = run("compare", "--days", "1,2,3", *JUNE, "--must", "light", "--night", "Berg@2")
    assert (done.code, done.err) == (0, "")
    impossible = "2027-06-15\tbalanced\thire" + "\t" * 10 + "impossible: --night Berg@2: a trip of"
    assert done.out.splitlines()[:2] == [f"1\t{impossible} 1 day has no night", f"2\t{impossible} 2 days has nights after day 1 only"]
    assert done.out.splitlines()[2].startswith("3\t2027-06-15\tbalanced\thire\t")
    rows = document(run("compare", "--days", "2,3", *JUNE, "--must", "light", "--json"))["rows"]
    assert isinstance(rows, list)
    assert [(row["possible"], [cause["code"] for cause in row["causes"]]) for row in rows] == [(False, ["needs-days"]), (True, [])]


def test_where_no_trip_is_possible_the_answer_is_no(run: Callable[..., Result]) -> None:
    done = run("compare", "--days", "1,2", *JUNE, "--must", "light", "--color", "never", terminal=True)
    assert done.code == 1
    assert "No trip is possible\n" in done.out
    refused = run("compare", "--days", "1,2", "--night", "Berg@3")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "error: --night Berg@3: a trip of 1 day has no night\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--days 1-41", "that makes 41 combinations, and at most 40 are compared: give fewer, or dates with a larger --every"),
        ("--days 5-4", "--days: expected days from 1 to 60 such as 6, 4-9 or 4,6,8, not '5-4'"),
        ("--date 2027-06-09..2027-06-01", "--date: expected a range from an earlier to a later date, not '2027-06-09..2027-06-01'"),
        ("--pace packed,slow", "--pace: expected relaxed, balanced or packed, not 'slow'"),
        ("--date 2027-06-09 --every 3", "--every is the step of a range of dates: give one, such as --date 2027-06-01..2027-06-29"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Callable[..., Result], words: str, told: str) -> None:
    refused = run("compare", *words.split())
    assert (refused.code, refused.out, refused.err) == (2, "", f"error: {told}\n")


def test_json_follows_its_schema(run: Callable[..., Result]) -> None:
    done = run("compare", "--days", "1-2", *JUNE, "--json")
    assert (done.code, done.err) == (0, "")
    found = document(done)
    assert (found["complete"], found["first"], found["effort"]) == (True, 0, "quick")


def test_an_interruption_gives_the_trips_planned_so_far(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Sweep.plan

    def interrupted(self: Sweep, requests: Sequence[Request]) -> Iterator[Tried]:
        yield from whole(self, requests[:2])
        raise KeyboardInterrupt

    monkeypatch.setattr(Sweep, "plan", interrupted)
    done = run("compare", "--days", "1-3", *JUNE)
    assert (done.code, done.err) == (130, "interrupted: 2 of 3 trips were planned\n")
    assert [line[0] for line in done.out.splitlines()] == ["1", "2"]
    told = run("compare", "--days", "1-3", *JUNE, "--json")
    assert (told.code, document(told)["complete"]) == (130, False)


def test_what_is_planned_is_counted_on_a_terminal_once_it_is_slow(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mi_trip.cli.progress.SLOW", -1.0)
    shown = run("compare", "--days", "1-2", *JUNE, terminal=True).err
    assert shown == "".join(
        f"\r\x1b[K{text}"
        for text in (
            "planned 0 of 2",
            "planned 1 of 2: best so far 13.9 points",
            "planned 2 of 2: best so far 21.6 points",
            "",
        )
    )
    assert run("compare", "--days", "1-2", *JUNE).err == ""


def test_a_table_of_all_that_can_vary_fits_eighty_columns(run: Callable[..., Result]) -> None:
    words = "--days 1,2 --date 2027-06-15..2027-06-22 --pace relaxed,packed --car own,hire --color never"
    lines = run("compare", *words.split(), terminal=True).out.splitlines()
    assert lines[0] == "A small world: 16 trips"
    assert lines[1].split() == ["days", "first", "day", "pace", "car", "score", "driving", "cost"]
    assert lines[2].strip().startswith("1  Tue 15 June 2027  relaxed   own")
    assert max(map(len, lines)) <= 80
