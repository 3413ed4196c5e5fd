"""The checker on what the pace and the request demand: driving, visits, lunch, musts, places to avoid, nights and budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from faults import asked, change, having, told, with_events, without_costs
from mi_trip.model.activity import Difficulty, OnFoot
from mi_trip.model.request import FixedNight, PaceName, Pin, PinnedNight, Wish
from worlds import FIRST_DAY, Pen, activity, clock, fjord, fjord_request, plan_by_hand, plan_of

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue

WORLD, PLAN = fjord(), plan_of()
SECOND_DAY = FIRST_DAY + timedelta(days=1)


def with_pace(world: Catalogue, **fields: Any) -> Catalogue:
    """Build the world with another balanced pace."""
    pace = replace(world.paces[PaceName.BALANCED], **fields)
    return replace(world, paces={**world.paces, PaceName.BALANCED: pace})


# -- the pace -----------------------------------------------------------------------------------------------------------------------


def test_a_day_with_too_much_driving_is_found_and_journeys_count() -> None:
    world = with_pace(WORLD, driving=timedelta(minutes=84))
    assert told(plan_of(world), world) == [
        "driving: day 2: it has 1 h 25 min of driving: balanced is at most 1 h 24 min, leave 1 min out",
    ]


def test_a_day_with_just_as_much_driving_as_allowed_is_right_and_a_ferry_is_none() -> None:
    world = with_pace(WORLD, driving=timedelta(minutes=85))
    assert told(plan_of(world), world) == []


def test_a_day_with_too_many_visits_is_found_and_journeys_do_not_count() -> None:
    world = with_pace(WORLD, visits=1)
    assert told(plan_of(world), world) == [
        "visits: day 1: it has 2 visits of 45 min and more (Vik museum, Kayak tour): balanced is at most 1, drop one",
    ]


def test_two_strenuous_outings_on_a_day_are_found() -> None:
    world = having(WORLD, "activities", "view", on_foot=OnFoot(duration=timedelta(hours=6)))
    assert told(plan_of(world), world) == [
        "strenuous: day 2: Utsikten viewpoint and Skaret ridge are both strenuous: do one a day",
    ]


def test_strenuous_outings_on_two_days_running_are_right_where_no_rest_is_asked_for() -> None:
    world = having(WORLD, "activities", "kayak", difficulty=Difficulty.HARD)
    assert told(plan_of(world), world) == []


def test_strenuous_outings_on_two_days_running_are_found_where_a_rest_is_asked_for() -> None:
    world = with_pace(having(WORLD, "activities", "kayak", difficulty=Difficulty.HARD), rest_after_strenuous=True)
    assert told(plan_of(world), world) == [
        "rest: day 2: Skaret ridge is strenuous, and so is Kayak tour the day before: balanced rests a day in between",
    ]


def test_a_day_without_lunch_is_found() -> None:
    free = Pen(WORLD, FIRST_DAY, "vestkai", "11:40").until("12:25")
    assert told(with_events(PLAN, 1, 2, *free.events), WORLD) == [
        "lunch: day 1: it has no lunch: plan 45 min that start between 11:30 and 14:00",
    ]


def test_a_short_lunch_is_found() -> None:
    plan = change(PLAN, 1, 2, end=datetime.combine(FIRST_DAY, time(12, 24)))
    assert told(change(plan, 1, 3, start=datetime.combine(FIRST_DAY, time(12, 24))), WORLD) == [
        "lunch: day 1: it has no lunch: plan 45 min that start between 11:30 and 14:00",
        "meal: day 1: the meal at Vestkai from 11:40 to 12:24 is no lunch: it takes 45 min and starts between 11:30 and 14:00",
    ]


def test_a_late_lunch_is_found() -> None:
    late = Pen(WORLD, FIRST_DAY, "vestkai", "11:40").until("12:25")
    dinner = Pen(WORLD, FIRST_DAY, "lien", "15:30").meal().night("09:00")
    assert told(with_events(with_events(PLAN, 1, -1, *dinner.events), 1, 2, *late.events), WORLD) == [
        "lunch: day 1: it has no lunch: plan 45 min that start between 11:30 and 14:00",
        "meal: day 1: the meal at Lien from 15:30 to 16:15 is no lunch: it takes 45 min and starts between 11:30 and 14:00",
    ]


def test_an_early_lunch_is_found() -> None:
    early = Pen(WORLD, SECOND_DAY, "lien", "08:30").meal(30).travel("lien_utsikten")
    plan = change(PLAN, 1, -1, end=datetime.combine(SECOND_DAY, time(8, 30)))
    meal, drive = early.events
    plan = with_events(plan, 2, 0, meal, drive)
    assert told(plan, WORLD) == [
        "meal: day 2: the meal at Lien from 08:30 to 09:00 is no lunch: it takes 45 min and starts between 11:30 and 14:00",
    ]


def test_a_day_that_begins_after_lunch_time_needs_none() -> None:
    pen = Pen(WORLD, FIRST_DAY, "vik", "13:00").visit("museum").until("15:00").travel("vik_vestkai")
    plan = plan_by_hand(WORLD, fjord_request(days=1, arrive=clock("11:30"), end="vestkai"), (pen,), ())
    assert without_costs(told(plan, WORLD)) == []


def test_starting_late_of_ones_own_will_is_no_excuse_for_no_lunch() -> None:
    pen = Pen(WORLD, FIRST_DAY, "vik", "13:00").visit("museum").until("15:00").travel("vik_vestkai")
    plan = plan_by_hand(WORLD, fjord_request(days=1, end="vestkai"), (pen,), ())
    assert without_costs(told(plan, WORLD)) == [
        "lunch: day 1: it has no lunch: plan 45 min that start between 11:30 and 14:00",
    ]


def test_a_day_that_is_over_before_two_needs_no_lunch() -> None:
    pen = Pen(WORLD, FIRST_DAY, "vik", "13:00").visit("museum").until("19:30")
    plan = plan_by_hand(WORLD, fjord_request(days=1), (pen,), ())
    assert without_costs(told(plan, WORLD)) == []


def test_lunch_inside_an_activity_is_lunch() -> None:
    world = having(WORLD, "activities", "hike", lunch_inside=True)
    free = Pen(world, SECOND_DAY, "skaret", "13:15").until("14:00")
    assert told(with_events(plan_of(world), 2, 4, *free.events), world) == []


def test_lunch_inside_an_activity_that_is_over_too_soon_is_none() -> None:
    late = activity("mine", "Vik mine", "vik", 95, lunch_inside=True)
    world = replace(WORLD, activities={**WORLD.activities, "mine": late})
    pen = Pen(world, FIRST_DAY, "vik", "10:30").visit("mine").until("14:00").travel("vik_vestkai")
    plan = plan_by_hand(world, fjord_request(days=1, end="vestkai"), (pen,), ())
    assert without_costs(told(plan, world)) == [
        "lunch: day 1: it has no lunch: plan 45 min that start between 11:30 and 14:00",
    ]


def test_lunch_inside_a_ride_is_lunch() -> None:
    world = having(WORLD, "routes", "round", lunch_inside=True)
    pen = Pen(world, FIRST_DAY, "lien", "12:00").travel("round")
    plan = plan_by_hand(world, fjord_request(days=1, start="lien"), (pen,), ())
    assert without_costs(told(plan, world)) == []


# -- by name ------------------------------------------------------------------------------------------------------------------------


def test_a_must_that_is_not_done_is_found() -> None:
    assert told(asked(PLAN, must=(Wish("Byen cathedral", activities=("cathedral",)),)), WORLD) == [
        "must: Byen cathedral must be in the trip and is not: add it, or take the demand back",
    ]


def test_sleeping_at_a_must_is_not_doing_something_there() -> None:
    world = having(WORLD, "locations", "vestkai", stay=WORLD.locations["vik"].stay)
    pen = Pen(world, FIRST_DAY, "vik", "13:00").visit("museum").travel("vik_vestkai").night("13:00")
    back = Pen(world, SECOND_DAY, "vestkai", "13:00").travel("vik_vestkai")
    plan = plan_by_hand(world, fjord_request(must=(Wish("Austkai", locations=("austkai",)),), arrive=clock("12:00")), (pen, back), ())
    assert without_costs(told(plan, world)) == [
        "must: Austkai must be in the trip and is not: add it, or take the demand back",
    ]


def test_a_must_is_met_by_any_of_what_it_names() -> None:
    wishes = (
        Wish("the museum", activities=("cathedral", "museum")),
        Wish("the pass", areas=("city_area", "pass_area")),
        Wish("Austkai", locations=("austkai",)),
        Wish("the way home", routes=("skaret_vik",)),
        Wish("the ferry", routes=("crossing",)),
    )
    assert told(asked(PLAN, must=wishes), WORLD) == []


def test_what_is_avoided_by_name_is_found() -> None:
    wishes = (Wish("Vik museum", activities=("museum",)), Wish("Lien", locations=("lien",)), Wish("the ferry", routes=("crossing",)))
    assert told(asked(PLAN, avoid=wishes), WORLD) == [
        "avoid: day 1: Vik museum is done, but Vik museum is to be avoided: drop it",
        "avoid: day 1: Kayak tour is done, but Lien is to be avoided: drop it",
        "avoid: day 1: the night is at Lien, but Lien is to be avoided: sleep elsewhere",
        "avoid: day 1: the ferry Vestkai-Austkai is used, but the ferry is to be avoided: take another way",
    ]


def test_a_night_in_an_avoided_area_is_found() -> None:
    world = having(WORLD, "locations", "lien", area="pass_area")
    assert told(asked(plan_of(world), avoid=(Wish("the pass", areas=("pass_area",)),)), world) == [
        "avoid: day 2: Utsikten viewpoint is done, but the pass is to be avoided: drop it",
        "avoid: day 2: Over Skaret is done, but the pass is to be avoided: drop it",
        "avoid: day 2: Skaret ridge is done, but the pass is to be avoided: drop it",
        "avoid: day 1: the night is at Lien, but the pass is to be avoided: sleep elsewhere",
    ]


def test_passing_through_what_is_avoided_is_right() -> None:
    assert told(asked(PLAN, avoid=(Wish("Byen", locations=("byen",)), Wish("Vik airport", locations=("vik_airport",)))), WORLD) == []


def test_a_night_elsewhere_than_asked_for_is_found() -> None:
    assert told(asked(PLAN, nights=(FixedNight("Byen", 1, ("byen", "vik")),)), WORLD) == [
        "fixed-night: day 1: the night is at Lien: it must be at Byen",
    ]


def test_a_night_after_the_last_day_cannot_be_asked_for() -> None:
    assert told(asked(PLAN, nights=(FixedNight("Vik", 2, ("vik",)),)), WORLD) == [
        "fixed-night: the night after day 2 must be at Vik, and the trip is too short for it: ask for more days",
    ]


def test_a_night_where_it_is_asked_for_is_right() -> None:
    assert told(asked(PLAN, nights=(FixedNight("Lien", 1, ("lien",)),)), WORLD) == []


def test_a_trip_over_budget_is_found() -> None:
    assert told(asked(PLAN, budget=5287), WORLD) == [
        "budget: the trip costs NOK 5,288, NOK 1 more than the budget: leave something out",
    ]


def test_a_trip_within_its_budget_is_right() -> None:
    assert told(asked(PLAN, budget=5288), WORLD) == []


# -- what is pinned and booked -------------------------------------------------------------------------------------------------------


def kept(*pins: Pin, nights: tuple[PinnedNight, ...] = ()) -> list[str]:
    """What is told of the plan by hand when these are pinned."""
    return told(asked(PLAN, pins=pins, pinned_nights=nights), WORLD)


def test_what_is_done_when_and_where_it_is_pinned_is_right() -> None:
    pins = (Pin("museum", FIRST_DAY), Pin("cruise", FIRST_DAY, "vestkai", time(13)), Pin("ride crossing", FIRST_DAY, "vestkai", time(13)))
    assert kept(*pins, Pin("hike", SECOND_DAY), nights=(PinnedNight("lien", FIRST_DAY), PinnedNight("lien", FIRST_DAY, booked=True))) == []


def test_what_is_pinned_and_not_done_is_found() -> None:
    assert kept(Pin("rib", FIRST_DAY), Pin("rib", FIRST_DAY, at=time(9))) == [
        "pinned: Fast boat is pinned to 15 June and is not in the trip: add it, or take that back",
        "booking: Fast boat is booked for 15 June at 09:00 and is not in the trip: add it, or take that back",
    ]


def test_what_is_done_on_another_day_or_at_another_hour_is_found() -> None:
    assert kept(Pin("museum", SECOND_DAY), Pin("kayak", FIRST_DAY, at=time(10)), Pin("ride round", FIRST_DAY)) == [
        "pinned: day 1: Vik museum is pinned to 16 June and is done on 15 June: keep to that, or take it back",
        "booking: day 1: Kayak tour is booked for 15 June at 10:00 and begins at 14:00: keep to that, or take it back",
        "pinned: the road Lien-Vik round the fjord is pinned to 15 June and is not in the trip: add it, or take that back",
    ]


def test_a_journey_the_other_way_round_is_found() -> None:
    assert kept(Pin("cruise", FIRST_DAY, "austkai"), Pin("ride crossing", FIRST_DAY, "austkai", time(13))) == [
        "pinned: day 1: Fjord crossing is pinned to 15 June from Austkai and begins at Vestkai: turn it round, or take that back",
        (
            "booking: day 1: the ferry Vestkai-Austkai is booked for 15 June at 13:00 from Austkai and begins at Vestkai:"
            " turn it round, or take that back"
        ),
    ]


def test_a_night_in_another_bed_than_the_one_that_is_pinned_is_found() -> None:
    assert kept(nights=(PinnedNight("vik", FIRST_DAY), PinnedNight("vik", SECOND_DAY, booked=True))) == [
        "pinned: day 1: the night of 15 June is pinned at Vik and is spent at Lien: sleep where it is pinned, or take that back",
        "booking: the night of 16 June is booked at Vik, and the trip has no such night: ask for other days, or take that back",
    ]
