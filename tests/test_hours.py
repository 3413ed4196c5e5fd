"""Opening hours, and what of a route's services leaves when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

import worlds
from mi_trip.model.hours import Spot, daylight
from mi_trip.model.place import Season, YearRecord
from mi_trip.model.route import Mode

if TYPE_CHECKING:
    from mi_trip.model.route import Departure, Route, Service

TUESDAY = date(2027, 6, 15)


def at(text: str, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, worlds.clock(text))


# -- hours ---------------------------------------------------------------------------------------------------------------------------


def test_the_spans_of_a_day_go_on_to_the_next() -> None:
    bar = worlds.hours("18:00-02:00")
    assert [(f"{a:%d %H:%M}", f"{b:%d %H:%M}") for a, b in bar.spans(TUESDAY)] == [
        ("15 00:00", "15 02:00"),
        ("15 18:00", "16 02:00"),
        ("16 18:00", "17 00:00"),
    ]
    assert bar.open_throughout(at("23:00"), at("23:00") + timedelta(hours=3))
    assert not bar.open_throughout(at("23:00"), at("23:00") + timedelta(hours=4))


@pytest.mark.parametrize(
    ("text", "day", "is_open"),
    [
        ("24/7", "2027-06-15", True),
        ("Jun 1-Oct 15", "2027-05-31", False),
        ("Jun 1-Oct 15", "2027-10-15", True),
        ("Oct 15-Apr 30", "2027-01-20", True),  # over the new year
        ("Tu-Sa 10:00-16:00", "2027-06-14", False),
        ("Mo-Su 10:00-16:00; PH off", "2027-05-17", False),  # Norway's national day
        ("May 25-Oct 20; 2024 Jun 17-2024 Oct 20 off", "2024-07-01", False),
        ("May 25-Oct 20; 2024 Jun 17-2024 Oct 20 off", "2025-07-01", True),
        ("Jul Su[1]", "2027-07-04", True),  # the first Sunday
        ("Jul Su[1]", "2027-07-11", False),
    ],
)
def test_what_is_open_on_a_day(text: str, day: str, is_open: bool) -> None:
    assert worlds.hours(text).open_on(date.fromisoformat(day)) is is_open


def test_what_ends_as_another_day_begins_is_not_open_on_it() -> None:
    monday = worlds.hours("Mo 00:00-24:00")
    assert monday.open_on(date(2027, 6, 14))
    assert not monday.open_on(TUESDAY)


def test_an_hour_is_open_from_its_first_minute_to_before_its_last() -> None:
    shop = worlds.hours("09:00-17:00")
    assert [shop.open_at(at(text)) for text in ("08:59", "09:00", "16:59", "17:00")] == [False, True, True, False]
    assert shop.open_throughout(at("09:00"), at("17:00"))
    assert not shop.open_throughout(at("09:00"), at("17:01"))


def test_the_next_opening_is_within_two_years_or_none() -> None:
    assert worlds.hours("Jun-Sep").next_opening(date(2027, 1, 20)) == date(2027, 6, 1)
    assert worlds.hours("Jun-Sep").next_opening(TUESDAY) == TUESDAY
    assert worlds.hours("2024 Jun 1-2024 Jun 30").next_opening(date(2027, 1, 20)) is None


def test_the_sun_sets_the_daylight() -> None:
    oslo, longyearbyen = Spot(59.91, 10.75, "NO", "Europe/Oslo"), Spot(78.22, 15.65, "NO", "Arctic/Longyearbyen")
    (light,) = (span for span in daylight(oslo).spans(date(2027, 1, 20)) if span[0].date() == date(2027, 1, 20))
    assert at("08:50", light[0].date()) < light[0] < at("09:05", light[0].date())  # 08:58 and 15:58 by the almanac
    assert at("15:50", light[0].date()) < light[1] < at("16:05", light[0].date())
    assert daylight(longyearbyen).open_throughout(at("00:00"), at("23:59"))  # midnight sun
    assert not daylight(longyearbyen).open_on(date(2027, 1, 20))  # polar night


def test_the_risk_is_counted_over_the_recorded_years() -> None:
    records = tuple(YearRecord(year, worlds.hours(span)) for year, span in ((2023, "Jun-Sep"), (2024, "Jun 10-Jul 10"), (2025, "Jul-Sep")))
    season = Season("pass", "The pass", worlds.hours("Jun-Sep"), worlds.KNOWN, records)
    assert [season.risk(date(2027, month, day)) for month, day in ((6, 1), (6, 15), (7, 15), (1, 20))] == [(2, 3), (1, 3), (1, 3), (3, 3)]
    assert season.risk(date(2028, 2, 29)) == (3, 3)


# -- departures ----------------------------------------------------------------------------------------------------------------------


def bus(*services: Service, **more: object) -> Route:
    """A bus of twenty minutes from A to B and back."""
    return worlds.route(Mode.BUS, "a", "b", 20, 10, services=services, **more)


def told(departure: Departure | None) -> str:
    if departure is None:
        return "none"
    about = "≈ " if departure.estimated else ""
    return f"{about}{departure.departs:%H:%M}-{departure.arrives:%H:%M}"


def test_the_next_departure_is_boarded_and_after_the_last_none() -> None:
    line = bus(worlds.times("09:00 12:00", origin="a"), worlds.times("10:00", origin="b", estimate=True))
    assert [told(line.board(TUESDAY, "a", at(text))) for text in ("08:00", "09:00", "09:01", "12:01")] == [
        "09:00-09:20",
        "09:00-09:20",
        "12:00-12:20",
        "none",
    ]
    assert told(line.board(TUESDAY, "b", at("08:00"))) == "≈ 10:00-10:20"


def test_one_has_to_be_there_early_by_the_season() -> None:
    line = bus(worlds.times("09:00 12:00"), be_there=(worlds.be_there(30, "queue", "Jul"), worlds.be_there(10)))
    assert told(line.board(TUESDAY, "a", at("08:50"))) == "09:00-09:20"
    assert told(line.board(date(2027, 7, 15), "a", at("08:50", date(2027, 7, 15)))) == "12:00-12:20"
    assert [line.early_minutes(date(2027, month, 15)) for month in (6, 7)] == [10, 30]


@pytest.mark.parametrize(
    ("ready", "departure"),
    [
        ("06:00", "≈ 09:00-09:20"),  # the first
        ("09:00", "≈ 09:00-09:20"),
        ("09:01", "≈ 09:31-09:51"),  # a whole interval is waited
        ("17:45", "≈ 18:00-18:20"),  # the last
        ("18:00", "≈ 18:00-18:20"),
        ("18:01", "none"),
    ],
)
def test_where_the_minute_is_unknown_a_whole_interval_is_waited(ready: str, departure: str) -> None:
    line = bus(worlds.headway("09:00", "18:00", 30))
    assert told(line.board(TUESDAY, "a", at(ready))) == departure


def test_a_last_before_the_first_is_after_midnight() -> None:
    line = bus(worlds.headway("18:00", "00:30", 30))
    assert told(line.board(TUESDAY, "a", at("23:50"))) == "≈ 00:20-00:40"
    assert told(line.board(TUESDAY, "a", at("23:50") + timedelta(hours=1))) == "none"
    assert line.last_departure(TUESDAY, "a") == at("00:30") + timedelta(days=1)


def test_a_known_time_is_taken_before_an_assumed_one_that_is_the_same() -> None:
    line = bus(worlds.times("09:00", estimate=True), worlds.times("09:00"))
    assert told(line.board(TUESDAY, "a", at("08:00"))) == "09:00-09:20"
    assert line.last_departure(TUESDAY, "a") == at("09:00")


def test_nothing_runs_on_other_days_or_the_wrong_way() -> None:
    line = bus(worlds.times("09:00", on="Mo-Fr; PH off"), one_way=True)
    assert told(line.board(date(2027, 6, 19), "a", at("08:00", date(2027, 6, 19)))) == "none"
    assert told(line.board(date(2027, 5, 17), "a", at("08:00", date(2027, 5, 17)))) == "none"
    assert told(line.board(TUESDAY, "b", at("08:00"))) == "none"
    assert (line.departures(TUESDAY, "b"), line.headways(TUESDAY, "b"), line.last_departure(TUESDAY, "b")) == ((), (), None)


def test_a_departure_whose_ride_outlasts_the_opening_is_none() -> None:
    line = bus(worlds.times("09:00 12:00"), open="08:00-12:10")
    assert [told(departure) for departure in line.departures(TUESDAY, "a")] == ["09:00-09:20"]


def test_a_road_is_left_at_once_or_not_at_all() -> None:
    road = worlds.drive("a", "b", 30, 30, season="Jun-Sep", open="08:00-20:00")
    assert [told(road.board(TUESDAY, "a", at(text))) for text in ("07:59", "08:00", "19:30", "19:31")] == [
        "none",
        "08:00-08:30",
        "19:30-20:00",
        "none",
    ]
    assert not road.open_on(date(2027, 1, 20))
    assert told(road.board(date(2027, 1, 20), "a", at("12:00", date(2027, 1, 20)))) == "none"
