"""The pipeline on small worlds: what comes out is right, or says why nothing can."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mi_trip.checker import check
from mi_trip.errors import ImpossibleError
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Party
from mi_trip.model.plan import Handover, Meal, Visit, Wait, WaitFor
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Request, Wish
from mi_trip.model.solution import Cause
from mi_trip.planner import plan_trip
from mi_trip.solver.search import QUICK
from worlds import FIRST_DAY, activity, catalogue, drive, ferry, fjord, fjord_request, journey, location

WORLD = fjord()
MUSEUM = Wish("museum", activities=("museum",))
CATHEDRAL = Wish("cathedral", activities=("cathedral",))
HIKE = Wish("hike", activities=("hike",))


def done(plan):
    return [visit.activity.id for visit in plan.events(Visit)]


def causes_of(request: Request) -> tuple[Cause, ...]:
    with pytest.raises(ImpossibleError) as refused:
        plan_trip(WORLD, request)
    return refused.value.causes


requests = st.builds(
    Request,
    first_day=st.dates(date(2027, 1, 1), date(2027, 12, 1)),
    days=st.integers(1, 3),
    start=st.just("vik"),
    end=st.sampled_from(["vik", "lien"]),
    pace=st.sampled_from(PaceName),
    car=st.sampled_from(CarChoice),
    party=st.sampled_from([Party(), Party(1, (7, 12)), Party(3)]),
    arrive=st.sampled_from([None, time(13, 0)]),
    depart=st.sampled_from([None, time(15, 0)]),
    must=st.sampled_from([(), (MUSEUM,), (HIKE,)]),
    avoid=st.sampled_from([(), (Wish("pass", routes=("pass",)),), (Wish("Lien", locations=("lien",)),)]),
    max_difficulty=st.sampled_from([Difficulty.EASY, Difficulty.HARD]),
    budget=st.sampled_from([None, 9000]),
)


@given(requests)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_plan_passes_the_checker_and_every_refusal_has_a_cause(request: Request) -> None:
    try:
        plan = plan_trip(WORLD, request)
    except ImpossibleError as refused:
        causes = refused.causes
        plan = None
    assert causes if plan is None else check(plan, WORLD) == ()


def test_the_score_of_the_plan_is_the_sum_of_its_lines() -> None:
    plan = plan_trip(WORLD, fjord_request())
    assert plan.quality.score == pytest.approx(sum(line.points for line in plan.score), abs=0.02)
    assert plan.quality.bound >= plan.quality.score


def test_one_leaves_as_late_as_keeps_every_later_time() -> None:
    plan = plan_trip(WORLD, fjord_request(must=(Wish("kayak", activities=("kayak",)),)))
    for day in plan.days:
        for wait in day.only(Wait):
            assert wait.reason is WaitFor.FREE or (wait.end - wait.start).total_seconds() <= 75 * 60


def test_lunch_is_had_on_a_day_that_goes_on_into_the_afternoon() -> None:
    plan = plan_trip(WORLD, fjord_request(days=1, must=(HIKE,)))
    (meal,) = plan.events(Meal)
    assert time(11, 30) <= meal.start.time() <= time(14, 0)


def test_a_far_town_is_reached_by_air_and_the_hired_car_handed_over_on_the_way() -> None:
    plan = plan_trip(WORLD, fjord_request(days=3, must=(CATHEDRAL,)))
    assert "cathedral" in done(plan)
    assert [handover.takes for handover in plan.events(Handover)][:1] == [False]


def test_without_a_car_nobody_drives() -> None:
    plan = plan_trip(WORLD, fjord_request(days=2, car=CarChoice.NONE))
    assert not any(ride.route.mode == "drive" for day in plan.days for ride in day.rides)


def test_a_demanded_route_is_ridden_even_one_that_no_driver_would_take() -> None:
    plan = plan_trip(WORLD, fjord_request(must=(Wish("airport bus", routes=("airport_bus",)),)))
    assert "airport_bus" in {ride.route.id for day in plan.days for ride in day.rides}


def test_two_demands_can_be_met_on_one_day() -> None:
    view = Wish("view", activities=("view",))
    plan = plan_trip(WORLD, fjord_request(days=1, must=(MUSEUM, view), pace=PaceName.PACKED))
    assert {"museum", "view"} <= set(done(plan))


def test_what_one_likes_weighs_more() -> None:
    plain = plan_trip(WORLD, fjord_request())
    fond = plan_trip(WORLD, fjord_request(likes=(("culture", 10.0),)))
    assert "museum" in done(fond)
    assert fond.quality.score > plain.quality.score


def test_a_fixed_night_is_spent_where_it_was_asked_for() -> None:
    plan = plan_trip(WORLD, fjord_request(nights=(FixedNight("Lien", 1, ("lien",)),)))
    night = plan.days[0].night
    assert night is not None
    assert night.location == "lien"


def test_a_day_of_nothing_but_staying_is_a_free_day() -> None:
    nothing = tuple(Wish(name, activities=(name,)) for name in WORLD.activities)
    plan = plan_trip(WORLD, fjord_request(avoid=nothing))
    assert done(plan) == []
    assert [notice.code for notice in plan.notices if notice.day == 1] == ["free-day"]
    assert plan.days[0].on_the_way.total_seconds() == 0


def test_shut_on_every_day_names_the_next_opening() -> None:
    winter = fjord_request(first_day=date(2027, 1, 12), must=(HIKE,))
    assert causes_of(winter) == (Cause("shut-throughout", "hike", {"opens": "2027-06-01"}),)


def test_too_young_names_the_ages() -> None:
    young = fjord_request(party=Party(2, (8,)), must=(Wish("kayak", activities=("kayak",)),))
    assert causes_of(young) == (Cause("too-young", "kayak", {"min_age": 12, "youngest": 8}),)


def test_too_hard_names_the_grade() -> None:
    assert causes_of(fjord_request(max_difficulty=Difficulty.EASY, must=(HIKE,))) == (Cause("too-hard", "hike", {"difficulty": "hard"}),)


def test_what_needs_a_car_cannot_be_had_without_one() -> None:
    drive = Wish("pass", activities=("pass_drive",))
    assert causes_of(fjord_request(car=CarChoice.NONE, must=(drive,))) == (Cause("needs-car", "pass"),)


def test_demanded_and_avoided_at_once() -> None:
    assert causes_of(fjord_request(must=(HIKE,), avoid=(HIKE,))) == (Cause("avoided", "hike", {"by": "hike"}),)


def test_a_place_without_anything_to_do() -> None:
    assert causes_of(fjord_request(must=(Wish("Austkai airport", locations=("vik_airport",)),))) == (
        Cause("nothing-to-do", "Austkai airport"),
    )


def test_more_days_are_asked_for_where_more_days_help() -> None:
    (cause,) = causes_of(fjord_request(days=1, must=(CATHEDRAL,), depart=time(14, 0)))
    assert (cause.code, cause.subject, cause.facts["days"]) == ("needs-days", "cathedral", 1)
    days = cause.facts["needed"]
    assert isinstance(days, int)
    longer = plan_trip(WORLD, fjord_request(days=days, must=(CATHEDRAL,), depart=time(14, 0)))
    assert "cathedral" in done(longer)


def test_demands_that_cannot_hold_together_are_named_and_no_others() -> None:
    night = FixedNight("Lien", 1, ("lien",))
    (cause,) = causes_of(fjord_request(must=(MUSEUM, CATHEDRAL), nights=(night,), days=3))
    assert cause.code == "together"
    assert "museum" not in (cause.subject, *cause.facts["others"])  # type: ignore[misc]


def test_a_shut_bed_is_told_with_its_date() -> None:
    winter = fjord_request(first_day=date(2027, 1, 12), nights=(FixedNight("Lien", 1, ("lien",)),))
    assert causes_of(winter) == (Cause("bed-shut", "Lien", {"day": 1, "date": "2027-01-12"}),)


def test_too_small_a_budget_names_one_that_suffices() -> None:
    (cause,) = causes_of(fjord_request(budget=500))
    assert cause.code == "over-budget"
    plan = plan_trip(WORLD, fjord_request(budget=int(str(cause.facts["needed"]))), effort=QUICK)
    assert plan.cost.units <= int(str(cause.facts["needed"]))


def test_a_pass_that_was_often_shut_is_told_with_the_way_round() -> None:
    from mi_trip.model.hours import Hours
    from mi_trip.model.place import YearRecord

    spot = WORLD.locations["vik"].spot
    record = tuple(YearRecord(year, Hours(text, spot)) for year, text in ((2024, "Jul-Oct"), (2025, "Jun-Oct")))
    old = WORLD.routes["pass"]
    route = replace(old, season=replace(old.season, id="skaret_pass", name="Skaret", history=record))
    world = replace(WORLD, routes={**WORLD.routes, "pass": route})
    plan = plan_trip(world, fjord_request(must=(Wish("pass", activities=("pass_drive",)),)))
    (risk,) = (notice for notice in plan.notices if notice.code == "season-risk")
    facts = dict(risk.facts)
    assert (facts["name"], facts["shut"], facts["recorded"]) == ("Skaret", "1", "2")
    assert int(facts["detour_minutes"]) > 35


def test_driving_in_the_dark_is_told() -> None:
    winter = fjord_request(first_day=date(2027, 12, 7), days=1, end="lien", pace=PaceName.PACKED, arrive=time(15, 0))
    codes = [notice.code for notice in plan_trip(WORLD, winter).notices]
    assert "dark" in codes
    assert "short-daylight" in codes


def test_the_first_day_is_the_one_asked_for() -> None:
    assert plan_trip(WORLD, fjord_request()).days[0].date == FIRST_DAY


def test_time_left_after_a_demanded_ride_is_free_and_not_on_the_way() -> None:
    """What is ridden for itself begins as early as it can; then there is time until the boat leaves."""
    boat = ferry("a", "c", 40, 9, out="11:00", back="13:00")
    places = [location("b", "B"), location("a", "A", bed=900), location("c", "C")]
    world = catalogue(places, [drive("b", "a", 50, 30, id="road"), boat], [journey("cruise", "Cruise", (boat,), 4)])
    must = (Wish("the road", routes=("road",)),)
    plan = plan_trip(world, fjord_request(start="b", end="c", days=1, car=CarChoice.OWN, must=must))
    assert [(wait.reason, f"{wait.start:%H:%M}-{wait.end:%H:%M}") for wait in plan.events(Wait)] == [(WaitFor.FREE, "09:20-11:00")]
    assert plan.days[0].on_the_way == timedelta(minutes=50)
    assert plan.quality.score == sum(line.points for line in plan.score)


@pytest.mark.parametrize("depart", [time(9), time(15), None])
def test_a_hired_car_is_handed_back_in_the_morning_of_a_free_last_day(depart: time | None) -> None:
    world = catalogue([location("a", "A", bed=900, hire="A")], [], [activity("fair", "Fair", "a", 60, 5, open="Tu")])
    plan = plan_trip(world, fjord_request(start="a", end="a", depart=depart))
    assert done(plan) == ["fair"]
    assert plan.cost.units == 900 + 1000
