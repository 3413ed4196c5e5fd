"""A saved trip planned again: what is pinned or booked stays, or it is said why not; and with care nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mi_trip.checker import check
from mi_trip.errors import ImpossibleError
from mi_trip.keep import KEPT, Keep, worth_keeping
from mi_trip.model.activity import Difficulty
from mi_trip.model.money import Party
from mi_trip.model.plan import Hold, Night, Travel, Visit
from mi_trip.model.request import CarChoice, FixedNight, PaceName, Pin, PinnedNight, Wish
from mi_trip.model.saved import SavedChoice, SavedDay, SavedNight, SavedTrip, saved_of
from mi_trip.planner import plan_trip
from mi_trip.problem import Problem
from mi_trip.render.gone import gone_lines
from mi_trip.replan import replan
from mi_trip.score import UNITS
from mi_trip.solver.bound import upper_bound
from mi_trip.solver.search import EFFORTS, QUICK, solve
from mi_trip.solver.trip import evaluate
from test_brute_force import every_plan, tiny_worlds
from worlds import FIRST_DAY, activity, catalogue, fjord, fjord_request, location

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan
    from mi_trip.model.request import Request
    from mi_trip.replan import Replanned

WORLD = fjord()
SEARCH = replace(QUICK, listed=0)  # as in a large world, where nothing is listed
EFFORT = pytest.mark.parametrize("effort", [QUICK, SEARCH], ids=["listing", "searching"])
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def saved(*days: SavedDay, **asked: Any) -> SavedTrip:
    """Build a trip in the fjord of these days, as a file would say it."""
    trip = SavedTrip("trip.yaml", WORLD.id, fjord_request(days=len(days), **asked), days)
    return trip.with_request(trip.request)


def day(*choices: SavedChoice | str, night: SavedNight | str | None = None, note: str = "") -> SavedDay:
    things = tuple(SavedChoice(choice) if isinstance(choice, str) else choice for choice in choices)
    return SavedDay(things, SavedNight(night) if isinstance(night, str) else night, note)


def pinned(activity: str, **more: Any) -> SavedChoice:
    return SavedChoice(activity, hold=Hold.PINNED, **more)


def booked(activity: str, days: int, hour: str, **more: Any) -> SavedChoice:
    at = datetime.combine(FIRST_DAY + timedelta(days=days), time.fromisoformat(hour))
    return SavedChoice(activity, hold=Hold.BOOKED, booked=at, **more)


def again(trip: SavedTrip, world: Catalogue = WORLD, *, keep_most: bool = False, **changes: Any) -> Replanned:
    return replan(world, trip, replace(trip.request, **changes), keep_most=keep_most, effort=QUICK)


def told(done: Replanned) -> list[str]:
    return list(gone_lines(done.gone))


def done_on(plan: Plan, activity: str) -> list[int]:
    return [one.number for one in plan.days for visit in one.only(Visit) if visit.activity.id == activity]


def nights(plan: Plan) -> list[str]:
    return [night.location for night in plan.events(Night)]


# -- pins are demands ------------------------------------------------------------------------------------------------------------------


@EFFORT
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("activity", ["museum", "kayak", "hike", "pass_drive"])
def test_what_is_pinned_is_done_on_its_day(activity: str, number: int, effort: Any) -> None:
    pin = Pin(activity, FIRST_DAY + timedelta(days=number - 1))
    plan = plan_trip(WORLD, fjord_request(days=3, pins=(pin,)), effort=effort)
    assert done_on(plan, activity) == [number]


@EFFORT
@pytest.mark.parametrize("origin", ["vestkai", "austkai"])
def test_a_pinned_journey_goes_from_its_end(origin: str, effort: Any) -> None:
    plan = plan_trip(WORLD, fjord_request(pins=(Pin("cruise", FIRST_DAY, origin),)), effort=effort)
    assert [visit.origin for visit in plan.events(Visit) if visit.activity.id == "cruise"] == [origin]


@EFFORT
@pytest.mark.parametrize("hour", ["10:00", "14:00"])
def test_what_is_booked_begins_at_its_hour(hour: str, effort: Any) -> None:
    pin = Pin("kayak", FIRST_DAY + timedelta(days=1), at=time.fromisoformat(hour))
    plan = plan_trip(WORLD, fjord_request(days=3, pins=(pin,)), effort=effort)
    kayak = next(visit for visit in plan.events(Visit) if visit.activity.id == "kayak")
    assert (f"{kayak.start:%d %H:%M}", kayak.hold) == (f"16 {hour}", Hold.BOOKED)


@EFFORT
def test_a_pinned_night_is_slept_where_it_is_pinned(effort: Any) -> None:
    beds = (PinnedNight("lien", FIRST_DAY), PinnedNight("byen", FIRST_DAY + timedelta(days=2)))
    plan = plan_trip(WORLD, fjord_request(days=5, pinned_nights=beds), effort=effort)
    assert [nights(plan)[0], nights(plan)[2]] == ["lien", "byen"]


@EFFORT
def test_a_pinned_ride_is_ridden_on_its_day(effort: Any) -> None:
    pin = Pin("ride round", FIRST_DAY + timedelta(days=1), "lien", time(9, 0))
    plan = plan_trip(WORLD, fjord_request(pins=(pin,)), effort=effort)
    rides = [travel for travel in plan.events(Travel) if travel.demanded]
    assert [(ride.rides[0].route.id, ride.origin, f"{ride.start:%d %H:%M}", ride.hold) for ride in rides] == [
        ("round", "lien", "16 09:00", Hold.BOOKED)
    ]
    assert plan.quality.score == pytest.approx(sum(line.points for line in plan.score), abs=0.02)


@EFFORT
def test_an_alternative_of_what_is_pinned_is_not_done(effort: Any) -> None:
    plan = plan_trip(WORLD, fjord_request(days=3, pins=(Pin("rib", FIRST_DAY),)), effort=effort)
    assert (done_on(plan, "rib"), done_on(plan, "kayak")) == ([1], [])


IMPOSSIBLE: dict[str, tuple[dict[str, Any], str]] = {
    "outside": (
        {"pins": (Pin("museum", FIRST_DAY + timedelta(days=2)),)},
        "Vik museum is kept for Thu 17 June 2027, which is no such day or night of this trip: ask for other dates or release it",
    ),
    "the last night": (
        {"pinned_nights": (PinnedNight("vik", FIRST_DAY + timedelta(days=1)),)},
        "Vik is kept for Wed 16 June 2027, which is no such day or night of this trip: ask for other dates or release it",
    ),
    "shut": (
        {"first_day": FIRST_DAY - timedelta(days=1), "pins": (Pin("museum", FIRST_DAY - timedelta(days=1)),)},
        "Vik museum is kept for Mon 14 June 2027, when it is shut; it opens on Tue 15 June 2027: ask for another --date or release it",
    ),
    "no such start": (
        {"pins": (Pin("kayak", FIRST_DAY, at=time(11)),)},
        "Kayak tour is kept for 11:00 on Tue 15 June 2027, and does not begin then: book it for another hour or day, or release it",
    ),
    "too far": (
        {"days": 1, "pins": (Pin("cathedral", FIRST_DAY),), "depart": time(11, 30)},
        (
            "Byen cathedral is kept for Tue 15 June 2027, which leaves no time for the way there and back, and lunch:"
            " keep it for another day or release it"
        ),
    ),
    "too young": (
        {"pins": (Pin("kayak", FIRST_DAY),), "party": Party(2, (7,))},
        "Kayak tour takes nobody under 12, and the youngest of the party is 7: drop it or travel without the younger ones",
    ),
    "avoided": (
        {"pins": (Pin("kayak", FIRST_DAY),), "avoid": (Wish("Lien", locations=("lien",)),)},
        "Kayak tour is both demanded and avoided: drop its --must or --night, or --avoid Lien",
    ),
    "two hours apart at once": (
        {"pins": (Pin("kayak", FIRST_DAY, at=time(14)), Pin("hike", FIRST_DAY, at=time(13)))},
        (
            "Kayak tour on day 1 at 14:00 cannot be had together with Skaret ridge on day 1 at 13:00 in this trip:"
            " ask for more --days or drop one of them"
        ),
    ),
    "one thing on two days": (
        {"pins": (Pin("museum", FIRST_DAY), Pin("museum", FIRST_DAY + timedelta(days=1)))},
        "Vik museum on day 1 cannot be had together with Vik museum on day 2 in this trip: ask for more --days or drop one of them",
    ),
    "a night nobody has": (
        {"nights": (FixedNight("Lien", 4, ("lien",)),)},
        "Lien is asked for the night of day 4, which a trip of 2 days does not have: ask for more --days or an earlier day",
    ),
}


@pytest.mark.parametrize("asked", IMPOSSIBLE)
def test_a_pin_that_cannot_hold_is_named(asked: str) -> None:
    changes, sentence = IMPOSSIBLE[asked]
    with pytest.raises(ImpossibleError) as caught:
        plan_trip(WORLD, fjord_request(**changes), effort=QUICK)
    assert str(caught.value) == sentence


# -- planning again --------------------------------------------------------------------------------------------------------------------


def test_what_is_free_is_planned_as_if_there_were_no_file() -> None:
    trip = saved(day(pinned("museum"), "rib", night="vik"), day("cathedral"))
    plan = again(trip).plan
    assert plan.days == again(saved(day(pinned("museum")), day())).plan.days
    assert plan.quality == plan_trip(WORLD, trip.request, effort=QUICK).quality


def test_title_travellers_and_notes_stay() -> None:
    trip = saved(day(pinned("kayak", note="dry bags"), night=SavedNight("lien", hold=Hold.PINNED, note="key"), note="early"), day())
    plan = again(replace(trip, title="Ours", travellers=("Anna",), note="all")).plan
    kayak = next(visit for visit in plan.events(Visit) if visit.activity.id == "kayak")
    night = next(plan.events(Night))
    assert (plan.title, plan.travellers, plan.note, plan.days[0].note) == ("Ours", ("Anna",), "all", "early")
    assert (kayak.note, kayak.hold, night.note, night.hold) == ("dry bags", Hold.PINNED, "key", Hold.PINNED)


def test_what_was_free_and_went_is_counted_and_its_note_told() -> None:
    trip = saved(day("museum", SavedChoice("rib", note="ask\nfor Ola"), night="vik"), day(pinned("hike"), "cathedral"))
    assert told(again(trip)) == [
        "left out: Fast boat (day 1): it was not pinned; its note was: ask for Ola",
        "2 choices of the file were not pinned and are not in the new plan: the night at Vik (day 1) and Byen cathedral (day 2)",
    ]


def test_what_is_pinned_moves_with_its_day_and_what_is_booked_keeps_its_date() -> None:
    trip = saved(day(pinned("museum"), night="vik"), day(booked("kayak", 1, "14:00"), night="lien"), day())
    done = again(trip, first_day=FIRST_DAY + timedelta(days=1))
    kayak = next(visit for visit in done.plan.events(Visit) if visit.activity.id == "kayak")
    assert (f"{kayak.start:%d %H:%M}", done_on(done.plan, "kayak"), done_on(done.plan, "museum")) == ("16 14:00", [1], [1])


def test_a_booking_on_a_date_that_the_trip_no_longer_has_is_told_of() -> None:
    trip = saved(day(booked("hike", 0, "12:00", note="guide"), night=SavedNight("lien", hold=Hold.BOOKED, booked=FIRST_DAY)), day())
    done = again(trip, first_day=FIRST_DAY.replace(month=11))
    assert told(done) == [
        "left out: Skaret ridge (booked, day 1): Tue 15 June 2027 is not in this trip; its note was: guide",
        "left out: the night at Lien (booked, day 1): the night of Tue 15 June 2027 is not in this trip",
    ]
    assert done.plan.request.pins == ()
    assert all(visit.hold is Hold.FREE for visit in done.plan.events(Visit))


def test_what_cannot_stay_on_its_day_may_be_on_another() -> None:
    """The museum is shut on Mondays."""
    trip = saved(day(pinned("museum", note="ticket")), day())
    done = again(trip, first_day=FIRST_DAY - timedelta(days=1))
    museum = next(visit for visit in done.plan.events(Visit) if visit.activity.id == "museum")
    assert (museum.note, museum.hold, museum.start.day) == ("ticket", Hold.FREE, 15)
    assert told(done) == [
        "no longer pinned: Vik museum (day 1), now on day 2: it is shut on Mon 14 June 2027, and opens on Tue 15 June 2027",
    ]


def test_of_pins_that_clash_what_is_booked_stays() -> None:
    trip = saved(day(pinned("hike"), booked("kayak", 0, "14:00"), pinned("museum")), day())
    done = again(trip, pace=PaceName.RELAXED)
    assert (done_on(done.plan, "kayak"), done_on(done.plan, "hike")) == ([1], [2])
    assert told(done)[0] == (
        "no longer pinned: Skaret ridge (day 1), now on day 2: it cannot be had together with Kayak tour on day 1 at 14:00"
    )


def test_a_pin_goes_before_a_demand_of_the_request() -> None:
    trip = saved(day(pinned("hike")), must=(Wish("Byen", locations=("byen",)),))
    with pytest.raises(ImpossibleError, match=r"^Byen cannot be had in 1 day"):
        again(trip)
    done = again(saved(day(pinned("hike")), day(), must=(Wish("Byen", locations=("byen",)),), end="vik_airport"))
    assert done_on(done.plan, "cathedral")


def test_a_request_that_is_impossible_by_itself_is_so_with_pins() -> None:
    trip = saved(day(pinned("museum")), day(), must=(Wish("Svalbard", activities=("nowhere",)),))
    with pytest.raises(ImpossibleError):
        again(trip)


def test_days_that_are_gone_take_what_was_pinned_on_them_along() -> None:
    trip = saved(day("museum", night="vik"), day(night=SavedNight("lien", hold=Hold.PINNED)), day(pinned("hike"), note="boots"))
    assert told(again(trip, days=2))[:2] == [
        "left out: the night at Lien (pinned, day 2): the night of Wed 16 June 2027 is not in this trip",
        "no longer pinned: Skaret ridge (day 3), now on day 1: Thu 17 June 2027 is not in this trip",
    ]


# -- keeping most ----------------------------------------------------------------------------------------------------------------------


@EFFORT
@pytest.mark.parametrize("days", [1, 2, 3])
@pytest.mark.parametrize("car", CarChoice)
def test_a_trip_that_holds_is_kept_as_it_is(days: int, car: CarChoice, effort: Any) -> None:
    request = fjord_request(days=days, car=car)
    plan = plan_trip(WORLD, request, effort=effort)
    done = replan(WORLD, saved_of(plan), request, keep_most=True, effort=effort)
    assert (done.plan.days, done.gone) == (plan.days, ())
    assert done.plan.quality.score == plan.quality.score


def test_one_more_day_leaves_the_others_as_they_are() -> None:
    plan = plan_trip(WORLD, fjord_request(days=2), effort=QUICK)
    done = replan(WORLD, saved_of(plan), fjord_request(days=3), keep_most=True, effort=QUICK)
    for was, now in zip(plan.days, done.plan.days, strict=False):
        assert {v.activity.id for v in was.only(Visit)} <= {v.activity.id for v in now.only(Visit)}
    assert done.gone == ()


def test_what_gives_way_says_what_for() -> None:
    trip = saved(day("museum", "rib", night="lien"), day("hike"))
    done = again(trip, keep_most=True, avoid=(Wish("Lien", locations=("lien",)),), first_day=FIRST_DAY - timedelta(days=1))
    assert told(done) == [
        "moved: Vik museum (day 1), now on day 2: it is shut on Mon 14 June 2027, and opens on Tue 15 June 2027",
        "left out: Fast boat (day 1): Lien is to be avoided",
        "left out: the night at Lien (day 1): Lien is to be avoided",
    ]


def test_an_alternative_that_is_pinned_takes_the_place() -> None:
    trip = saved(day("kayak", night="lien"), day(pinned("rib")))
    assert told(again(trip, keep_most=True)) == ["left out: Kayak tour (day 1): Fast boat, which is done instead, is an alternative to it"]


@EFFORT
def test_keeping_counts_in_the_search_alone(effort: Any) -> None:
    """The score and the bound are those of the trip itself."""
    request = fjord_request(days=3)
    keep = Keep(frozenset({("museum", 1), ("rib", 2)}), frozenset({("vik", 1)}))
    problem = Problem.of(WORLD, request, keep)
    found = solve(problem, effort)
    own = problem.for_its_own_sake()
    value, plain = evaluate(own, found.trip), Problem.of(WORLD, request)
    assert value is not None
    assert value == evaluate(plain, found.trip)
    assert found.value.score - value.score == 3 * KEPT
    assert upper_bound(own, -(10**12)) == upper_bound(plain, -(10**12))
    assert found.value.score <= found.bound


def test_what_was_kept_may_cost_too_much_now() -> None:
    plan = plan_trip(WORLD, fjord_request(days=2), effort=QUICK)
    done = replan(WORLD, saved_of(plan), replace(plan.request, budget=4000), keep_most=True, effort=QUICK)
    assert plan.cost.units > 4000 >= done.plan.cost.units
    assert told(done) == [
        "left out: Vik museum (day 1): with it the trip would cost more than the budget of 4,000",
        "left out: Kayak tour (day 2): with it the trip would cost more than the budget of 4,000",
    ]


@pytest.mark.parametrize("budget", [3000, 3500, 4000, 4500])
def test_a_smaller_budget_leaves_most_of_what_was_kept(budget: int) -> None:
    plan = plan_trip(WORLD, fjord_request(days=2), effort=QUICK)
    done = replan(WORLD, saved_of(plan), replace(plan.request, budget=budget), keep_most=True, effort=QUICK)
    before, after = ({visit.activity.id for visit in one.events(Visit)} for one in (plan, done.plan))
    assert len(before & after) >= len(before) - 2


@EFFORT
@pytest.mark.parametrize("budget", [3200, 3300, 3500, 3600])
def test_a_budget_below_what_the_trip_costs_leaves_what_can_be_paid(budget: int, effort: Any) -> None:
    """The cheapest trip of all costs 3,200."""
    plan = plan_trip(WORLD, fjord_request(days=2), effort=effort)
    done = replan(WORLD, saved_of(plan), replace(plan.request, budget=budget), keep_most=True, effort=effort)
    assert done.plan.cost.units <= budget


def test_a_night_that_is_asked_for_elsewhere_says_so() -> None:
    trip = saved(day("museum", night="lien"), day("hike"))
    assert told(again(trip, keep_most=True, nights=(FixedNight("Vik", 1, ("vik",)),))) == [
        "left out: the night at Lien (day 1): that night is asked for at Vik"
    ]


def test_a_hired_car_that_comes_along_is_told_of() -> None:
    alone = SavedChoice("museum", hold=Hold.PINNED, with_car=False)
    trip = saved(day(alone, night=SavedNight("vik", hold=Hold.PINNED, with_car=False)), day())
    assert told(again(replace(trip, ends_with_car=False), keep_most=True)) == [
        "changed: Vik museum (pinned, day 1): now with the car",
        "changed: the night at Vik (pinned, day 1): now with the car",
        "changed: the end of the trip: now with the car",
    ]


def test_a_journey_that_is_turned_round_is_told_of() -> None:
    trip = saved(day(SavedChoice("cruise", origin="austkai"), night="lien"), day())
    assert told(again(trip, keep_most=True)) == ["changed: Fjord crossing (day 1): now the other way, from Vestkai"]


def ridges() -> Catalogue:
    """Build a place with three strenuous things to do."""
    hard = [activity(f"ridge{n}", f"Ridge {n}", "p0", 200, 3, difficulty=Difficulty.HARD) for n in (1, 2, 3)]
    return catalogue([location("p0", "P0", bed=900)], [], hard)


def among_ridges(*days: SavedDay, **asked: Any) -> SavedTrip:
    request = fjord_request(start="p0", end="p0", days=len(days), car=CarChoice.OWN, pace=PaceName.RELAXED, **asked)
    trip = SavedTrip("trip.yaml", "ridges", request, days)
    return trip.with_request(trip.request)


@EFFORT
def test_of_strenuous_pins_on_following_days_the_later_one_goes_at_a_relaxed_pace(effort: Any) -> None:
    trip = among_ridges(day(pinned("ridge1")), day(pinned("ridge2")), day())
    done = replan(ridges(), trip, trip.request, effort=effort)
    assert told(done) == [
        "no longer pinned: Ridge 2 (day 2), now on day 3: after a strenuous day comes one of rest, and Ridge 1 is on day 1"
    ]


@EFFORT
def test_what_is_booked_stays_before_what_is_pinned_where_days_of_rest_are_needed(effort: Any) -> None:
    trip = among_ridges(day(pinned("ridge1", note="sticks")), day(booked("ridge2", 1, "10:00")))
    done = replan(ridges(), trip, trip.request, effort=effort)
    assert told(done) == [
        "left out: Ridge 1 (pinned, day 1): after a strenuous day comes one of rest, and Ridge 2 is on day 2; its note was: sticks"
    ]


@EFFORT
def test_a_pin_with_which_no_trip_does_all_that_is_demanded_goes(effort: Any) -> None:
    must = (Wish("Ridge 2", activities=("ridge2",)), Wish("Ridge 3", activities=("ridge3",)))
    trip = among_ridges(day(pinned("ridge1")), day(), day(), must=must)
    done = replan(ridges(), trip, trip.request, effort=effort)
    assert told(done) == ["left out: Ridge 1 (pinned, day 1): no trip was found that has it beside all else that is asked for"]


@EFFORT
def test_pins_that_the_budget_does_not_pay_for_go(effort: Any) -> None:
    trip = saved(day(pinned("museum")), day(pinned("kayak")), budget=4500)
    done = replan(WORLD, trip, trip.request, effort=effort)
    assert done_on(done.plan, "museum") == [1]
    assert told(done) == ["left out: Kayak tour (pinned, day 2): with it the trip would cost more than the budget of 4,500"]


def test_a_budget_that_pays_for_no_trip_is_impossible_whatever_is_pinned() -> None:
    trip = saved(day(pinned("museum")), day(pinned("kayak")), budget=2000)
    with pytest.raises(ImpossibleError, match=r"^the cheapest trip found costs 2,200, more than the budget of 2,000: "):
        again(trip)


@pytest.mark.parametrize("keep_most", [False, True])
def test_the_note_of_a_night_after_the_last_day_is_told(keep_most: bool) -> None:
    trip = saved(day("museum", night="vik"), day("rib", night=SavedNight("byen", note="key 77")))
    assert "left out: the night at Byen (day 2): the trip has no night after day 2; its note was: key 77" in told(
        again(trip, keep_most=keep_most)
    )
    bare = saved(day("museum", night="vik"), day("rib", night="byen"))
    assert not [line for line in told(again(bare, keep_most=keep_most)) if "Byen" in line]


def test_of_two_entries_with_the_same_note_the_one_that_goes_is_told() -> None:
    trip = saved(day(SavedChoice("museum", note="tickets"), SavedChoice("rib", note="tickets")), day())
    assert told(again(trip, avoid=(Wish("Fast boat", activities=("rib",)),))) == [
        "left out: Fast boat (day 1): it was not pinned; its note was: tickets"
    ]


def test_the_best_of_activities_does_not_push_out_what_is_kept() -> None:
    """The best of activities are worth 35 points, 52.5 those of films, and what the traveller likes as much more."""
    request = fjord_request()
    liked = replace(request, likes=(("nature", 3.0),))
    dull = replace(request, likes=(("film", 0.5),))
    assert [worth_keeping(WORLD, one) / UNITS for one in (request, liked, dull)] == [57.5, 110, 40]


# -- for any trip ----------------------------------------------------------------------------------------------------------------------


@st.composite
def edited(draw: st.DrawFn) -> tuple[Catalogue, SavedTrip, Request]:
    """A tiny world, a trip of two days in it with whatever pinned, booked or free, and what is asked now."""
    world = draw(tiny_worlds())
    names = sorted(world.activities)
    used: list[str] = []
    days = []
    for number in range(2):
        choices = []
        for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)):
            hold = draw(st.sampled_from(Hold))
            at = FIRST_DAY + timedelta(days=draw(st.sampled_from([number, 0, 1, 2])))
            hour = datetime.combine(at, time(draw(st.integers(8, 18)), 0))
            car = draw(st.sampled_from([None, None, False]))
            choices.append(SavedChoice(name, None, car, hold, hour if hold is Hold.BOOKED else None, f"{name} {number}"))
            used.append(name)
        hold = draw(st.sampled_from(Hold))
        bed = SavedNight(draw(st.sampled_from("ac")), hold=hold, booked=FIRST_DAY if hold is Hold.BOOKED else None, note="bed")
        days.append(SavedDay(tuple(choices), bed if number == 0 else None, f"day {number}"))
    asked: dict[str, list[Any]] = {
        "car": [CarChoice.OWN, CarChoice.HIRE],
        "pace": [PaceName.BALANCED, PaceName.RELAXED],
        "budget": [None, 6000],
    }
    request = fjord_request(start="a", end="a", **{name: draw(st.sampled_from(some)) for name, some in asked.items()})
    trip = SavedTrip("trip.yaml", world.id, request, tuple(days))
    first, length = draw(st.sampled_from([0, 0, 1])), draw(st.sampled_from([1, 2, 2]))
    return world, trip.with_request(request), replace(request, first_day=FIRST_DAY + timedelta(days=first), days=length)


@given(edited(), st.booleans(), st.sampled_from([QUICK, SEARCH]))
@MANY
def test_nothing_that_is_held_goes_without_a_word(trip: tuple[Catalogue, SavedTrip, Request], keep_most: bool, effort: Any) -> None:
    world, file, request = trip
    done = replan(world, file, request, keep_most=keep_most, effort=effort)
    assert check(done.plan, world) == ()
    all_pins = file.with_request(request).request
    asked = replace(done.plan.request, pins=all_pins.pins, pinned_nights=all_pins.pinned_nights)
    unmet = [found for found in check(replace(done.plan, request=asked), world) if found.code in ("pinned", "booking")]
    told_of = [gone for gone in done.gone if gone.hold is not Hold.FREE and gone.cause.code != "car"]
    assert len(unmet) == len(told_of)
    assert len(done.plan.request.pins) + len(done.plan.request.pinned_nights) + len(told_of) == len(asked.pins) + len(asked.pinned_nights)


@given(edited(), st.booleans())
@MANY
def test_no_note_goes_without_a_word(trip: tuple[Catalogue, SavedTrip, Request], keep_most: bool) -> None:
    world, file, request = trip
    done = replan(world, file, request, keep_most=keep_most, effort=QUICK)
    here = {event.note for one in done.plan.days for event in one.events if isinstance(event, Visit | Night)}
    here |= {one.note for one in done.plan.days}
    notes = {choice.note for one in file.days for choice in one.choices} | {one.note for one in file.days}
    notes |= {one.night.note for one in file.days if one.night}
    assert notes <= here | {gone.note for gone in done.gone}


@given(edited())
@MANY
def test_no_trip_with_its_pins_beats_it(trip: tuple[Catalogue, SavedTrip, Request]) -> None:
    world, file, request = trip
    assume(len(world.activities) < 4)
    plan = replan(world, file, request, effort=QUICK).plan
    best = max(every_plan(world, plan.request))
    assert plan.quality.score == pytest.approx(best, abs=0.05)
    kept = replan(world, file, request, keep_most=True, effort=SEARCH).plan
    if kept.request.pins == plan.request.pins:
        assert kept.quality.score <= best + 0.05 <= kept.quality.bound + 0.1


def test_every_effort_keeps_what_is_pinned() -> None:
    pin = Pin("rib", FIRST_DAY + timedelta(days=1), at=time(11, 15))
    for effort in EFFORTS.values():
        plan = plan_trip(WORLD, fjord_request(pins=(pin,)), effort=replace(effort, listed=0))
        assert [f"{visit.start:%d %H:%M}" for visit in plan.events(Visit) if visit.activity.id == "rib"] == ["16 11:15"]
