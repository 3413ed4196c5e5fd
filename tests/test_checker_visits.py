"""The checker on activities: each is done where, when and for as long as the catalogue says, by people it suits, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from faults import asked, change, change_ride, having, told, with_day, with_events, without_costs
from mi_trip.model.activity import Difficulty, StartTimes
from mi_trip.model.hours import daylight
from mi_trip.model.money import Party
from mi_trip.model.plan import WaitFor
from mi_trip.model.request import CarChoice
from worlds import FIRST_DAY, Pen, be_there, clock, fjord, fjord_request, foot_plan, hours, plan_by_hand, plan_of, times

WORLD, PLAN = fjord(), plan_of()
SECOND_DAY = FIRST_DAY + timedelta(days=1)
MIDWINTER = date(2027, 12, 21)


def at(day: date, text: str) -> datetime:
    return datetime.combine(day, clock(text))


# -- where and how long -------------------------------------------------------------------------------------------------------------


def test_an_activity_elsewhere_than_it_is_is_found() -> None:
    assert without_costs(told(change(PLAN, 1, 0, activity=WORLD.activities["cathedral"]), WORLD)) == [
        "visit-place: day 1: Byen cathedral is planned at Vik: it is at Byen",
    ]


def test_an_activity_that_ends_elsewhere_is_found() -> None:
    assert told(change(PLAN, 1, 0, destination="vestkai"), WORLD) == [
        "jump: day 1: the road Vik-Vestkai cannot follow Vik museum, which ends at Vestkai: travel to Vik first",
        "visit-place: day 1: Vik museum is planned at Vik and Vestkai: it is at Vik",
    ]


def test_rides_in_an_activity_that_has_none_are_found() -> None:
    drive = Pen(WORLD, FIRST_DAY, "vik", "10:00").travel("vik_vik_airport")
    assert without_costs(told(change(PLAN, 1, 0, rides=drive.page(1).rides), WORLD)) == [
        "visit-rides: day 1: Vik museum is planned with rides: it has none",
    ]


def test_a_visit_that_is_too_short_is_found() -> None:
    assert told(change(PLAN, 1, 0, start=at(FIRST_DAY, "10:15")), WORLD) == [
        "visit-length: day 1: Vik museum is given 45 min: it takes 1 h",
    ]


def test_a_journey_over_another_route_is_found() -> None:
    plan = change(PLAN, 2, 2, activity=WORLD.activities["cruise"])
    assert without_costs(told(plan, WORLD))[:1] == [
        "visit-rides: day 2: Fjord crossing goes from Utsikten to Skaret: it rides crossing from Vestkai to Austkai or back",
    ]


def test_a_journey_that_skips_its_rides_is_found() -> None:
    assert without_costs(told(change(PLAN, 2, 2, rides=()), WORLD)) == [
        "visit-rides: day 2: Over Skaret goes from Utsikten to Skaret: it rides pass from Utsikten to Skaret or back",
    ]


def test_a_journey_that_lasts_longer_than_its_rides_is_found() -> None:
    plan = change(change(PLAN, 2, 1, end=at(SECOND_DAY, "09:35")), 2, 2, start=at(SECOND_DAY, "09:35"))
    assert told(plan, WORLD) == [
        "visit-length: day 2: Utsikten viewpoint is given 15 min: it takes 20 min",
        "visit-rides: day 2: Over Skaret at 09:35 is not as long as its rides: it lasts from the first's start to the last's end",
        "visit-length: day 2: Over Skaret is given 40 min: it takes 35 min",
    ]


def test_a_journey_back_is_right_where_it_counts_either_way() -> None:
    pen = Pen(WORLD, FIRST_DAY, "skaret", "09:00").visit("pass_drive")
    plan = plan_by_hand(WORLD, fjord_request(days=1, start="skaret", end="utsikten"), (pen,), ())
    assert without_costs(told(plan, WORLD)) == []


def test_a_journey_back_is_found_where_it_counts_one_way_only() -> None:
    world = having(WORLD, "activities", "pass_drive", one_way=True)
    pen = Pen(world, FIRST_DAY, "skaret", "09:00").visit("pass_drive")
    plan = plan_by_hand(world, fjord_request(days=1, start="skaret", end="utsikten"), (pen,), ())
    assert without_costs(told(plan, world)) == [
        "visit-rides: day 1: Over Skaret goes from Skaret to Utsikten: it rides pass from Utsikten to Skaret",
    ]


def test_a_visit_to_where_people_live_is_found() -> None:
    world = having(WORLD, "locations", "utsikten", private=True)
    assert told(plan_of(world), world) == [
        "private: day 2: Utsikten is where people live: drop Utsikten viewpoint",
        "private: day 2: Utsikten is where people live: drop Over Skaret",
    ]


# -- when ---------------------------------------------------------------------------------------------------------------------------


def test_a_museum_on_its_day_off_is_found() -> None:
    world = having(WORLD, "activities", "museum", open=hours("We-Su 10:00-17:00"))
    assert told(plan_of(world), world) == [
        "activity-shut: day 1: Vik museum cannot be done 10:00-11:00 on 15 June: it is open We-Su 10:00-17:00",
    ]


def test_a_visit_that_lasts_past_the_closing_hour_is_found() -> None:
    world = having(WORLD, "activities", "museum", open=hours("09:00-10:59"))
    assert told(plan_of(world), world) == [
        "activity-shut: day 1: Vik museum cannot be done 10:00-11:00 on 15 June: it is open 09:00-10:59",
    ]


def test_an_activity_out_of_season_is_found() -> None:
    season = replace(WORLD.activities["hike"].season, open=hours("Jul-Sep"))
    world = having(WORLD, "activities", "hike", season=season)
    assert told(plan_of(world), world) == [
        "activity-shut: day 2: Skaret ridge cannot be done 10:15-13:15 on 16 June: it is open Jul-Sep",
    ]


def at_the_viewpoint(day: date, start: str) -> list[str]:
    pen = Pen(WORLD, day, "utsikten", start).visit("view")
    request = fjord_request(days=1, first_day=day, start="utsikten", end="utsikten")
    return without_costs(told(plan_by_hand(WORLD, request, (pen,), ()), WORLD))


def test_a_viewpoint_in_the_dark_is_found() -> None:
    assert at_the_viewpoint(MIDWINTER, "16:00") == [
        "dark: day 1: Utsikten viewpoint cannot be done 16:00-16:20 on 21 December: it needs daylight, 09:59-15:00",
        "lunch: day 1: it has no lunch: plan 45 min that start between 11:30 and 14:00",
    ]


def test_a_viewpoint_in_daylight_is_right() -> None:
    assert at_the_viewpoint(MIDWINTER, "12:00") == []


def test_a_viewpoint_in_the_polar_night_is_found() -> None:
    spot = replace(WORLD.locations["utsikten"].spot, latitude=78.2, longitude=15.6)
    world = having(WORLD, "activities", "view", daylight=daylight(spot))
    pen = Pen(world, MIDWINTER, "utsikten", "12:00").visit("view")
    request = fjord_request(days=1, first_day=MIDWINTER, start="utsikten", end="utsikten")
    assert without_costs(told(plan_by_hand(world, request, (pen,), ()), world)) == [
        "dark: day 1: Utsikten viewpoint cannot be done 12:00-12:20 on 21 December: it needs daylight, and the sun does not rise",
    ]


def test_a_tour_that_does_not_start_then_is_found() -> None:
    plan = change(PLAN, 1, 7, start=at(FIRST_DAY, "13:55"), end=at(FIRST_DAY, "15:25"))
    plan = change(change(plan, 1, 6, end=at(FIRST_DAY, "13:55")), 1, 8, start=at(FIRST_DAY, "15:25"))
    assert told(plan, WORLD) == [
        "start-time: day 1: Kayak tour does not start at 13:55 on 15 June: it starts 10:00, 14:00",
    ]


def test_a_tour_on_a_day_without_one_is_found() -> None:
    starts = (StartTimes(hours("Sa"), (clock("14:00"),), estimate=False),)
    world = having(WORLD, "activities", "kayak", starts=starts)
    assert told(plan_of(world), world) == [
        "start-time: day 1: Kayak tour does not start at 14:00 on 15 June: it does not start that day",
    ]


def test_an_assumed_start_told_as_known_is_found() -> None:
    starts = (StartTimes(hours(), (clock("14:00"),), estimate=True),)
    world = having(WORLD, "activities", "kayak", starts=starts)
    assert told(plan_of(world), world) == [
        "start-mark: day 1: the start of Kayak tour at 14:00 is assumed, not known: mark it so",
    ]
    assert told(change(plan_of(world), 1, 7, estimated=True), world) == []


def test_a_tour_without_the_time_to_be_there_is_found() -> None:
    world = having(WORLD, "activities", "kayak", be_there=(be_there(25, "dress"),))
    assert told(plan_of(world), world) == [
        "activity-early: day 1: Kayak tour at 14:00 wants everyone there 25 min before (dress): wait at Lien from 13:35",
    ]


def test_free_time_before_a_tour_is_not_being_there() -> None:
    assert told(change(PLAN, 1, 6, reason=WaitFor.FREE, activity=None), WORLD) == [
        "activity-early: day 1: Kayak tour at 14:00 wants everyone there 15 min before (dress): wait at Lien from 13:45",
    ]


def test_the_wait_for_the_departure_of_a_journey_is_being_there_for_the_journey() -> None:
    world = having(WORLD, "activities", "cruise", be_there=(be_there(35, "tickets"),))
    assert told(plan_of(world), world) == []


def test_a_journey_may_be_waited_for_before_its_departure_is() -> None:
    world = having(WORLD, "activities", "cruise", be_there=(be_there(35, "tickets"),))
    quay = Pen(world, FIRST_DAY, "vestkai", "12:25").until("12:40", activity="cruise").until("13:00", route="crossing")
    assert told(with_events(plan_of(world), 1, 3, *quay.events), world) == []


def test_a_journey_without_the_time_to_be_there_is_found() -> None:
    world = having(WORLD, "activities", "cruise", be_there=(be_there(36, "tickets"),))
    assert told(plan_of(world), world) == [
        "activity-early: day 1: Fjord crossing at 13:00 wants everyone there 36 min before (tickets): wait at Vestkai from 12:24",
    ]


# -- by whom and how often ----------------------------------------------------------------------------------------------------------


def test_a_child_that_is_too_young_is_found() -> None:
    plan = asked(PLAN, party=Party(2, (11,)))
    assert without_costs(told(plan, WORLD)) == [
        "too-young: day 1: Kayak tour is for ages from 12, and the youngest is 11: drop it",
    ]


def test_a_hike_that_is_too_hard_is_found() -> None:
    assert told(asked(PLAN, max_difficulty=Difficulty.MEDIUM), WORLD) == [
        "too-hard: day 2: Skaret ridge is hard, and medium is the most asked for: drop it",
    ]


def test_what_needs_a_car_is_found_without_one() -> None:
    world = having(having(WORLD, "routes", "pass", foot=True), "activities", "rib", needs_car=True)
    assert told(foot_plan(world), world) == [
        "needs-car: day 1: Fast boat needs a car: do it while there is one, or drop it",
    ]


def test_an_activity_done_twice_is_found() -> None:
    again = Pen(WORLD, SECOND_DAY, "vik", "14:30").visit("museum")
    plan = with_day(PLAN, 2, replace(PLAN.days[1], events=(*PLAN.days[1].events, *again.events)))
    assert without_costs(told(plan, WORLD)) == [
        "twice: day 2: Vik museum is done on day 1 already: drop one of the two",
    ]


def test_a_second_of_some_alternatives_is_found() -> None:
    again = Pen(WORLD, FIRST_DAY, "lien", "15:30").visit("rib").night("09:00")
    assert without_costs(told(with_events(PLAN, 1, -1, *again.events), WORLD)) == [
        "twice: day 1: Fast boat and Kayak tour on day 1 are alternatives: drop one of the two",
    ]


def test_a_road_ridden_again_is_not_a_journey_done_twice() -> None:
    crossing = Pen(WORLD, FIRST_DAY, "vestkai", "12:25").until("13:00", route="crossing").travel("crossing")
    plan = with_events(with_events(PLAN, 1, 4, crossing.events[1]), 1, 3, crossing.events[0])
    assert told(plan, WORLD) == []


def test_a_train_in_pieces_is_one_journey_without_waits() -> None:
    onward = replace(WORLD.routes["airport_bus"], start="vestkai", services=(times("09:45"),), be_there=(be_there(10),))
    coach = replace(
        WORLD.activities["cruise"], id="coach", name="Coach", start="vik", end="vik_airport", rides=("bus", "airport_bus"),
        duration=timedelta(minutes=65),
    )  # fmt: skip
    world = replace(WORLD, routes={**WORLD.routes, "airport_bus": onward}, activities={**WORLD.activities, "coach": coach})
    pen = Pen(world, FIRST_DAY, "vik", "09:00", with_car=False).visit("coach")
    request = fjord_request(days=1, car=CarChoice.NONE, end="vik_airport")
    assert without_costs(told(plan_by_hand(world, request, (pen,), ()), world)) == []
    late = change_ride(plan_by_hand(world, request, (pen,), ()), 1, 0, route=world.routes["airport_bus"])
    assert (
        without_costs(told(late, world))[0]
        == "no-such-way: day 1: the Airport bus does not go from Vik to Vestkai: its ends are Vestkai and Vik airport"
    )
