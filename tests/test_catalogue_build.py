"""What stands in the files is what the model says of the world, with everything filled in that may be left out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from geopy.distance import geodesic  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from catalogue_files import EXAMPLE, example_in, example_where
from mi_trip.catalogue import load_catalogue
from mi_trip.catalogue.build import build
from mi_trip.catalogue.check import read_catalogue
from mi_trip.catalogue.estimate import straight_km
from mi_trip.catalogue.shipped import find_catalogue, read_sources, shipped_ids
from mi_trip.errors import FileError
from mi_trip.model.hours import Hours, Spot
from mi_trip.model.money import Fare, Price
from mi_trip.model.place import Booking, Confidence, Evidence, Stay
from mi_trip.model.route import BeThere, Headway, Route, Times

if TYPE_CHECKING:
    from pathlib import Path

    from mi_trip.model.catalogue import Catalogue

CHECKED = date(2026, 11, 20)
VILLAGE = Spot(53.462, -10.1, "IE", "Europe/Dublin")


def read(folder: Path) -> Catalogue:
    return build(read_catalogue(*read_sources(folder)), str(folder))


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    return read_catalogue(*read_sources(EXAMPLE))


@pytest.fixture(scope="module")
def example(plain: dict[str, Any]) -> Catalogue:
    return build(plain, str(EXAMPLE))


def with_departures(folder: Path, *services: str) -> Route:
    """Give the example a second ferry with these services."""
    ferry = "{id: boat, name: Boat, mode: ferry, from: carrick_pier, to: inish_quay, km: 6.5, minutes: 25, source: [editors]"
    text = f"routes:\n  - {ferry},\n    departures: [{', '.join(services)}]}}\n"
    return read(example_in(folder, {"boat.yaml": text})).routes["boat"]


def times(*clock: str) -> tuple[time, ...]:
    return tuple(map(time.fromisoformat, clock))


def test_the_header_is_the_catalogue(example: Catalogue) -> None:
    assert (example.id, example.currency, example.default_day, example.tour) == ("example", "EUR", (6, 22), ("mainland", "island"))
    assert example.score.interests["hiking"].value == 1.2
    assert example.costs.evidence == Evidence(("editors",), Confidence.MEDIUM, CHECKED)
    assert example.folder == str(EXAMPLE)
    assert [pace.rest_after_strenuous for pace in example.paces.values()] == [True, False, False]


def test_entries_keep_the_order_of_the_files(example: Catalogue) -> None:
    assert list(example.routes)[:3] == ["kilmore_pier_road", "hill_road", "inish_ferry"]
    assert list(example.activities) == ["lighthouse_tour", "strand_swim", "hill_walk", "seal_crossing"]


def test_a_location_has_its_bed_and_the_hours_of_its_spot(example: Catalogue) -> None:
    village = example.locations["inish_village"]

    assert village.spot == VILLAGE
    assert village.also == ("An Baile",)
    booking = Booking("recommended", who="the four guesthouses")
    assert village.stay == Stay("", 95, estimate=False, open=Hours("Apr-Oct", VILLAGE), booking=booking)
    assert village.evidence == Evidence(("editors",), Confidence.MEDIUM, CHECKED)


def test_a_ferry_takes_cars_and_people_and_a_road_cars_only(example: Catalogue) -> None:
    ferry, road = example.routes["inish_ferry"], example.routes["quay_road"]

    assert (ferry.cars, ferry.foot, road.cars, road.foot) == (True, True, True, False)
    assert ferry.fare == Fare(adult=8, child=4, car=22, driver_included=True)
    assert road.fare == Fare()
    assert road.toll == Price()


def test_the_departures_of_a_summer_day_are_those_written(example: Catalogue) -> None:
    ferry = example.routes["inish_ferry"]
    day = date(2027, 6, 22)

    assert [f"{d.departs:%H:%M}-{d.arrives:%H:%M}" for d in ferry.departures(day, "carrick_pier")] == [
        "08:00-08:25",
        "10:00-10:25",
        "12:00-12:25",
        "15:00-15:25",
        "18:00-18:25",
    ]
    assert ferry.early_minutes(day) == 10
    assert ferry.early(date(2027, 7, 1)) == BeThere(20, "the car deck is small", Hours("Jul-Aug", example.locations["carrick_pier"].spot))


def test_a_route_without_a_season_is_always_open(example: Catalogue) -> None:
    season = example.routes["quay_road"].season

    assert (season.id, season.open.text) == ("", "24/7")


def test_a_route_shares_its_season_with_its_record(example: Catalogue) -> None:
    road = example.routes["hill_road"]

    assert road.season is example.seasons["hill_road_season"]
    assert road.season.risk(date(2027, 5, 20)) == (1, 3)
    assert not road.open_on(date(2025, 5, 20))
    assert road.open_on(date(2027, 5, 20))


def test_a_season_of_the_sun_is_read_where_the_route_is(tmp_path: Path) -> None:
    usual = '"Apr 01-Oct 31; 2025 May 10-Jun 05 off" # the usual season, and the year of the landslide'
    catalogue = read(example_where(tmp_path, "catalogue.yaml", usual, "sunrise-sunset"))

    assert catalogue.activities["hill_walk"].season.open.spot == catalogue.locations["hill_car_park"].spot
    assert catalogue.routes["hill_road"].season.open.spot == catalogue.locations["kilmore"].spot


def test_a_journey_takes_as_long_as_its_routes(example: Catalogue) -> None:
    crossing = example.activities["seal_crossing"]

    assert crossing.journey
    assert crossing.duration == timedelta(minutes=25)
    assert (crossing.start, crossing.end, crossing.rides) == ("carrick_pier", "inish_quay", ("inish_ferry",))


def test_an_activity_is_in_the_area_of_its_location(example: Catalogue) -> None:
    assert example.activities["strand_swim"].area == "island"


def test_daylight_is_that_of_the_place(example: Catalogue) -> None:
    walk = example.activities["hill_walk"]

    assert walk.daylight == Hours("sunrise-sunset", example.locations["hill_car_park"].spot)
    assert walk.strenuous
    assert not walk.fits(datetime(2027, 10, 20, 16), datetime(2027, 10, 20, 20))


# -- departures ------------------------------------------------------------------------------------------------------------------------


def test_a_known_grid_becomes_its_times(tmp_path: Path) -> None:
    route = with_departures(tmp_path, '{every: 45, first: "08:00", last: "10:20"}')

    assert route.services == (Times(Hours("24/7", route.open.spot), None, times("08:00", "08:45", "09:30", "10:15"), estimate=False),)


def test_a_grid_may_run_past_midnight_where_it_runs_every_day(tmp_path: Path) -> None:
    grid = 'every: 30, first: "23:00", last: "00:30"'
    route = with_departures(tmp_path, f"{{{grid}}}", f"{{on: Fr, {grid}}}")

    daily, fridays = route.services
    assert isinstance(daily, Times)
    assert isinstance(fridays, Times)
    assert daily.times == times("00:00", "00:30", "23:00", "23:30")
    assert fridays.times == times("23:00", "23:30")


def test_a_frequency_whose_minute_is_unknown_stays_one(tmp_path: Path) -> None:
    route = with_departures(
        tmp_path, '{from: inish_quay, every: 40, first: "06:00", last: "01:00", estimate: true, basis: seen}', "{times: ['9:05']}"
    )

    always = Hours("24/7", route.open.spot)
    assert route.services == (
        Headway(always, "inish_quay", time(6), time(1), timedelta(minutes=40), "seen"),
        Times(always, None, times("09:05"), estimate=False),
    )


@given(first=st.integers(0, 1439), last=st.integers(0, 1439), every=st.integers(1, 1440))
def test_a_grid_has_its_first_and_nothing_after_its_last(plain: dict[str, Any], first: int, last: int, every: int) -> None:
    service = {"on": "Mo", "times": [], "every": every, "first": clock(first), "last": clock(last), "estimate": False}
    routes = [{**route, "departures": [service]} if route["id"] == "inish_ferry" else route for route in plain["routes"]]

    (made,) = build({**plain, "routes": routes}, "").routes["inish_ferry"].services
    assert isinstance(made, Times)
    minutes = [at.hour * 60 + at.minute for at in made.times]
    end = last if last >= first else 1439
    assert minutes == list(range(first, end + 1, every))


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


# -- estimates -------------------------------------------------------------------------------------------------------------------------


def test_what_is_estimated_is_marked(example: Catalogue) -> None:
    track = example.routes["lighthouse_track"]
    straight = geodesic((53.462, -10.1), (53.455, -10.16)).km

    assert (track.estimate, track.estimated_distance) == (True, True)
    assert track.km == round(straight * 1.3, 1)
    assert track.duration == timedelta(minutes=round(track.km / 45 * 60))
    assert not example.routes["quay_road"].estimate


def test_minutes_alone_are_estimated_from_the_kilometres(tmp_path: Path) -> None:
    catalogue = read(example_where(tmp_path, "places.yaml", "km: 2, minutes: 4", "km: 0.1, minutes: estimate"))

    road = catalogue.routes["quay_road"]
    assert (road.estimate, road.estimated_distance, road.km, road.duration) == (True, False, 0.1, timedelta(minutes=1))


degrees = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


@given(degrees, degrees)
def test_the_great_circle_is_near_the_geodesic(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert straight_km(a, b) == pytest.approx(geodesic(a, b).km, rel=0.006, abs=0.01)


# -- where catalogues lie --------------------------------------------------------------------------------------------------------------


def test_a_catalogue_is_named_by_its_folder_its_id_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_TRIP_CACHE", "")

    assert shipped_ids() == ("example", "mission-impossible-norway")
    assert find_catalogue(None).name == "mission-impossible-norway"
    assert load_catalogue("example") == load_catalogue(str(EXAMPLE))


def test_a_catalogue_may_be_one_file(tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    file.write_text((EXAMPLE / "catalogue.yaml").read_text() + (EXAMPLE / "places.yaml").read_text())

    assert read(file).routes.keys() == read(EXAMPLE).routes.keys()


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("exampel", "exampel: no such folder, and no shipped catalogue is called so; did you mean example?"),
        ("atlantis", "atlantis: no such folder, and no shipped catalogue is called so; shipped are example, mission-impossible-norway"),
        ("", "'': not the name of a folder"),
        ("a\0b", "'a\\x00b': not the name of a folder"),
        ("a" * 5000, f"{'a' * 59}…: no such folder, and no shipped catalogue is called so; shipped are example, mission-impossible-norway"),
    ],
    ids=["misspelt", "unknown", "empty", "with a NUL", "long"],
)
def test_a_catalogue_that_does_not_exist_is_told_so(where: str, expected: str) -> None:
    with pytest.raises(FileError) as error:
        find_catalogue(where)
    assert str(error.value) == expected


def test_the_shipped_catalogue_has_no_mistake() -> None:
    assert read(find_catalogue(None)).id == "mission-impossible-norway"
