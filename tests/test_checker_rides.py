"""The checker on travel: every ride exists, is open, takes its time, and leaves when something leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from faults import change, change_ride, having, told, with_day, with_events, without_costs
from mi_trip.model.plan import Travel, WaitFor
from mi_trip.model.request import CarChoice
from worlds import (
    FIRST_DAY,
    Pen,
    be_there,
    clock,
    fjord,
    fjord_request,
    flight_plan,
    foot_plan,
    headway,
    hours,
    plan_by_hand,
    plan_of,
    times,
)

if TYPE_CHECKING:
    from mi_trip.model.catalogue import Catalogue
    from mi_trip.model.plan import Plan

WORLD, PLAN, ON_FOOT = fjord(), plan_of(), foot_plan()
SECOND_DAY = FIRST_DAY + timedelta(days=1)


def at(day: date, text: str) -> datetime:
    return datetime.combine(day, clock(text))


def on_foot(pen: Pen, world: Catalogue = WORLD) -> Plan:
    """One day without a car that nobody has paid for."""
    ends = {"start": pen.events[0].origin, "end": pen.events[-1].destination}
    return plan_by_hand(world, fjord_request(days=1, car=CarChoice.NONE, **ends), (pen,), ())


def walks(start: str, at_: str, world: Catalogue = WORLD) -> Pen:
    return Pen(world, FIRST_DAY, at_, start, with_car=False)


# -- the way itself -----------------------------------------------------------------------------------------------------------------


def test_two_modes_in_one_piece_of_travel_are_found() -> None:
    pen = walks("09:00", "vik").travel("bus").until("11:30", route="crossing").travel("crossing").travel("shore_path")
    ferry, path = pen.events[2], pen.events[3]
    assert isinstance(ferry, Travel)
    assert isinstance(path, Travel)
    both = Travel((*ferry.rides, *path.rides), with_car=False)
    plan = with_events(with_events(on_foot(pen), 1, 3), 1, 2, both)
    assert without_costs(told(plan, WORLD)) == [
        "mixed-modes: day 1: the ferry Vestkai-Austkai is told together with rides of another mode: make each its own travel",
    ]


def test_a_wait_hidden_inside_a_piece_of_travel_is_found() -> None:
    pen = Pen(WORLD, SECOND_DAY, "lien", "08:50").travel("austkai_lien").until("08:55").travel("austkai_lien", "lien_utsikten")
    late, first = pen.events[2], pen.events[0]
    assert isinstance(late, Travel)
    assert isinstance(first, Travel)
    plan = with_events(PLAN, 2, 0, replace(late, rides=(*first.rides, *late.rides)))
    assert without_costs(told(plan, WORLD)) == [
        "gap: day 2: the road Austkai-Lien starts at 08:50, but the night at Lien ends at 09:00: join them",
        "gap: day 2: Utsikten viewpoint starts at 09:20, but the road Austkai-Lien ends at 09:25: join them",
        "ride-gap: day 2: the road Austkai-Lien at 08:55 leaves Austkai, but the ride before ends at Austkai at 09:00: join them",
    ]


def test_a_route_between_other_places_is_found() -> None:
    assert without_costs(told(change_ride(PLAN, 1, 1, route=WORLD.routes["skaret_vik"]), WORLD)) == [
        "no-such-way: day 1: the road Skaret-Vik does not go from Vik to Vestkai: its ends are Skaret and Vik",
        "duration: day 1: the road Skaret-Vik at 11:00 is given 40 min: it takes 30 min",
    ]


def test_a_one_way_route_ridden_the_wrong_way_is_found() -> None:
    world = having(WORLD, "routes", "skaret_vik", one_way=True, start="vik", end="skaret")
    assert told(plan_of(world), world) == [
        "one-way: day 2: the road Skaret-Vik is one way from Vik to Skaret: take another way",
    ]


def test_a_drive_that_is_too_fast_is_found() -> None:
    plan = change_ride(PLAN, 1, 1, arrives=at(FIRST_DAY, "11:35"))
    assert told(change(plan, 1, 2, start=at(FIRST_DAY, "11:35")), WORLD) == [
        "duration: day 1: the road Vik-Vestkai at 11:00 is given 35 min: it takes 40 min",
    ]


def test_a_road_that_opens_later_in_the_year_is_found() -> None:
    season = replace(WORLD.routes["pass"].season, open=hours("Jun 17-Oct 15"))
    world = having(WORLD, "routes", "pass", season=season)
    assert told(plan_of(world), world) == [
        "shut: day 2: the road Skaret pass at 09:40 is shut on 16 June at that hour: it is open Jun 17-Oct 15",
    ]


def test_a_road_that_closes_while_one_drives_is_found() -> None:
    world = having(WORLD, "routes", "vik_vestkai", open=hours("06:00-11:20"))
    assert told(plan_of(world), world) == [
        "shut: day 1: the road Vik-Vestkai at 11:00 is shut on 15 June at that hour: it is open 06:00-11:20",
    ]


# -- departures ---------------------------------------------------------------------------------------------------------------------


def test_a_ferry_at_a_time_when_none_leaves_is_found() -> None:
    events = PLAN.days[0].events
    late = Pen(WORLD, FIRST_DAY, "vestkai", "12:25").until("13:05", route="crossing").visit("cruise").travel("austkai_lien")
    late.until("14:00", activity="kayak")
    plan = with_day(PLAN, 1, replace(PLAN.days[0], events=(*events[:3], *late.events, *events[7:])))
    assert told(plan, WORLD) == [
        "no-such-departure: day 1: the ferry Vestkai-Austkai at 13:05 does not leave Vestkai on 15 June: the next leaves 15:00",
    ]


def test_a_ferry_after_the_last_is_found() -> None:
    pen = walks("18:00", "vestkai").until("19:10", route="crossing").travel("crossing")
    assert without_costs(told(on_foot(pen), WORLD)) == [
        "last-hour: day 1: the ferry Vestkai-Austkai ends at 19:40: the day is over at 19:30, plan less",
        "no-such-departure: day 1: the ferry Vestkai-Austkai at 19:10 does not leave Vestkai on 15 June: the last leaves 19:00",
        "lunch: day 1: it has no lunch: plan 45 min that start between 11:30 and 14:00",
    ]


def test_a_bus_on_a_day_without_one_is_found() -> None:
    route = WORLD.routes["bus"]
    world = having(WORLD, "routes", "bus", services=tuple(replace(service, on=hours("We-Su")) for service in route.services))
    assert (
        told(foot_plan(world), world)[0]
        == "no-such-departure: day 1: the Vik-Vestkai bus at 12:00 does not leave Vik on 15 June: none leaves that day, take another way"
    )


def test_an_assumed_departure_told_as_known_is_found() -> None:
    assert told(change_ride(ON_FOOT, 1, 0, estimated=False), WORLD) == [
        "departure-mark: day 1: the departure of the Vik-Vestkai bus at 12:00 is assumed, not known: mark it so",
    ]


def test_a_known_departure_told_as_assumed_is_found() -> None:
    assert told(change_ride(PLAN, 1, 4, estimated=True), WORLD) == [
        "departure-mark: day 1: the departure of the ferry Vestkai-Austkai at 13:00 is known, not assumed: mark it so",
    ]


def test_a_known_departure_told_as_an_interval_is_found() -> None:
    assert told(change_ride(PLAN, 1, 4, estimated=True, every=timedelta(minutes=90)), WORLD) == [
        "no-such-departure: day 1: the ferry Vestkai-Austkai at 13:00 does not leave Vestkai on 15 June: one leaves then, marked otherwise",
    ]


def test_a_drive_told_as_an_interval_is_found() -> None:
    assert told(change_ride(PLAN, 1, 1, every=timedelta(minutes=20)), WORLD) == [
        "departure-mark: day 1: the road Vik-Vestkai is marked as leaving every so often, but has no timetable: drop the mark",
    ]


# -- being there --------------------------------------------------------------------------------------------------------------------


def test_boarding_without_the_time_to_be_there_is_found() -> None:
    plan = change(change(PLAN, 1, 2, end=at(FIRST_DAY, "12:50")), 1, 3, start=at(FIRST_DAY, "12:50"))
    assert told(plan, WORLD) == [
        "be-there: day 1: the ferry Vestkai-Austkai at 13:00 wants everyone there 15 min before (check-in): wait at Vestkai from 12:45",
    ]


def test_free_time_before_a_ferry_is_not_being_there() -> None:
    assert told(change(PLAN, 1, 3, reason=WaitFor.FREE, route=None), WORLD) == [
        "be-there: day 1: the ferry Vestkai-Austkai at 13:00 wants everyone there 15 min before (check-in): wait at Vestkai from 12:45",
    ]


def test_waiting_for_another_ferry_is_not_being_there() -> None:
    assert told(change(PLAN, 1, 3, route=WORLD.routes["flight"]), WORLD) == [
        "be-there: day 1: the ferry Vestkai-Austkai at 13:00 wants everyone there 15 min before (check-in): wait at Vestkai from 12:45",
        "wait: day 1: the wait at Vestkai at 12:25 is for the flight Vik-Byen, which does not leave after it: make it free time",
    ]


def test_the_longer_queue_of_another_month_counts() -> None:
    world = having(WORLD, "routes", "crossing", be_there=(be_there(40, "queue", "Jun"), be_there(15)))
    assert told(plan_of(world), world) == [
        "be-there: day 1: the ferry Vestkai-Austkai at 13:00 wants everyone there 40 min before (queue): wait at Vestkai from 12:20",
    ]


def test_time_to_be_there_binds_a_way_without_timetable_as_well() -> None:
    world = having(WORLD, "routes", "skaret_vik", be_there=(be_there(5, "convoy"),))
    assert told(plan_of(world), world) == [
        "be-there: day 2: the road Skaret-Vik at 14:00 wants everyone there 5 min before (convoy): wait at Skaret from 13:55",
    ]


def airport_bus(waits_from: str, departs: str, world: Catalogue = WORLD) -> list[str]:
    pen = walks(waits_from, "vik", world).until(departs, route="airport_bus").travel("airport_bus")
    return without_costs(told(on_foot(pen, world), world))


def test_a_bus_of_which_only_the_interval_is_known_is_waited_for_the_whole_of_it() -> None:
    assert airport_bus("09:00", "09:30") == []


def test_a_bus_of_which_only_the_interval_is_known_may_have_left_before() -> None:
    assert airport_bus("09:00", "09:29") == [
        "interval: day 1: the Airport bus at 09:29 may have left 30 min earlier, only its interval is known: wait at Vik from 08:59",
    ]


def test_the_first_bus_leaves_when_it_leaves() -> None:
    world = having(WORLD, "routes", "airport_bus", services=(headway("09:05", "23:00", 30),))
    assert airport_bus("09:00", "09:05", world) == []


def test_the_last_bus_leaves_when_it_leaves() -> None:
    world = having(WORLD, "routes", "airport_bus", services=(headway("06:00", "09:05", 30),))
    assert airport_bus("09:00", "09:05", world) == []


def test_a_bus_before_the_first_is_found() -> None:
    world = having(WORLD, "routes", "airport_bus", services=(headway("10:00", "23:00", 30),))
    pen = walks("09:00", "vik", world).until("09:30", route="airport_bus").travel("airport_bus")
    plan = change_ride(on_foot(pen, world), 1, 1, estimated=True, every=timedelta(minutes=30))
    assert without_costs(told(plan, world)) == [
        "no-such-departure: day 1: the Airport bus at 09:30 does not leave Vik on 15 June: the next leaves 10:00",
    ]


def test_a_bus_more_frequent_than_it_is_is_found() -> None:
    pen = walks("09:00", "vik").until("09:10", route="airport_bus").travel("airport_bus")
    plan = change_ride(on_foot(pen), 1, 1, every=timedelta(minutes=10))
    assert without_costs(told(plan, WORLD)) == [
        "no-such-departure: day 1: the Airport bus at 09:10 does not leave Vik on 15 June: one leaves then, marked otherwise",
    ]


def test_the_time_to_be_there_comes_on_top_of_the_interval() -> None:
    world = having(WORLD, "routes", "airport_bus", be_there=(be_there(5),))
    assert airport_bus("09:00", "09:30", world) == [
        "interval: day 1: the Airport bus at 09:30 may have left 30 min earlier, only its interval is known: wait at Vik from 08:55",
    ]


def line(leaves: str) -> Catalogue:
    """Build a bus from Vik to Vestkai at nine, and on from there by the same bus to the airport."""
    onward = replace(WORLD.routes["airport_bus"], start="vestkai", services=(times(leaves),), be_there=(be_there(10),))
    return replace(WORLD, routes={**WORLD.routes, "airport_bus": onward})


def test_one_stays_on_board_when_the_next_ride_leaves_as_the_last_arrives() -> None:
    world = line("09:45")
    assert without_costs(told(on_foot(walks("09:00", "vik", world).travel("bus", "airport_bus"), world), world)) == []


def test_one_does_not_stay_on_board_when_it_leaves_later() -> None:
    world = line("09:50")
    pen = walks("09:00", "vik", world).travel("bus").until("09:50", route="airport_bus").travel("airport_bus")
    assert without_costs(told(on_foot(pen, world), world)) == [
        "be-there: day 1: the Airport bus at 09:50 wants everyone there 10 min before (check-in): wait at Vestkai from 09:40",
    ]


def test_nobody_stays_on_board_of_a_bus_whose_minute_is_unknown() -> None:
    onward = replace(WORLD.routes["airport_bus"], start="vestkai")
    world = replace(WORLD, routes={**WORLD.routes, "airport_bus": onward})
    assert without_costs(told(on_foot(walks("09:00", "vik", world).travel("bus", "airport_bus"), world), world)) == [
        "interval: day 1: the Airport bus at 09:45 may have left 30 min earlier, only its interval is known: wait at Vestkai from 09:15",
    ]


# -- waits --------------------------------------------------------------------------------------------------------------------------


def test_a_wait_for_a_ferry_that_one_does_not_take_is_found() -> None:
    plan = with_events(PLAN, 1, -1, *Pen(WORLD, FIRST_DAY, "lien", "15:30").until("16:00", route="crossing").night("09:00").events)
    assert told(plan, WORLD) == [
        "wait: day 1: the wait at Lien at 15:30 is for the ferry Vestkai-Austkai, which does not leave after it: make it free time",
    ]


def test_a_wait_for_no_route_is_found() -> None:
    assert told(change(PLAN, 1, 3, route=None), WORLD) == [
        "be-there: day 1: the ferry Vestkai-Austkai at 13:00 wants everyone there 15 min before (check-in): wait at Vestkai from 12:45",
        "wait: day 1: the wait at Vestkai at 12:25 does not say for what: name it, or make it free time",
    ]


def test_a_wait_for_an_activity_that_does_not_follow_is_found() -> None:
    plan = change(PLAN, 1, 6, activity=WORLD.activities["rib"])
    assert told(plan, WORLD) == [
        "wait: day 1: the wait at Lien at 13:40 is for Fast boat, which does not start after it: make it free time",
        "activity-early: day 1: Kayak tour at 14:00 wants everyone there 15 min before (dress): wait at Lien from 13:45",
    ]


def test_a_wait_for_no_activity_is_found() -> None:
    assert told(change(PLAN, 1, 6, activity=None), WORLD) == [
        "wait: day 1: the wait at Lien at 13:40 does not say for what: name it, or make it free time",
        "activity-early: day 1: Kayak tour at 14:00 wants everyone there 15 min before (dress): wait at Lien from 13:45",
    ]


def test_free_time_may_be_had_anywhere() -> None:
    plan = with_events(PLAN, 1, -1, *Pen(WORLD, FIRST_DAY, "lien", "15:30").until("16:00").night("09:00").events)
    assert told(plan, WORLD) == []


def test_the_flights_are_waited_for_as_they_ask() -> None:
    world = having(WORLD, "routes", "flight", be_there=(be_there(90),))
    assert told(flight_plan(world), world) == [
        "be-there: day 1: the flight Vik-Byen at 16:00 wants everyone there 1 h 30 min before (check-in): wait at Vik airport from 14:30",
        "be-there: day 2: the flight Vik-Byen at 18:00 wants everyone there 1 h 30 min before (check-in): wait at Byen airport from 16:30",
    ]
