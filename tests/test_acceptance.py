"""The main job on the shipped catalogue: what a traveller must be able to see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from mi_trip.catalogue import load_catalogue
from mi_trip.catalogue.names import resolve_wish
from mi_trip.checker import check
from mi_trip.errors import ImpossibleError
from mi_trip.model.plan import Handover, Plan, Travel, Visit
from mi_trip.model.request import CarChoice, Request
from mi_trip.model.route import Mode
from mi_trip.planner import plan_trip
from mi_trip.solver.search import NORMAL, QUICK

WORLD = load_catalogue()
SUMMER_ONLY = {"trollstigen", "trollstigen_plateau_road", "geirangervegen", "nibbevegen", "geiranger_ferry", "kylling_path"}


@cache
def planned(first_day: date, days: int = 6, car: CarChoice = CarChoice.HIRE, must: tuple[str, ...] = ()) -> Plan:
    wishes = tuple(resolve_wish(WORLD, name) for name in must)
    effort = replace(NORMAL, proof=0) if days == 6 else QUICK
    plan = plan_trip(WORLD, Request(first_day, days, "alesund", "alesund", car=car, must=wishes), effort=effort)
    assert check(plan, WORLD) == ()
    return plan


def done(plan: Plan) -> set[str]:
    return {visit.activity.id for visit in plan.events(Visit)}


def areas(plan: Plan) -> set[str]:
    nights = {WORLD.locations[day.night.location].area for day in plan.days if day.night}
    return nights | {visit.activity.area for visit in plan.events(Visit)}


def seasons_used(plan: Plan) -> set[str]:
    rides = {ride.route.season.id for day in plan.days for ride in day.rides}
    return rides | {visit.activity.season.id for visit in plan.events(Visit)}


@pytest.mark.parametrize("first_day", [date(2027, 6, 15), date(2027, 6, 22)])
def test_six_days_in_june_are_the_film_tour(first_day: date) -> None:
    plan = planned(first_day)
    assert plan.days[0].events[0].origin == plan.days[-1].events[-1].destination == "alesund"
    assert "hellesylt_area" in areas(plan)
    assert done(plan) & {"geirangerfjord_ferry_cruise"}
    assert done(plan) & {"ornevegen_drive"}
    assert "valldal_area" in areas(plan)
    assert done(plan) & {"trollstigen_drive"}
    assert done(plan) & {"trollveggen_view", "trollveggen_stop", "kylling_bru_walk", "kylling_bru_by_train", "golden_train_trip"}


def test_nobody_is_hurried() -> None:
    for day in planned(date(2027, 6, 22)).days:
        assert sum(visit.activity.counted for visit in day.only(Visit)) <= 4


def test_january_uses_nothing_of_the_summer_and_says_what_is_shut() -> None:
    plan = planned(date(2027, 1, 20))
    assert not seasons_used(plan) & SUMMER_ONLY
    assert done(plan)
    shut = {notice.subject for notice in plan.notices if notice.code == "shut"}
    assert shut >= SUMMER_ONLY
    assert any(notice.code == "short-daylight" for notice in plan.notices)


def test_trollstigen_was_shut_in_july_2024_though_its_plateau_was_not() -> None:
    plan = planned(date(2024, 7, 1))
    assert "trollstigen" not in seasons_used(plan)
    assert "trollstigen" in {notice.subject for notice in plan.notices if notice.code == "shut"}


def test_trollstigen_in_june_is_told_as_a_risk_with_its_detour() -> None:
    risks = {notice.subject: dict(notice.facts) for notice in planned(date(2027, 6, 15)).notices if notice.code == "season-risk"}
    assert int(risks["trollstigen"]["shut"]) >= 1
    assert int(risks["trollstigen"]["detour_minutes"]) > 60


def test_twelve_days_hold_preikestolen_and_svalbard_with_flights_and_hired_cars() -> None:
    plan = planned(date(2027, 6, 10), 12, must=("preikestolen", "svalbard"))
    assert {"preikestolen_area", "svalbard_area"} <= {visit.activity.area for visit in plan.events(Visit)}
    assert any(travel.mode is Mode.FLIGHT for travel in plan.events(Travel))
    assert {handover.takes for handover in plan.events(Handover)} == {True, False}


def test_three_days_do_not_and_it_is_said_why() -> None:
    with pytest.raises(ImpossibleError) as refused:
        planned(date(2027, 6, 10), 3, must=("preikestolen", "svalbard"))
    told = str(refused.value)
    assert "Svalbard" in told
    assert "reikestolen" in told


def test_four_days_without_a_car_are_a_real_trip() -> None:
    plan = planned(date(2027, 6, 22), 4, CarChoice.NONE)
    assert len(done(plan)) >= 6
    assert len(areas(plan)) >= 3
    assert not any(travel.mode is Mode.DRIVE for travel in plan.events(Travel))


@pytest.mark.parametrize("days", [1, 2])
def test_short_and_long_trips_are_answered(days: int) -> None:
    assert len(planned(date(2027, 6, 22), days).days) == days


@pytest.mark.slow
@pytest.mark.parametrize("days", [1, 2, 4, 5, 7, 10, 14, 21])
@pytest.mark.parametrize("first_day", [date(2027, 6, 22), date(2027, 10, 4), date(2027, 1, 20)])
def test_every_length_is_answered_in_every_season(days: int, first_day: date) -> None:
    assert len(planned(first_day, days).days) == days


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "month"),
    [(name, month) for name in ("hellesylt", "romsdalen", "preikestolen", "svalbard") for month in (1, 6, 9)]
    + [("valldal", month) for month in (4, 6, 9)],  # nothing in Valldal is open before the middle of April
)
def test_each_of_the_five_film_areas_can_be_had_when_it_is_open(name: str, month: int) -> None:
    plan = planned(date(2027, month, 16), 7, must=(name,))
    assert f"{name}_area" in {visit.activity.area for visit in plan.events(Visit)}
