"""``mi-trip list``: what a catalogue holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import mi_trip
import worlds
from cli_runner import fjord_runner, runner
from mi_trip.catalogue import load_catalogue
from mi_trip.model.hours import Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_runner import Result

SCHEMA = json.loads((Path(mi_trip.__file__).parent / "render" / "entries.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    return fjord_runner(monkeypatch)


def ids(listed: Result, column: int = 0) -> list[str]:
    assert (listed.code, listed.err) == (0, "")
    return [line.split("\t")[column] for line in listed.out.splitlines()]


def test_without_a_kind_everything_is_listed_one_record_a_line(run: Callable[..., Result]) -> None:
    world = worlds.fjord()
    expected = [*world.locations, *world.activities, *world.routes, *world.films, *world.areas]
    assert ids(run("list"), 1) == expected
    assert run("list").out.splitlines()[0] == "location\tvik\tVik\tFjord"


def test_activities_are_records_of_seven_fields(run: Callable[..., Result]) -> None:
    first, *_, last = run("list", "activities").out.splitlines()
    assert first == "museum\tVik museum\tFjord\t2\t1 h\topen Tu-Su 10:00-17:00\tNOK 120, children 60"
    assert last == "cathedral\tByen cathedral\tCity\t3\t1 h\topen 09:00-18:00\tfree"


def test_each_kind_has_its_columns(run: Callable[..., Result]) -> None:
    assert run("list", "locations").out.splitlines()[4] == "lien\tLien\tvillage\tFjord\tNOK 1,400\tMay-Sep"
    assert run("list", "routes").out.splitlines()[2] == (
        "crossing\tVestkai-Austkai\tferry\t12\t30 min\topen May-Sep\tcar with driver NOK 200 and NOK 50 a person, children 25"
    )
    assert run("list", "films").out == "the_film\tThe Film\t2023-07-12\t1\n"
    assert run("list", "areas").out.splitlines()[0] == "fjord_area\tFjord\t5\t4"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("activities --tag film", ["view"]),
        ("activities --tag boat --tag nature", ["cruise"]),
        ("activities --area Pass", ["view", "pass_drive", "hike"]),
        ("activities --open-on 2027-01-18", ["view", "cathedral"]),
        ("activities --date 2027-01-19", ["museum", "view", "cathedral"]),
        ("routes --mode ferry", ["crossing"]),
        ("routes --mode drive --area City", ["byen_airport_byen"]),
        ("routes --open-on 2027-01-18 --area Pass", ["lien_utsikten", "skaret_vik"]),
        ("locations --film The-Film", []),
        ("locations --open-on 2027-01-18 --area Pass", ["utsikten"]),
    ],
)
def test_filters_let_through_what_has_all_that_is_asked(run: Callable[..., Result], words: str, expected: list[str]) -> None:
    listed = run("list", *words.split())
    assert [line.split("\t")[0] for line in listed.out.splitlines()] == expected
    assert listed.err == ("" if expected else "nothing in the catalogue fits\n")


def test_a_filter_without_a_kind_chooses_the_kinds_it_goes_with(run: Callable[..., Result]) -> None:
    assert ids(run("list", "--film", "the_film"), 1) == ["view"]
    assert ids(run("list", "--mode", "flight")) == ["flight"]


def test_near_a_place_the_nearest_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [
        worlds.location(name, name.title(), spot=Spot(60 + north, 7, "NO", "Europe/Oslo"))
        for name, north in (("far", 1), ("here", 0), ("near", 0.1))
    ]
    run = runner(monkeypatch, worlds.catalogue(places, []))
    listed = run("list", "locations", "--near", "here", "--within", "50km").out.splitlines()
    assert [(line.split("\t")[0], line.split("\t")[-1]) for line in listed] == [("here", "0 km"), ("near", "11 km")]
    told = json.loads(run("list", "locations", "--near", "here", "--json").out)["entries"]
    assert [(one["id"], one["distance_km"]) for one in told] == [("here", 0.0), ("near", pytest.approx(11.1, abs=0.1))]


def test_on_a_terminal_it_is_a_table_that_fits(run: Callable[..., Result]) -> None:
    shown = run("list", "activities", terminal=True).out
    plain = run("list", "activities", "--color", "never", terminal=True).out
    assert "\x1b[" in shown
    assert "─" in shown
    assert "\x1b" not in plain
    assert "─" not in plain
    assert max(map(len, plain.splitlines())) <= 80
    assert plain.splitlines()[0].split() == ["name", "rating", "time", "when", "price"]


@pytest.mark.parametrize("words", ["", "activities", "locations", "routes", "films", "areas", "routes --mode bus --date 2027-06-15"])
def test_json_follows_its_schema(run: Callable[..., Result], words: str) -> None:
    told = json.loads(run("list", *words.split(), "--json").out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(told)
    assert told["entries"]


# -- ready-made itineraries ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    return runner(monkeypatch, load_catalogue())


def test_itineraries_are_records_of_seven_fields(real: Callable[..., Result]) -> None:
    listed = real("list", "itineraries")
    assert ids(listed) == ["film-weekend", "grand-tour", "reference-tour", "winter-weekend", "without-a-car"]
    assert listed.out.splitlines()[2].split("\t")[:6] == [
        "reference-tour",
        "The six-day tour of the fjord film places",
        "6",
        "Tue 22 June 2027",
        "Ålesund lufthavn, Vigra (AES)",
        "Ålesund lufthavn, Vigra (AES)",
    ]
    assert all(len(line.split("\t")) == 7 for line in listed.out.splitlines())


def test_itineraries_on_a_terminal_leave_out_what_does_not_fit(real: Callable[..., Result]) -> None:
    shown = real("list", "itineraries", "--color", "never", terminal=True).out
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.splitlines()[0].split() == ["id", "title", "days", "first", "day"]


def test_itineraries_as_json_follow_the_schema_of_entries(real: Callable[..., Result]) -> None:
    told = json.loads(real("list", "itineraries", "--json").out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(told)
    tour = told["entries"][2]
    assert (tour["kind"], tour["id"], tour["days"], tour["first_day"], tour["last_day"]) == (
        "itinerary", "reference-tour", 6, "2027-06-22", "2027-06-27",
    )  # fmt: skip
    assert tour["nights"] == ["stranda", "valldal", "hotel_aak", "hotel_aak", "alesund"]
    assert tour["choices"][5] == ["alesund_art_nouveau_walk", "aksla_viewpoint"]


def test_a_catalogue_without_itineraries_says_so(run: Callable[..., Result]) -> None:
    listed = run("list", "itineraries", "--catalogue", "example")
    assert (listed.code, listed.out, listed.err) == (0, "", "no ready-made itineraries lie with this catalogue\n")


def test_filters_do_not_go_with_itineraries(run: Callable[..., Result]) -> None:
    refused = run("list", "itineraries", "--tag", "film")
    assert (refused.code, refused.err) == (2, "error: --tag goes with activities, not with itineraries\n")
